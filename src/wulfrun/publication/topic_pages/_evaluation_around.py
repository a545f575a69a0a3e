"""The section on what happened around the treated areas, ring by ring."""

from collections.abc import Iterator

from wulfrun.assessment.wording import number
from wulfrun.methods.verdict import verdict_of_difference
from wulfrun.publication.blocks import Block, Grid, Heading, Prose, picture
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.evaluation_charts import effects
from wulfrun.publication.shelf import Row


def around(row: Row, rings: list[Row], measure: Row, months: str) -> Iterator[Block]:
    """What happened around: rings where places are known, and why there are none where they are not."""
    if not rings and not row["rings_note"]:
        return
    yield Heading("Did it move next door?")
    if not rings:
        yield Prose(f"Rings around the areas are not shown. {row['rings_note']}")
        return
    sums = next(each for each in rings if each["ring"] == "All rings around")
    limits = (sums["difference"], sums["difference_lower"], sums["difference_upper"])
    said = verdict_of_difference(*limits, measure["unit"], "expected from the places beyond")
    yield Prose(f"In all rings around the areas together: {said.sentence[:1].lower()}{said.sentence[1:]}")
    told = [
        (each["ring"], Value(each["ratio"], each["lower"], each["upper"])) for each in rings if each["ratio"]
    ]
    caption = Caption(
        f"evaluation-{row['action']}-rings",
        f"{measure['title']} by distance from {row['areas']}",
        months,
        "Change over that of the places beyond the last ring",
        "Places of the records, counted in rings",
    )
    yield picture(effects(caption, told))
    cells = [
        (each["ring"], _whole(each["before"]), _whole(each["after"]), _ratio(each), _gained(each))
        for each in rings
    ]
    yield Grid(
        "Rings around the areas",
        [
            "Distance",
            "#Before",
            "#After",
            "#Change over that beyond",
            "#More or fewer than expected",
        ],
        cells,
        note="In brackets 95% intervals. Several rings are several tests: one in twenty strays by chance, "
        "so read the sums first.",
    )


def _whole(value: int | None) -> str:
    return "" if value is None else number(value)


def _ratio(each: Row) -> str:
    if each["ratio"] is None:
        return ""
    limits = Value(each["ratio"], each["lower"], each["upper"])
    return f"{each['ratio']:.2f} ({limits.interval_words(2)})"


def _gained(each: Row) -> str:
    if each["difference"] is None:
        return ""
    limits = Value(each["difference"], each["difference_lower"], each["difference_upper"])
    return f"{number(each['difference'])} ({limits.interval_words(0)})"
