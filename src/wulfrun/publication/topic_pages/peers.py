"""The page that says how the place compares with those most like it."""

from typing import Any

from wulfrun.assessment.wording import number, signed, when
from wulfrun.publication.bar_charts import ranked_bars
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Prose,
    Statement,
    picture,
    topic_page,
)
from wulfrun.publication.chart_model import Area, Caption, Value
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._peer_funnels import funnel_blocks

_MOST_CHARTS, _MOST_FUNNELS = 6, 3
TONES = {"better": "good", "worse": "bad", "in line": "neutral", "above": "neutral", "below": "neutral"}
_HOW = (
    (
        "Average",
        "The mean of the members' rates, this place included: each member counts the same, however large. It "
        "is not the rate of all members taken together.",
    ),
    ("Rank", "1st is the lowest rate. Quarters of the group are named from eight members on."),
    (
        "Range of ranks",
        "The ranks that the place's true rate may have: from one more than the places it is surely above, to "
        "all less those surely above it, allowing for every comparison and for counts that vary more than "
        "chance. It holds the true rank at least about 95 times in 100. Most ranges are wide, because most "
        "ranks are unsure.",
    ),
    (
        "Funnel",
        "The average, and how far from it chance and the members' own spread would carry a place of a size: "
        "95% of places lie in the band, 99.8% between the outer lines.",
    ),
    (
        "Against peers",
        "Better or worse only where the rate lies outside 95% limits round the average that allow for how "
        "much the members differ beyond chance (over-dispersion); otherwise in line.",
    ),
    (
        "Direction",
        "The last quarter against the same quarter a year before. 'Clearly' only where the 95% interval of "
        "the change leaves out no change.",
    ),
)


def pages(shelf: Shelf) -> list[Page]:
    """One page for all comparisons; none where there is none."""
    verdicts = shelf.release.rows("peer_verdicts")
    if not verdicts:
        return []
    blocks: list[Block] = []
    for name in dict.fromkeys(row["comparison"] for row in verdicts):
        own = [row for row in verdicts if row["comparison"] == name]
        blocks += _comparison(
            shelf, own, [row for row in shelf.release.rows("peer_groups") if row["comparison"] == name]
        )
    blocks += [Heading("How this is worked out"), Facts(_HOW)]
    about = (
        f"How {shelf.place} compares with the places most like it, as iQuanta showed it to the police alone."
    )
    return [topic_page("peers", "Compared with similar places", about, blocks)]


def _comparison(shelf: Shelf, verdicts: list[Row], group: list[Row]) -> list[Block]:
    first = verdicts[0]
    members = [row["place"] for row in group if not row["own"]]
    own = next(row["place"] for row in group if row["own"])
    found: list[Block] = [
        Lead(_lead(own, verdicts, len(members))),
        Heading(first["title"]),
        Prose(_drawn_up(group)),
        Grid(
            f"{own} against {len(members)} similar places, {when(first['period'])}",
            [
                "Measure",
                "#Rate",
                "#Group average",
                "#Rank",
                "#Rank, 95% range",
                "Against peers",
                "Direction",
                "#A year ago",
            ],
            [_row(shelf, row) for row in verdicts],
            "data/peer_verdicts.csv",
            "Rates for each 1,000 residents."
            + (" The latest figures are provisional." if first["provisional"] else ""),
        ),
    ]
    apart = sorted(verdicts, key=lambda row: row["verdict"] == "in line")
    for at, row in enumerate(apart[:_MOST_CHARTS]):
        found += _measured(shelf, row, own)
        if at < _MOST_FUNNELS:
            found += funnel_blocks(
                shelf, row, own, _title(shelf, row), _unit(shelf, row), _source(shelf, row)
            )
    found.append(
        Grid(
            f"The group: {first['title']}",
            ["Place", "#Distance", "Source"],
            [(row["place"], _distance(row), row["source"]) for row in group],
            "data/peer_groups.csv",
        )
    )
    return found


def _lead(own: str, verdicts: list[Row], others: int) -> str:
    worse = [row for row in verdicts if row["verdict"] == "worse"]
    better = [row for row in verdicts if row["verdict"] == "better"]
    text = f"{own} is set beside {others} places that are most like it."
    if not worse and not better:
        return f"{text} On every measure it is in line with them."
    said = [f"better than them on {len(better)}"] if better else []
    said += [f"worse on {len(worse)}"] if worse else []
    return (
        f"{text} Of {len(verdicts)} measures it is {' and '.join(said)}, and in line with them on the rest."
    )


def _drawn_up(group: list[Row]) -> str:
    source = str(group[0]["source"]).rstrip(".")
    if group[0]["proposed"]:
        return (
            f"**No list of most similar places was given, so Wulfrun proposed this group.** {source}. The "
            "smaller the distance, the more alike. Which variables make places alike is a judgement: change "
            "them in the definition."
        )
    return f"The list: {source}. A list holds for a time, and another place's list need not name this one."


