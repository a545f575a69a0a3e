"""The page of one action: what was found, by which design, month by month, ring by ring."""

from collections.abc import Iterator

from wulfrun.assessment.topics._evaluation_designs import CHECK, RATIO
from wulfrun.assessment.wording import inside, number
from wulfrun.methods.verdict import HIGHER, LOWER, verdict_of_difference
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
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.evaluation_charts import ExpectedMonth, counted_and_expected, effects
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import LEVEL_PLURALS, Row, Shelf
from wulfrun.publication.topic_pages._evaluation_words import COULD_BE_WRONG, label, since
from wulfrun.words.periods import month_index, month_words

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
    blocks: list[Block] = [Lead(_lead(row)), Statement(said, tone, row["sentence"])]
    if not row["note"]:
        blocks += _cautions(row, designs)
        blocks += _effects(row, designs, measure)
        blocks += _months(row, months, measure)
        blocks += _rings(row, rings, measure)
        blocks += [Heading("How this was compared"), Facts(list(_facts(row, designs)))]
    blocks += [Heading("What could be wrong"), *(Prose(each) for each in COULD_BE_WRONG)]
    links = [("priorities.html", "The priority it belongs to")]
    if row["measure"] in shelf.measures:
        links.append((f"measures/{row['measure']}.html", measure["title"]))
    blocks.append(Links(links))
    about = f"{said}: {measure['title']} in {row['areas']} since {since(row)}."
    return topic_page(f"evaluation-{row['action']}", row["title"], about, blocks, _TRAIL)


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
            f"{before['sentence']} The difference in differences cannot be trusted here."
        )
    if row["breaks"]:
        yield Prose(f"The way of counting changed within these months: {row['breaks']}.")


def _effects(row: Row, designs: list[Row], measure: Row) -> Iterator[Block]:
    """A section on every design: sentence, chart, table."""
    yield Heading("What each way of looking at it says")
    for each in designs:
        if each["design"] != CHECK:
            yield Prose(f"**{_name(each)}.** {each['sentence']}")
    ratios = [(_name(each), _value(each)) for each in designs if each["kind"] == RATIO]
    if any(value.interval for _, value in ratios):
        caption = Caption(
            f"evaluation-{row['action']}-effects",
            _title(designs, measure),
            f"{row['areas']}, {_span(row)}",
            "Counted over expected",
            _SOURCE,
        )
        yield picture(effects(caption, ratios))
    rows = [
        (_name(each), _estimate(each), _limits(each), "" if each["p"] is None else f"{each['p']:.3f}")
        for each in designs
    ]
    yield Grid(
        "Effect by design", ["Design", "#Counted against expected", "#95% interval", "#p"], rows,
        note="Ratios: 1 is no difference. Differences are in numbers of records: 0 is none.",
    )  # fmt: skip


def _title(designs: list[Row], measure: Row) -> str:
    """The finding of the chart: in how many of the designs the whole interval lies on one side."""
    own = [each for each in designs if each["kind"] == RATIO and each["design"] != CHECK]
    below, above = (sum(each["word"] == word for each in own) for word in (LOWER, HIGHER))
    if below or above:
        way, many = ("less", below) if below >= above else ("more", above)
        return f"{many} of {len(own)} ways show {way} {inside(measure['title'])} than expected"
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
        f"{_span(row)}; the action starts in {since(row)}",
        f"{measure['unit'].capitalize()} a month",
        _SOURCE,
    )
    yield Heading("Month by month")
    yield picture(counted_and_expected(caption, series, start, told))


def _rings(row: Row, rings: list[Row], measure: Row) -> Iterator[Block]:
    """What happened around: rings where places are known, and why there are none where they are not."""
    if not rings and not row["rings_note"]:
        return
    yield Heading("Did it move next door?")
    if not rings:
        yield Prose(f"Rings around the areas are not shown. {row['rings_note']}")
        return
    around = next(each for each in rings if each["ring"] == "All rings around")
    limits = (around["difference"], around["difference_lower"], around["difference_upper"])
    said = verdict_of_difference(*limits, measure["unit"], "expected from the places beyond")
    yield Prose(f"In all rings around the areas together: {said.sentence[:1].lower()}{said.sentence[1:]}")
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
            yield _name(each), f"{each['detail']}. Method: {each['method']}."


def _of(designs: list[Row], design: str) -> Row | None:
    return next((each for each in designs if each["design"] == design), None)


def _name(each: Row) -> str:
    return str(each["design"])[:1].upper() + str(each["design"])[1:]


def _span(row: Row) -> str:
    return " to ".join(month_words(month_index(row[end])) for end in ("first_month", "last_month"))


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


def _whole(value: int | None) -> str:
    return "" if value is None else number(value)


def _ratio(each: Row) -> str:
    if each["ratio"] is None:
        return ""
    return f"{each['ratio']:.2f} ({_value(each | {'estimate': each['ratio']}).interval_words(2)})"


def _gained(each: Row) -> str:
    if each["difference"] is None:
        return ""
    limits = Value(each["difference"], each["difference_lower"], each["difference_upper"])
    return f"{number(each['difference'])} ({limits.interval_words(0)})"
