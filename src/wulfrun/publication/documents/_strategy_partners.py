"""Who decides and who does the work: the bodies of a partnership, drawn as a chart, each with its members."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.topics.bodies import BODIES
from wulfrun.assessment.wording import day_words
from wulfrun.publication.blocks import Block, Cell, Facts, Grid, Heading, Lead, Statement, picture
from wulfrun.publication.chart_model import Caption, listed
from wulfrun.publication.documents._strategy_days import first_day, last_day, span_words
from wulfrun.publication.flow_chart import Box, flow
from wulfrun.publication.shelf import Row, Shelf

_KINDS = ("board", "thematic partnership", "support team", "group")
_LOOKS = ("Board", "Thematic partnerships", "Support team and groups")
_LOOK = {"board": 0, "thematic partnership": 1, "support team": 2, "group": 2}


def partner_blocks(shelf: Shelf) -> list[Block]:
    """The bodies that are there in the years of the strategy."""
    bodies = bodies_of(shelf)
    if not bodies:
        missing = "No body is declared: say who decides in [body.NAME] of strategy.toml."
        return [Statement("Missing", "bad", missing)]
    return [
        Lead(_lead(bodies)),
        _chart(shelf, bodies),
        *_members(shelf, bodies),
        Heading("The bodies, one by one"),
        *(block for key in bodies for block in _body(shelf, bodies[key])),
        *_protocol(shelf),
    ]


def bodies_of(shelf: Shelf) -> dict[str, Row]:
    """Bodies whose time touches the strategy's, the board first."""
    first, end = first_day(shelf), last_day(shelf)
    bodies = (shelf.definition.get("body") or {}).items()
    there = {
        key: row
        for key, row in bodies
        if (not end or (row["since"] or "") <= end) and (not row["until"] or row["until"] >= first)
    }
    return dict(sorted(there.items(), key=lambda each: _KINDS.index(each[1]["kind"])))


def _lead(bodies: dict[str, Row]) -> str:
    top = [row["title"] for row in bodies.values() if not row["reports_to"]]
    verb = "decides" if len(top) == 1 else "decide"
    others = len(bodies) - len(top)
    if not others:
        return f"{listed(top)} {verb}."
    return f"{listed(top)} {verb}; {'one body answers' if others == 1 else f'{others} bodies answer'} to it."


def _chart(shelf: Shelf, bodies: dict[str, Row]) -> Block:
    boxes = [
        Box(
            key, row["title"], _depth(key, bodies), tuple(_over(row, bodies)), _LOOK[row["kind"]], row["does"]
        )
        for key, row in bodies.items()
    ]
    caption = Caption(
        "strategy-bodies",
        "Who answers to whom",
        f"The bodies of {shelf.partnership['name']}",
        "",
        str(shelf.partnership["name"]),
    )
    drawn = flow(caption, boxes, _LOOKS, ("Body", "Answers to", "What it does"))
    return picture(drawn, f"data/{BODIES}.csv", numbers=())


def _over(row: Row, bodies: dict[str, Row]) -> list[str]:
    return [row["reports_to"]] if row["reports_to"] in bodies else []


def _depth(key: str, bodies: dict[str, Row]) -> int:
    above = _over(bodies[key], bodies)
    return 1 + _depth(above[0], bodies) if above else 0


def _members(shelf: Shelf, bodies: dict[str, Row]) -> Iterator[Block]:
    """Which agency sits on which body: one table to find a partner in."""
    named: Sequence[tuple[str, Row]] = [
        (key, row) for key, row in shelf.definition["agency"].items()
        if any(key in body["members"] for body in bodies.values())
    ]  # fmt: skip
    if named:
        cells: list[list[Cell]] = [
            [row["name"], row["duty"].capitalize() or "not said",
             "; ".join(body["title"] for body in bodies.values() if key in body["members"])]
            for key, row in named
        ]  # fmt: skip
        yield Grid("Who sits where", ("Partner", "Duty", "Bodies"), cells)


def _body(shelf: Shelf, row: Row) -> list[Block]:
    agencies = shelf.definition["agency"]
    members = [agencies[key]["name"] for key in row["members"] if key in agencies]
    pairs = [
        ("What it does", row["does"] or "Not said yet."),
        ("Chair", row["chair"] or "Not said yet."),
        ("Members", listed(members, 20) if members else "Not said yet."),
        ("Parts of section 6", listed([limb.capitalize() for limb in row["limbs"]]) if row["limbs"] else ""),
        ("Time", span_words(row) if row["since"] or row["until"] else ""),
    ]
    return [Heading(row["title"], 3), Facts(pairs)]


def _protocol(shelf: Shelf) -> Iterator[Block]:
    yield Heading("How information is shared")
    held = (shelf.definition.get("plan") or {}).get("sharing_protocol")
    if not held:
        yield Statement(
            "Missing", "bad", "No information-sharing protocol is declared: [plan] sharing_protocol."
        )
        return
    yield Facts(
        [
            ("Protocol", held["title"]),
            ("Agreed", day_words(held["agreed"]) if held["agreed"] else "Not said yet."),
            ("To be looked at again", day_words(held["review"]) if held["review"] else "Not said yet."),
            ("Where to read it", held["where"] or "Not said yet."),
        ]
    )
