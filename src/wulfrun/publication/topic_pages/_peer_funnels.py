"""The funnel of one comparison as a block of its page, and the odds of each quarter of a larger group."""

from wulfrun.assessment.wording import number, when
from wulfrun.publication.blocks import Block, Prose, picture
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.funnel_chart import FunnelLimit, FunnelPlace, funnel_chart
from wulfrun.publication.shelf import Row, Shelf

_QUARTERS = ("lowest quarter", "second quarter", "third quarter", "highest quarter")


def funnel_blocks(shelf: Shelf, row: Row, own: str, title: str, unit: str, source: str) -> list[Block]:
    """The funnel of a measure, where its limits were worked out."""
    key = (row["comparison"], row["measure"])
    limits = [
        FunnelLimit(each["residents"], (each["lower_95"], each["upper_95"]),
                    (each["lower_998"], each["upper_998"]))
        for each in _of(shelf, "peer_funnels", key)
    ]  # fmt: skip
    places = [
        FunnelPlace(each["place"], each["residents"], Value(each["rate"], each["lower"], each["upper"]),
                    each["outside"] or "", each["own"])
        for each in _of(shelf, "peer_places", key) if each["rate"] is not None
    ]  # fmt: skip
    if len(limits) < 2 or not places or row["average"] is None:
        return []
    told = [each for each in places if each.outside]
    finding = (
        f"{len(told)} of {len(places)} places lie" if len(told) != 1 else f"1 of {len(places)} places lies"
    )
    caption = Caption(
        f"funnel-{row['comparison']}-{row['measure']}",
        f"{title}: {finding if told else 'no place lies'} outside what would be in line",
        f"{when(row['period'])}, {own} and places like it",
        unit,
        source,
    )
    found: list[Block] = [picture(funnel_chart(caption, places, limits, row["average"]),
                                  "data/peer_places.csv", "The band allows for chance and for how much "
                                  "places like this one differ among themselves.")]  # fmt: skip
    if said := quarter_words(row):
        found.append(Prose(said))
    return found


def quarter_words(row: Row) -> str:
    """The odds of each quarter of the group, where it is large enough for quarters; else ''."""
    chances = [row[f"chance_quarter_{each}"] for each in range(1, 5)]
    if any(each is None for each in chances):
        return ""
    parts = [f"{name} {_odds(chance)}" for name, chance in zip(_QUARTERS, chances, strict=True)]
    return f"The chance that its true rate is in each quarter of the group: {', '.join(parts)}."


def _odds(chance: float) -> str:
    return "under 1%" if chance < 0.01 else "over 99%" if chance > 0.99 else f"{number(100 * chance, 0)}%"


def _of(shelf: Shelf, table: str, key: tuple[str, str]) -> list[Row]:
    return [each for each in shelf.release.rows(table) if (each["comparison"], each["measure"]) == key]