def _row(shelf: Shelf, row: Row) -> list[str]:
    return [
        _title(shelf, row),
        _rate(row["rate"]),
        _rate(row["average"]),
        _rank(row["rank"], row["of"], row["tied"]),
        range_words(row) or "not known",
        _verdict_words(row),
        str(row["direction"]).capitalize(),
        _rank(row["rank_before"], row["of_before"], False) if row["rank_before"] else "not known",
    ]


def _measured(shelf: Shelf, row: Row, own: str) -> list[Block]:
    places = [
        each
        for each in shelf.release.rows("peer_places")
        if (each["comparison"], each["measure"]) == (row["comparison"], row["measure"])
    ]
    title = _title(shelf, row)
    areas = [
        Area(each["place"], each["place"], Value(each["rate"], each["lower"], each["upper"]), each["own"])
        for each in places
    ]
    caption = Caption(
        f"peers-{row['comparison']}-{row['measure']}",
        f"{title}: {own} is {_stands(row)}",
        f"{when(row['period'])}, with 95% intervals",
        _unit(shelf, row),
        _source(shelf, row),
    )
    chart = ranked_bars(caption, areas, Value(row["average"]), "Group average", "This place")
    return [
        Heading(title),
        Statement(
            _verdict_words(row), TONES.get(row["verdict"], "unknown"), verdict_sentence(row, title, own)
        ),
        picture(chart, "data/peer_places.csv", row["note"]),
    ]


def _stands(row: Row) -> str:
    words = {"better": "better than similar places", "worse": "worse than similar places"}
    words |= {
        "in line": "in line with similar places",
        "above": "above similar places",
        "below": "below similar places",
    }
    return words.get(row["verdict"], "not to be placed among similar places")


def verdict_sentence(row: Row, title: str, own: str) -> str:
    """Where the place stands among those most like it, in no more words than chance allows."""
    if row["rate"] is None or row["average"] is None:
        return f"{own} cannot be placed: its count or its residents are not known."
    text = (
        f"{own} had {_rate(row['rate'])} for each 1,000 residents in {when(row['period'])}; the average of "
        f"the group is {_rate(row['average'])}"
    )
    if row["lower"] is not None:
        text += f", and {_rate(row['lower'])} to {_rate(row['upper'])} would be in line with it"
    text += f". It ranks {_rank(row['rank'], row['of'], row['tied'])} (1st is the lowest rate)"
    text += _how_sure(row)
    if row["rank_before"]:
        text += f"; a year before it ranked {_rank(row['rank_before'], row['of_before'], False)}"
    if row["direction"] != "cannot be said":
        change = 100 * (row["direction_ratio"] - 1)
        ends = [signed(100 * (row[end] - 1)) for end in ("direction_lower", "direction_upper")]
        text += (
            f". {when(row['quarter'])} against the same quarter a year before: {row['direction']} "
            f"({signed(change)}, between {' and '.join(ends)})"
        )
    return text + "."


def _how_sure(row: Row) -> str:
    """What chance allows of a rank, and of the quarter of a larger group: no more than the range says."""
    low, high, of = row["rank_lower"], row["rank_upper"], row["of"]
    if not low:
        return ""
    if low == high:
        return ", and chance does not put that in doubt"
    if (low, high) == (1, of):
        return ", but any rank is possible: chance alone could put it anywhere in the group"
    return f", but could rank anywhere from {_ordinal(low)} to {_ordinal(high)}"


def range_words(row: Row) -> str:
    """The range of ranks of a row; '' where it is not known."""
    low, high = row["rank_lower"], row["rank_upper"]
    return "" if not low else _ordinal(low) if low == high else f"{_ordinal(low)} to {_ordinal(high)}"


def _title(shelf: Shelf, row: Row) -> str:
    return str(shelf.definition["measure"][row["measure"]]["title"])


def _unit(shelf: Shelf, row: Row) -> str:
    scale = shelf.definition["measure"][row["measure"]]["scale"]
    return f"Per {number(scale)} residents"


def _source(shelf: Shelf, row: Row) -> str:
    record = shelf.definition["comparison"][row["comparison"]]["record"]
    names = {each["agency"] for each in shelf.receipts_of(record)}
    agencies: dict[str, Any] = shelf.definition["agency"]
    return ", ".join(sorted(agencies.get(name, {}).get("name", name) for name in names))


def _verdict_words(row: Row) -> str:
    return str(row["verdict"]).capitalize()


def _rate(value: float | None) -> str:
    return "not known" if value is None else number(value, 1 if value >= 1 else 2)


def _rank(rank: int | None, of: int | None, tied: bool) -> str:
    if not rank:
        return "not known"
    return f"{'joint ' if tied else ''}{_ordinal(rank)} of {of}"


def _ordinal(rank: int) -> str:
    end = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{end}"


def _distance(row: Row) -> str:
    return "this place" if row["own"] else "" if row["distance"] is None else number(row["distance"], 2)
