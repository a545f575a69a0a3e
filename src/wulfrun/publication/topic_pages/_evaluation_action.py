"""The page of one action: what was found, by which design, month by month, ring by ring."""

from collections.abc import Iterator

from wulfrun.assessment.topics._evaluation_designs import CHECK, DIFFERENCE, RATIO, SERIES, SYNTHETIC
from wulfrun.assessment.wording import inside, number, sentence
from wulfrun.methods.verdict import HIGHER, LOWER
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Links,
    Prose,
    Statement,
    picture,
    topic_page,
)
from wulfrun.publication.chain import CHAIN
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.evaluation_charts import ExpectedMonth, counted_and_expected, effects
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import LEVEL_PLURALS, Row, Shelf
from wulfrun.publication.topic_pages._evaluation_around import around
from wulfrun.publication.topic_pages._evaluation_words import COULD_BE_WRONG, label, since, span
from wulfrun.words.periods import month_index

SHORT = {
    DIFFERENCE: "Comparison areas",
    CHECK: "Check: before start",
    SERIES: "Own earlier trend",
    SYNTHETIC: "Mix of other areas",
}
_TRAIL = (
    ("index.html", "Overview"),
    ("topics/index.html", "Topics"),
    ("topics/evaluations.html", "Did it work?"),
)
_SOURCE = "Counts of the areas by month, as published here"


def action_page(shelf: Shelf, row: Row, designs: list[Row], months: list[Row], rings: list[Row]) -> Page:
    """The page of one action."""
    measure = shelf.definition["measure"][row["measure"]]
    said, tone = label(row, measure["better"])
    blocks: list[Block] = [Lead(_lead(row)), Statement(said, tone, finding(row, designs))]
    if not row["note"]:
        blocks += _cautions(row, designs)
        blocks += _effects(row, designs, measure)
        blocks += _months(row, months, measure)
        blocks += around(row, rings, measure, span(row))
        blocks += [Heading("How this was compared"), Facts(list(_facts(row, designs)))]
    blocks += [Heading("What could be wrong"), *(Prose(each) for each in COULD_BE_WRONG)]
    declared = shelf.definition.get("priority", {})
    of = f": {declared[row['priority']]['title']}" if row["priority"] in declared else ""
    links = [(f"priorities.html#{row['priority']}", f"The priority it belongs to{of}")]
    links.append((CHAIN, "From problem to result: its targets, and every other action"))
    if row["measure"] in shelf.measures:
        links.append((f"measures/{row['measure']}.html", measure["title"]))
    blocks.append(Links(links))
    about = f"{said}: {measure['title']} in {row['areas']} since {since(row)}."
    return topic_page(f"evaluation-{row['action']}", row["title"], about, blocks, _TRAIL)


def finding(row: Row, designs: list[Row]) -> str:
    """What the designs come to, and the size by the comparison with other areas, where that was possible."""
    size, before = _of(designs, DIFFERENCE), _of(designs, CHECK)
    apart = before is not None and before["word"] in (LOWER, HIGHER)
    if apart or size is None or size["word"] not in (LOWER, HIGHER) or size["word"] != row["way"]:
        return str(row["sentence"])
    return f"{row['sentence']} {size['sentence']}"


def _lead(row: Row) -> str:
    owner = f", by {row['owner']}" if row["owner"] else ""
    return f"Done in {row['areas']} from {since(row)} on{owner}. Did it change what it was to change?"


def _cautions(row: Row, designs: list[Row]) -> Iterator[Block]:
    """What must be read first: how the areas were chosen, and whether they moved alike before."""
    if row["chosen_because"]:
        yield Prose(f"Why here: {row['chosen_because']} Areas chosen because they were worst fall anyway.")
    before = _of(designs, CHECK)
    if before and before["word"] in (LOWER, HIGHER):
        yield Prose(
            "**A warning:** the areas compared had moved apart before the start, too. "
            f"{before['sentence']} The difference in differences cannot be trusted here, and is not "
            "counted above."
        )
    if row["breaks"]:
        yield Prose(f"The way of counting changed within these months: {row['breaks']}.")


