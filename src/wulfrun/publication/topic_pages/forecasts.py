"""What to expect: the year ahead of all measures, what targets need, and a page for each forecast."""

from wulfrun.assessment.topics.forecasts import AHEAD, NEEDED, TESTS
from wulfrun.assessment.wording import inside, number, percent, sentence, when
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Link,
    Links,
    Prose,
    picture,
    topic_page,
)
from wulfrun.publication.chart_model import Caption, Month
from wulfrun.publication.forecast_chart import Expected, forecast_fan
from wulfrun.publication.page import Page
from wulfrun.publication.page_charts import marks, source_of, unit_of, value_of
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_index, month_words

# Five years of months can still be told apart on a phone.
_SHOWN_MONTHS = 60
_TRAIL = (
    ("index.html", "Overview"),
    ("topics/index.html", "Topics"),
    ("topics/forecasts.html", "What to expect"),
)
_ABOUT = "What the next twelve months may bring if things go on as before, and how sure that is."
_FACTS = (
    ("What 'expected' means",
     "What the months counted so far lead one to expect if things go on as before. It is no promise and "
     "no goal: what is done, and what nobody foresees, is not in it."),
    ("The two ranges",
     "The 80% range should hold what comes four times in five, so one month in five should fall outside; "
     "the 95% range nineteen times in twenty. A change of recording, or of the world, breaks both."),
    ("How a forecast is chosen",
     "Up to four methods forecast the measure again from every third month of the last three years, "
     "knowing only what had been counted by then. The one that erred least is used; a difference of "
     "under 5% is chance, and then smoothing comes first. The others are not shown."),
    ("How wide the ranges are",
     "As wide as the errors of that trial show they must be, for single months and for the whole year."),
    ("How often they held",
     "Counted over the same trial, with each range as it would have been given at the time."),
    ("What it cannot say", "Why anything changes, or what an action will bring."),
)  # fmt: skip


def pages(shelf: Shelf) -> list[Page]:
    """The page, where a year ahead of any measure could be said."""
    tests = [row for row in shelf.release.rows(TESTS) if row["measure"] in shelf.measures]
    if not tests:
        return []
    blocks: list[Block] = [Lead(_lead(shelf, tests)), _ahead(shelf, tests), *_targets(shelf)]
    blocks += [Heading("How these were worked out"), _methods(shelf, tests), Facts(_FACTS)]
    each = [
        topic_page(_name(row), _page_title(shelf, row), _headline(shelf, row), _measure(shelf, row), _TRAIL)
        for row in tests
    ]
    return [topic_page("forecasts", "What to expect", _ABOUT, blocks), *each]


def _name(row: Row) -> str:
    """A measure has one forecast an area: both name its page."""
    return f"forecasts-{row['measure']}-{row['area_code']}"


def _ahead(shelf: Shelf, tests: list[Row]) -> Grid:
    heads = ("Measure", "#Last twelve months", "#Next twelve months", "#80% range", "What that means")
    rows = [
        (
            Link(f"topics/{_name(row)}.html", _title(shelf, row)),
            None if row["last_total"] is None else number(row["last_total"]),
            number(row["total"]),
            f"{number(row['lower80'])} to {number(row['upper80'])}",
            sentence(_meaning(row)).rstrip("."),
        )
        for row in tests
    ]
    return Grid("What to expect in the next twelve months, if things go on as before", heads, rows)


def _lead(shelf: Shelf, tests: list[Row]) -> str:
    known = [row for row in tests if row["last_total"] is not None]
    lower = sum(row["upper80"] < row["last_total"] for row in known)
    higher = sum(row["lower80"] > row["last_total"] for row in known)
    rest = len(tests) - lower - higher
    return (
        f"If things go on as before in {shelf.place}, {_measures(lower)} expected to be lower in the next "
        f"twelve months than in the last, {_measures(higher)} expected to be higher, and of {rest} it cannot "
        "be said."
    )


def _measures(count: int) -> str:
    return "1 measure is" if count == 1 else f"{count or 'no'} measures are"


def _title(shelf: Shelf, row: Row) -> str:
    title = str(shelf.measures[row["measure"]]["title"])
    return title if row["area_code"] == shelf.whole else f"{title}, {row['area_name']}"


