"""From problem to result: every priority with its evidence, targets, actions and what came of them."""

from collections.abc import Iterator

from wulfrun.assessment.topics.actions import ACTIONS
from wulfrun.assessment.wording import day_words, sentence
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Lead, Link, Links, Prose, Tag, topic_page
from wulfrun.publication.chain import Act, actions, evidence_of, ranked
from wulfrun.publication.page import Page
from wulfrun.publication.pages.overview import headline
from wulfrun.publication.pages.targets import target_items, target_path
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._chain_chart import chain_charts
from wulfrun.publication.topic_pages._chain_gaps import gaps
from wulfrun.publication.topic_pages._evaluation_words import label

_ABOUT = (
    "Every priority with its evidence, its targets, what is done, and whether it worked, and what is missing"
)
_TONES = {"done": "good", "on time": "good", "at risk": "neutral", "late": "bad"}


def pages(shelf: Shelf) -> list[Page]:
    """The page, where a priority was declared."""
    found = shelf.priorities
    if not found:
        return []
    acts = actions(shelf)
    evaluated = sum(act.evaluation is not None for act in acts)
    verb = "has" if evaluated == 1 else "have"
    many = f"{_counted(len(found), 'priority', 'priorities')}, {_counted(len(acts), 'action', 'actions')}"
    blocks: list[Block] = [
        Lead(
            f"{many}: each from the problem that is the reason for it to whether it worked. "
            f"{evaluated} of {len(acts)} "
            f"actions {verb} been evaluated."
        ),
        *chain_charts(shelf, found, acts),
        *gaps(shelf, found, acts),
    ]
    for name, row in found.items():
        blocks += _priority(shelf, name, row, [act for act in acts if act.priority == name])
    links = [("priorities.html", "The priorities in full"), ("targets.html", "Progress against targets")]
    links += [("topics/problems.html", "Which problems come first?")] if ranked(shelf) else []
    links += [("topics/evaluations.html", "Did it work?")] if evaluated else []
    blocks += [Heading("Read on"), Links(links)]
    return [topic_page("chain", "From problem to result", _ABOUT, blocks)]


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _priority(shelf: Shelf, name: str, row: Row, acts: list[Act]) -> Iterator[Block]:
    title = row["title"]
    yield Heading(title)
    because = f"Why it was chosen: {sentence(row.get('because') or '')} " if row.get("because") else ""
    yield Prose(f"{because}[{title} in full](/priorities.html#{name})")
    yield from _evidence(shelf, row)
    items = [each for each in target_items(shelf) if each["row"]["target"] in row["targets"]]
    if items:
        cells = [
            (
                Link(target_path(each["row"]), each["row"]["title"]),
                Tag(each["row"]["status"].capitalize(), each["tone"]),
                "; ".join(act.title for act in acts if each["row"]["target"] in act.targets) or "no action",
            )
            for each in items
        ]
        yield Grid(f"{title}: targets", ("Target", "Status", "Actions that serve it"), cells)
    if acts:
        heads = ("Action", "Owner", "Due", "How it stands", "Targets it serves", "Did it work?")
        yield Grid(f"{title}: actions", heads, [_action(shelf, act) for act in acts])


def _evidence(shelf: Shelf, row: Row) -> Iterator[Block]:
    places, cells = ranked(shelf), []
    for measure in evidence_of(shelf, row):
        said = headline(shelf, measure)
        place = places.get(measure)
        cells.append(
            (
                Link(f"measures/{measure}.html", shelf.measures[measure]["title"]),
                str(place["rank"]) if place else "–",
                Tag(said.label, said.finding.tone) if said else "no whole year yet",
                said.finding.text if said else "–",
            )
        )
    if cells:
        heads = ("Measure", "#Rank", "In a word", "What the figures say")
        yield Grid(f"{row['title']}: evidence", heads, cells)


def _action(shelf: Shelf, act: Act) -> tuple[Cell, ...]:
    due, owner = act.declared["due"], act.declared["owner"]
    targets = shelf.definition["target"]
    served = [targets[each]["title"] or each for each in act.targets if each in targets]
    return (
        act.title,
        owner or "–",
        day_words(due) if due else "–",
        _stands(shelf, act),
        "; ".join(served) or "none",
        _worked(shelf, act),
    )


def _stands(shelf: Shelf, act: Act) -> Cell:
    for row in shelf.release.rows(ACTIONS):
        if row["action"] == act.key and row["judged"] in _TONES:
            return Tag(row["judged"].capitalize(), _TONES[row["judged"]])
    return str(act.declared["status"]).capitalize()


def _worked(shelf: Shelf, act: Act) -> Cell:
    if act.evaluation is None:
        return "not evaluated"
    better = shelf.definition["measure"][act.evaluation["measure"]]["better"]
    return Link(act.page, label(act.evaluation, better)[0])
