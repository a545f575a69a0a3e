"""One priority: why it comes first, what the figures say, what is to be reached, who does what by when."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wulfrun.assessment.topics.actions import ACTIONS
from wulfrun.assessment.topics.evaluations import EVALUATIONS
from wulfrun.assessment.topics.problems import PROBLEMS
from wulfrun.assessment.wording import day_words, number, sentence
from wulfrun.publication import page_charts
from wulfrun.publication.blocks import (
    Block,
    Cell,
    Facts,
    Grid,
    Heading,
    Link,
    Links,
    Prose,
    Statement,
    Tag,
    picture,
)
from wulfrun.publication.chart_model import Caption, listed
from wulfrun.publication.documents._strategy_targets import target_grid
from wulfrun.publication.flow_chart import MOST_ACROSS, Box, flow
from wulfrun.publication.pages.overview import headline
from wulfrun.publication.pages.targets import target_items
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.told_prose import told_plainly, told_prose
from wulfrun.publication.topic_pages._evaluation_words import page_path

TONES = {"done": "good", "on time": "good", "at risk": "neutral", "late": "bad", "no due date": "unknown"}
_LOOKS = ("Priority", "Target", "Action")
_MOST_FINDINGS = 6
Item = Mapping[str, Any]


def priority_blocks(shelf: Shelf, key: str, row: Row) -> list[Block]:
    """Everything about one priority; what its declaration leaves out is named as missing."""
    items = {item["row"]["target"]: item for item in target_items(shelf)}
    own = [items[name] for name in row["targets"] if name in items]
    return [
        *_why(shelf, row),
        *_evidence(shelf, row),
        *_aims(shelf, row),
        *_targets(shelf, row, own),
        *_actions(shelf, key, row, items),
    ]


def _why(shelf: Shelf, row: Row) -> Iterator[Block]:
    yield Heading("Why it comes first")
    if row["prose"]:
        yield told_prose(shelf, row["prose"])
    else:
        yield Statement("Missing", "bad", f"'{row['title']}' has no words of its own yet.")
    said = listed([limb.capitalize() for limb in row["limbs"]]) if row["limbs"] else "Not said yet."
    yield Facts(
        [
            ("Who leads", row["lead"] or "Not said yet."),
            ("Why it was chosen", told_plainly(shelf, row["because"]) or "Not said yet."),
            ("Answers, in section 6", said),
            ("Asked for by residents", _asked(shelf, row)),
        ]
    )


def _asked(shelf: Shelf, row: Row) -> str:
    key = next(name for name, each in shelf.definition["priority"].items() if each is row)
    held = (shelf.definition.get("consultation") or {}).values()
    own = sorted(
        {f"{each['title']} ({day_words(each['when'])})" for each in held if key in each["priorities"]}
    )
    return listed(own, 10) if own else "No consultation is declared that speaks for it."


def _evidence(shelf: Shelf, row: Row) -> Iterator[Block]:
    measures = [name for name in row["measures"] if name in shelf.measures]
    said = [found for name in measures if (found := headline(shelf, name))]
    yield Heading("What the figures say")
    if not said:
        yield Statement("Missing", "bad", "None of its measures has a figure yet, so nothing speaks for it.")
        return
    for each in said[:_MOST_FINDINGS]:
        yield Statement(each.label, each.finding.tone, each.finding.text)
    drawn = page_charts.trend(shelf, said[0].measure)
    if drawn:
        yield picture(drawn, f"data/{said[0].measure}.csv", numbers=(1, 2, 3, 4))
    yield from _ranked(shelf, measures)
    yield Prose("All the evidence:")
    yield Links([(f"measures/{name}.html", shelf.measures[name]["title"]) for name in measures])


def _ranked(shelf: Shelf, measures: Sequence[str]) -> Iterator[Block]:
    """Where its problems stand among all that were ranked, and where the board put them."""
    rows = [row for row in shelf.release.rows(PROBLEMS) if row["measure"] in measures and row["rank"]]
    if rows:
        cells = [
            [row["title"], number(row["rank"]), f"{number(100 * row['top_share'])}%",
             number(row["board_rank"]) if row["board_rank"] else "–", row["board_reason"] or "–"]
            for row in sorted(rows, key=lambda row: row["rank"])
        ]  # fmt: skip
        heads = ("Problem", "#Rank", f"#Stays in the top {rows[0]['top']}", "#Board's rank", "Board's reason")
        yield Grid("Where its problems stand in the ranking", heads, cells, f"data/{PROBLEMS}.csv")


def _aims(shelf: Shelf, row: Row) -> Iterator[Block]:
    yield Heading("What we want to reach")
    for title, lines, missing in (
        ("Objectives", row["objectives"], "No objective is written yet."),
        ("What it will look like when it has worked", row["success"], "What success looks like is not said."),
    ):
        if lines:
            yield Heading(title, 3)
            yield told_prose(shelf, "\n".join(f"- {sentence(each)}" for each in lines))
        else:
            yield Statement("Missing", "bad", missing)


def _targets(shelf: Shelf, row: Row, own: Sequence[Item]) -> Iterator[Block]:
    yield Heading("Targets")
    if not row["targets"]:
        yield Statement(
            "No target", "unknown", "No target is set, so whether it works cannot be judged by one."
        )
        return
    if own:
        yield target_grid(shelf, own, f"Targets of {row['title'].lower()}")
    waiting = [name for name in row["targets"] if name not in {item["row"]["target"] for item in own}]
    if waiting:
        titles = [shelf.definition["target"].get(name, {}).get("title") or name for name in waiting]
        yield Prose(f"Without figures yet: {listed(titles, 20)}.")


def _actions(shelf: Shelf, key: str, row: Row, items: Mapping[str, Item]) -> Iterator[Block]:
    yield Heading("What will be done")
    actions = row["actions"]
    if not actions:
        yield Statement("Missing", "bad", "No action is declared, so nobody has undertaken anything for it.")
        return
    judged = {each["number"]: each for each in shelf.release.rows(ACTIONS) if each["priority"] == key}
    agencies = shelf.definition["agency"]
    cells: list[list[Cell]] = []
    for place, action in enumerate(actions, 1):
        stands = judged.get(place, {}).get("judged", "")
        partners = [agencies[each]["name"] for each in action["partners"] if each in agencies]
        cells.append(
            [action["title"], action["owner"] or "Nobody yet", listed(partners, 20) if partners else "–",
             day_words(action["due"]) if action["due"] else "No day", action["status"].capitalize(),
             Tag(stands.capitalize(), TONES[stands]) if stands else "–"]
        )  # fmt: skip
    heads = ("Action", "Owner", "With", "Due", "Status", "On time?")
    yield Grid("Who does what, by when", heads, cells, f"data/{ACTIONS}.csv" if judged else "")
    yield _served(shelf, key, row, items)
    yield from _milestones(actions)
    if judged:
        yield from _chain(shelf, key, row, items)


def _served(shelf: Shelf, key: str, row: Row, items: Mapping[str, Item]) -> Grid:
    evaluated = {each["action"] for each in shelf.release.rows(EVALUATIONS)}
    cells: list[list[Cell]] = []
    for place, action in enumerate(row["actions"], 1):
        titles = [_title(shelf, name, items) for name in action["targets"] or row["targets"]]
        name = f"{key}-{place}"
        worked: Cell = "No evaluation yet"
        if name in evaluated:
            worked = Link(page_path(name), "Did it work?")
        elif action["evaluation"]:
            worked = "To be evaluated"
        cells.append(
            [action["title"], "; ".join(titles) or "No target",
             "Not said" if action["cost"] is None else f"£{number_of(action['cost'])}",
             action["funding"] or "Not said", worked]
        )  # fmt: skip
    heads = ("Action", "Serves the target", "#Cost", "Paid from", "Evaluation")
    return Grid("What each action serves and costs, and whether it worked", heads, cells)


def number_of(cost: float) -> str:
    """Pounds, rounded to whole ones.

    >>> number_of(12500.0)
    '12,500'
    """
    return number(round(cost))


def _milestones(actions: Sequence[Row]) -> Iterator[Block]:
    cells = [
        [f"{action['title']}: {step['title']}", day_words(step["due"]),
         day_words(step["done"]) if step["done"] else "not yet"]
        for action in actions
        for step in action["milestones"]
    ]  # fmt: skip
    if cells:
        yield Grid("Milestones", ("Step", "Due", "Done"), cells)


def _title(shelf: Shelf, name: str, items: Mapping[str, Item]) -> str:
    if name in items:
        return str(items[name]["row"]["title"])
    return str(shelf.definition["target"].get(name, {}).get("title") or name)


def _chain(shelf: Shelf, key: str, row: Row, items: Mapping[str, Item]) -> Iterator[Block]:
    """From the priority over its targets to its actions; not drawn where there are too many to tell apart."""
    served = dict.fromkeys(name for action in row["actions"] for name in action["targets"])
    targets = list(dict.fromkeys([*row["targets"], *served]))
    if max(len(targets), len(row["actions"])) > MOST_ACROSS:
        return
    boxes = [Box("", row["title"], 0, about="Priority")]
    boxes += [Box(name, _title(shelf, name, items), 1, ("",), 1, "Target") for name in targets]
    below = 2 if targets else 1
    boxes += [
        Box(f"{key}-{place}", action["title"], below, tuple(action["targets"] or row["targets"]) or ("",), 2,
            f"Action of {action['owner'] or 'nobody yet'}")
        for place, action in enumerate(row["actions"], 1)
    ]  # fmt: skip
    caption = Caption(
        f"strategy-chain-{key}",
        f"{row['title']}: from the priority to what is done",
        "Each action stands under the targets that it serves",
        "",
        str(shelf.partnership["name"]),
    )
    drawn = flow(caption, boxes, _LOOKS, ("Box", "Stands under", "What it is"))
    yield picture(drawn, f"data/{ACTIONS}.csv", numbers=())