def _measure(shelf: Shelf, row: Row) -> list[Block]:
    past = [
        Month(month_index(each["period"]), value_of(each))
        for each in shelf.series(row["measure"], row["area_code"], "month")
        if month_index(row["first_month"]) <= month_index(each["period"]) <= month_index(row["last_month"])
    ][-_SHOWN_MONTHS:]
    ahead = [
        Expected(month_index(each["month"]), each["mean"], each["lower80"], each["upper80"], each["lower95"],
                 each["upper95"])
        for each in shelf.release.rows(AHEAD)
        if (each["measure"], each["area_code"]) == (row["measure"], row["area_code"])
    ]  # fmt: skip
    blocks: list[Block] = [Prose(_said(shelf, row))]
    if past and ahead:
        caption = Caption(
            f"forecast-{row['measure']}-{row['area_code']}",
            _headline(shelf, row),
            f"By month, {row['area_name']}, with the ranges of the next twelve months",
            unit_of(shelf, row["measure"]),
            source_of(shelf, row["measure"]),
        )
        chart = forecast_fan(caption, past, ahead, marks(shelf, row["measure"]))
        blocks.append(picture(chart, f"data/{row['measure']}.csv", numbers=(1, 2, 3, 4)))
    pages = [
        ("topics/forecasts.html", "What to expect of other measures, and how it is worked out"),
        (
            f"measures/{row['measure']}.html",
            f"What has happened so far: {shelf.measures[row['measure']]['title']}",
        ),
    ]
    return [*blocks, Links(pages)]


def _page_title(shelf: Shelf, row: Row) -> str:
    return f"What to expect: {inside(_title(shelf, row))}"


def _headline(shelf: Shelf, row: Row) -> str:
    return f"{_title(shelf, row)}: {_meaning(row)}"


def _meaning(row: Row) -> str:
    last = row["last_total"]
    if last is None:
        return "the last year is not wholly known, so no change can be said"
    if row["upper80"] < last:
        return "fewer are expected than in the last twelve months"
    if row["lower80"] > last:
        return "more are expected than in the last twelve months"
    return "no clear change is expected on the last twelve months"


def _said(shelf: Shelf, row: Row) -> str:
    unit = shelf.measures[row["measure"]]["unit"]
    text = (
        f"In the twelve months after {month_words(month_index(row['last_month']))}, about "
        f"{number(row['total'])} {unit} are expected if things go on as before; the 80% range is "
        f"{number(row['lower80'])} to {number(row['upper80'])}."
    )
    if row["last_total"] is not None:
        text += f" In the twelve months before there were {number(row['last_total'])}."
    return text + _trial(row)


def _trial(row: Row) -> str:
    if not row["origins"]:
        return f" {sentence(row['note'])}"
    held = f"{row['inside']} of {row['months_tried']} months"
    text = f" Tried on this measure's own past, the 80% range held {held} ({_share(row)})"
    if row["scaled_error"] is None:
        return f"{text}."
    gain = 100 * (1 - row["scaled_error"])
    way = "smaller" if gain > 0 else "greater"
    return f"{text}, and errors were {percent(gain)} {way} than those of taking last year's month again."


def _share(row: Row) -> str:
    return f"{number(100 * row['inside'] / row['months_tried'])}%" if row["months_tried"] else "–"


def _methods(shelf: Shelf, tests: list[Row]) -> Grid:
    heads = ("Measure", "Method", "#Months known", "#Error against last year's month", "#80% range held")
    rows = [
        (
            _title(shelf, row), sentence(row["method"]).rstrip("."), number(row["months_known"]),
            "–" if row["scaled_error"] is None else number(row["scaled_error"], 2), _share(row),
        )
        for row in tests
    ]  # fmt: skip
    note = "An error under 1 is smaller than that of taking the same month of last year again."
    return Grid("How each measure was forecast", heads, rows, note=note)


def _targets(shelf: Shelf) -> list[Block]:
    rows = [row for row in shelf.release.rows(NEEDED) if row["needed"] is not None]
    if not rows:
        return []
    named = {row["target"]: row["title"] for row in shelf.release.rows("targets")}
    blocks: list[Block] = [
        Heading("What targets need from here"),
        Prose(
            "What each month to the end would have to be so that the target is just met and the season "
            "stays as it is, beside what is expected if things go on as before."
        ),
    ]
    for target in dict.fromkeys(row["target"] for row in rows):
        own = [row for row in rows if row["target"] == target]
        cells = [(when(row["month"]), number(row["expected"]), number(row["needed"])) for row in own]
        blocks.append(Grid(str(named.get(target, target)), ("Month", "#Expected", "#Needed"), cells))
    return blocks