def _effects(row: Row, designs: list[Row], measure: Row) -> Iterator[Block]:
    """A section on every design: sentence, chart, table."""
    yield Heading("What each way of looking at it says")
    for each in designs:
        if each["design"] != CHECK:
            yield Prose(f"**{_name(each)}.** {each['sentence']}")
    ratios = [(SHORT[each["design"]], _value(each)) for each in designs if each["design"] in SHORT]
    if any(value.interval for _, value in ratios):
        caption = Caption(
            f"evaluation-{row['action']}-effects",
            _title(designs, measure),
            f"{row['areas']}, {span(row)}",
            "Counted over expected",
            _SOURCE,
        )
        yield picture(effects(caption, ratios))
    rows = [(_name(each), _estimate(each), _limits(each), _chance(each["p"])) for each in designs]
    yield Grid(
        "Effect by design", ["Design", "#Counted against expected", "#95% interval", "#p"], rows,
        note="Ratios: 1 is no difference. Differences are in numbers of records: 0 is none.",
    )  # fmt: skip


def _title(designs: list[Row], measure: Row) -> str:
    """The finding of the chart: in how many of the designs the whole interval lies on one side."""
    own = [
        each
        for each in designs
        if each["design"] in SHORT and each["design"] != CHECK and each["estimate"] is not None
    ]
    below, above = (sum(each["word"] == word for each in own) for word in (LOWER, HIGHER))
    if below or above:
        way, many = ("Less", below) if below >= above else ("More", above)
        return f"{way} {inside(measure['title'])} than expected in {many} of {len(own)} designs"
    return f"No difference in {inside(measure['title'])} is shown"


def _months(row: Row, months: list[Row], measure: Row) -> Iterator[Block]:
    """The treated areas by month against the synthetic control, or else the comparison areas."""
    mixed = any(each["synthetic"] is not None for each in months)
    column = "synthetic" if mixed else "expected"
    if not any(each[column] is not None for each in months):
        return
    told = "Mix of other areas" if mixed else "Comparison areas"
    start = month_index(row["start"])
    series = [
        ExpectedMonth(month_index(each["month"]), Value(each["counted"]), Value(each[column]))
        for each in months
    ]
    caption = Caption(
        f"evaluation-{row['action']}-months",
        f"{measure['title']} in {row['areas']} and what was expected",
        f"{span(row)}; the action starts in {since(row)}",
        f"{measure['unit'].capitalize()} a month",
        _SOURCE,
    )
    yield Heading("Month by month")
    yield picture(counted_and_expected(caption, series, start, told))


def _facts(row: Row, designs: list[Row]) -> Iterator[tuple[str, str]]:
    plural = LEVEL_PLURALS.get(row["level"], "areas")
    yield "Months", f"{row['months_before']} before the start and {row['months_after']} from it on"
    yield "Compared with", row["control"] or "no area"
    if row["buffer"]:
        yield "Around it", row["buffer"]
    if row["left_out"]:
        yield "Left out", f"{row['left_out']}: single months of these {plural} are kept back as small numbers"
    for each in designs:
        if each["detail"]:
            yield _name(each), f"{sentence(each['detail'])} Method: {each['method']}."


def _chance(p: float | None) -> str:
    return "" if p is None else "under 0.001" if p < 0.001 else f"{p:.3f}"


def _of(designs: list[Row], design: str) -> Row | None:
    return next((each for each in designs if each["design"] == design), None)


def _name(each: Row) -> str:
    return str(each["design"])[:1].upper() + str(each["design"])[1:]


def _value(each: Row) -> Value:
    return Value(each["estimate"], each["lower"], each["upper"])


def _estimate(each: Row) -> str:
    if each["estimate"] is None:
        return "not possible"
    return f"{each['estimate']:.2f}" if each["kind"] == RATIO else number(each["estimate"])


def _limits(each: Row) -> str:
    if each["lower"] is None:
        return ""
    return _value(each).interval_words(2 if each["kind"] == RATIO else 0)
