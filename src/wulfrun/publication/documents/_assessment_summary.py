"""The summary: what got better, what worse, what cannot be said, in two minutes."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.topics.problems import PROBLEMS
from wulfrun.assessment.wording import inside, last_month, when
from wulfrun.publication.blocks import Block, Grid, Heading, Lead, Link, Links, Prose
from wulfrun.publication.chart_model import listed
from wulfrun.publication.documents._year import year_of
from wulfrun.publication.pages.overview import headline
from wulfrun.publication.pages.said import Said, leading
from wulfrun.publication.pages.targets import summary_of, target_items
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages.peers import pages as peer_pages

_MOST_LEADING, _MOST_NAMED = 20, 6
_HEADINGS = {
    "good": "What got better",
    "bad": "What got worse",
    "neutral": "What shows no clear change",
    "unknown": "What cannot be said",
}


def led(shelf: Shelf) -> list[Said]:
    """The findings of the measures that targets and priorities name."""
    named = {name for row in shelf.definition["priority"].values() for name in row["measures"]}
    named |= {row["measure"].partition(".")[0] for row in shelf.release.rows("targets")}
    names = [name for name in leading(shelf) if name in named] or leading(shelf)
    found = (headline(shelf, name) for name in names[:_MOST_LEADING])
    return [said for said in found if said is not None]


def problem_rows(shelf: Shelf) -> list[Row]:
    """The problems that could be ranked, by their computed rank."""
    ranked = [row for row in shelf.release.rows(PROBLEMS) if row["rank"] is not None]
    return sorted(ranked, key=lambda row: int(row["rank"]))


def first_problems(shelf: Shelf) -> list[Row]:
    """As many of them as are to become priorities."""
    rows = problem_rows(shelf)
    return rows[: int(rows[0]["top"])] if rows else []


def summary(shelf: Shelf, limits: str) -> list[Block]:
    """What a chief executive reads first; `limits`: what the data cannot tell, in short."""
    said = led(shelf)
    return [
        Lead(_lead(shelf, said)),
        Prose(
            "A change is called a rise or a fall only where the 95% interval leaves out no change at all. "
            "'No clear change' means that what was recorded may be chance."
        ),
        *_later(shelf, said),
        *_first(shelf),
        *_targets(shelf),
        *_by_tone(said),
        *_like_us(shelf),
        Heading("What the data cannot tell"),
        Prose(limits),
    ]


def _later(shelf: Shelf, said: Sequence[Said]) -> Iterator[Block]:
    """Which of them are told as of a time after the year, so that nobody takes them for it."""
    year = year_of(shelf)
    end = last_month(year)
    latest = [(each.name, shelf.latest(each.measure, shelf.whole)) for each in said]
    late = [f"{name}, {when(found)}" for name, found in latest if found and last_month(found) > end]
    if late:
        yield Prose(f"Told as of a later time than {when(year)}: {'; '.join(late)}.")


def _lead(shelf: Shelf, said: Sequence[Said]) -> str:
    year = year_of(shelf)
    counts = {tone: sum(each.finding.tone == tone for each in said) for tone in _HEADINGS}
    parts = [
        f"{counts[tone]} {words}"
        for tone, words in (
            ("good", "got better"),
            ("bad", "got worse"),
            ("neutral", "show no clear change"),
            ("unknown", "cannot be compared"),
        )
        if counts[tone]
    ]
    of = f"Of the {len(said)} measures that the strategy is judged by" if said else "No measure can be judged"
    return f"{shelf.place}, {when(year)}. {of}{', ' + listed(parts) if parts else ''}."


def _first(shelf: Shelf) -> Iterator[Block]:
    named = [inside(str(row["title"])) for row in first_problems(shelf)]
    if not named:
        return
    yield Heading("What comes first")
    yield Prose(f"By the criteria that the partnership declared, first come, in order: {'; '.join(named)}.")
    yield Links([("topics/problems.html", "How the problems are ranked, and how sure that is")])


def _targets(shelf: Shelf) -> Iterator[Block]:
    items = target_items(shelf)
    if items:
        yield Heading("Targets")
        yield Prose(summary_of(items))
        yield Links([("targets.html", "Progress against every target")])


def _by_tone(said: Sequence[Said]) -> Iterator[Block]:
    for tone, heading in _HEADINGS.items():
        own = [each for each in said if each.finding.tone == tone]
        if own:
            yield Heading(heading)
            rows = [(Link(f"measures/{each.measure}.html", each.name), each.finding.text) for each in own]
            yield Grid(heading, ("Measure", "Finding, and how sure it is"), rows)


def _like_us(shelf: Shelf) -> Iterator[Block]:
    for page in peer_pages(shelf):
        lead = next(each for each in page.content["blocks"] if isinstance(each, Lead))
        yield Heading("Compared with similar places")
        yield Prose(lead.text)
