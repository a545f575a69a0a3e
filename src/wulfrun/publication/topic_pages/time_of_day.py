"""The page on time of day and week: when each group of offences happens, and how well that is known."""

from collections.abc import Sequence

from wulfrun.assessment.topics.time_of_day import CELLS, GROUPS, HOURLY, LONGEST_DAYS
from wulfrun.assessment.wording import number, percent
from wulfrun.publication.blocks import Block, Facts, Grid, Heading, Lead, Prose, picture, topic_page
from wulfrun.publication.chart_model import Caption, Value, listed
from wulfrun.publication.heat_chart import Heat, heat_chart
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_index, month_words

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BUSIER = "Hours clearly busier than an average hour of the day"
# Twice, one and a half times, as many, half as many as if all hours were alike.
_SHADES = (0.5, 1.0, 1.5, 2.0)


def pages(shelf: Shelf) -> list[Page]:
    """The page, where the hours of some group are known."""
    groups = shelf.release.rows(GROUPS)
    told = [row for row in groups if not row["note"]]
    if not told:
        return []
    cells = shelf.release.rows(CELLS)
    hourly = shelf.release.rows(HOURLY)
    blocks: list[Block] = [Lead(_lead(shelf, told, hourly))]
    for row in told:
        own = [each for each in cells if each["group"] == row["group"]]
        blocks += group_blocks(shelf, row, own, [each for each in hourly if each["group"] == row["group"]])
    blocks += _weekdays(groups)
    blocks += _known(groups)
    blocks += [Heading("How this was worked out"), Facts(_facts())]
    return [topic_page("time-of-day", "Time of day and week", "When each kind of crime happens.", blocks)]


def hours_words(hours: Sequence[int]) -> str:
    """Hours as stretches of the clock; one that passes midnight stays one.

    >>> hours_words([0, 1, 22, 23]), hours_words([9])
    ('22:00 to 02:00', '09:00 to 10:00')
    """
    inside = set(hours)
    if len(inside) == 24:
        return "the whole day"
    starts = sorted(each for each in inside if (each - 1) % 24 not in inside)
    said = []
    for start in starts:
        end = start
        while end % 24 in inside:
            end += 1
        said.append(f"{start:02}:00 to {end % 24:02}:00")
    return listed(said) if said else ""


def busier_hours(hourly: Sequence[Row]) -> str:
    """The hours of one group that are clearly busier; '' where none is."""
    return hours_words([row["hour"] for row in hourly if row["busier"]])


def _lead(shelf: Shelf, told: Sequence[Row], hourly: Sequence[Row]) -> str:
    first = max(told, key=lambda row: row["events"])
    hours = busier_hours([row for row in hourly if row["group"] == first["group"]])
    text = f"When crime happens in {shelf.place}, by hour and weekday, {_span(first)}."
    if hours:
        text += f" {first['title']}, of which there is most here, is clearly above its average from {hours}."
    return text


def group_blocks(shelf: Shelf, row: Row, cells: Sequence[Row], hourly: Sequence[Row]) -> list[Block]:
    """One group of offences by hour and weekday: which hours stand out, and the table of all."""
    hours = busier_hours(hourly)
    title = f"{row['title']}: busiest {hours}" if hours else f"{row['title']}: no hour stands out clearly"
    columns = list(dict.fromkeys((each["hour_from"], each["hour_to"]) for each in cells))
    at = {(each["weekday"], each["hour_from"]): each for each in cells}
    grid = [[at[day, start] for start, _ in columns] for day in range(len(DAYS))]
    usual = row["events"] / len(cells)
    edges = sorted({max(5, 5 * round(usual * each / 5)) for each in _SHADES})
    busy = {each["hour"] for each in hourly if each["busier"]}
    whole = row["block"] == 1
    heat = Heat(
        DAYS,
        [f"{start:02}" if whole else f"{start:02}-{end:02}" for start, end in columns],
        [[Value(each["events"], each["lower"], each["upper"]) for each in line] for line in grid],
        [float(each) for each in edges],
        "Hour of the day" if whole else "Hours of the day",
        "Day of the week",
        decimals=0,
    )
    units = f"{row['title']}: offences by weekday and hour, rounded to five"
    caption = Caption(
        f"time-of-day-{row['group']}", title, f"{shelf.place}, {_span(row)}", units, "Police recorded crime"
    )
    chart = heat_chart(caption, heat)
    said = f"{percent(100 * row['to_the_hour'])} of {number(row['events'])} offences are known to the hour."
    said += f" {BUSIER}: {hours}." if busy else ""
    quiet = hours_words([each["hour"] for each in hourly if each["quieter"]])
    said += f" Clearly quieter: {quiet}." if quiet else ""
    return [Heading(row["title"]), Prose(said),
            picture(chart, f"data/{CELLS}.csv", numbers=range(1, len(chart.columns)))]  # fmt: skip


def _weekdays(groups: Sequence[Row]) -> list[Block]:
    """Whether each group is spread evenly over the week, a sentence each."""
    tested = [row for row in groups if row["weekday_p"] is not None]
    if not tested:
        return []
    about = (
        "Of offences known to have happened on one day: whether they are more on some days of the week than "
        f"chance has it. p is corrected for {len(tested)} "
        f"{'group' if len(tested) == 1 else 'groups'} being looked at (Benjamini-Hochberg)."
    )
    return [
        Heading("Days of the week"), Prose(about),
        Facts([(row["title"], weekday_sentence(row)) for row in tested]),
    ]  # fmt: skip


def weekday_sentence(row: Row) -> str:
    """What is known of the days of one group, in no more words than its p allows."""
    p = row["weekday_adjusted"]
    chance = "p under 0.01" if p < 0.01 else f"p {p:.2f}"
    if not row["uneven"]:
        return f"No uneven spread over the week is shown ({chance}; {number(row['day_known'])} offences)."
    return (
        f"Not spread evenly over the week ({chance}): most on {DAYS[row['busiest_day']]}s, about "
        f"{number(row['busiest_events'])} of {number(row['day_known'])}; if even, "
        f"{number(round(row['day_known'] / len(DAYS)))}."
    )


def _known(groups: Sequence[Row]) -> list[Block]:
    rows = [
        [row["title"], number(row["events"]),
         "" if row["to_the_hour"] is None else percent(100 * row["to_the_hour"]),
         number(row["too_long"]), number(row["unknown"] + row["reversed"]), row["note"]]
        for row in groups
    ]  # fmt: skip
    heads = ("Offences", "#Counted", "#Known to the hour", f"#Window over {LONGEST_DAYS} days",
             "#No time, or reversed", "Note")  # fmt: skip
    return [
        Heading("How well the hour is known"),
        Prose("The less of them are known to the hour, the more evenly a table of hours must look."),
        Grid("How well the hour is known", heads, rows, f"data/{GROUPS}.csv", "Numbers are rounded to five."),
    ]


def _facts() -> list[tuple[str, str]]:
    return [
        (
            "Windows",
            "A burglary found after work may have happened at any time of the day. Each offence counts "
            "one in all, spread over the hours between the earliest and the latest time it can have "
            "happened, in proportion to the minutes in each (aoristic analysis, Ratcliffe 2000).",
        ),
        (
            "How sure",
            "Limits (95%) come from drawing as many offences again, many times over. An hour is called "
            "busier or quieter where its whole interval lies above or below an average hour of the day; "
            "of 24 hours that are all alike, about one would be called so by chance.",
        ),
        (
            "Days of the week",
            "The G test of seven days that are all alike, exact up to 60 offences (Wheeler 2016), over whole "
            "weeks. Offences whose window reaches into another day are left out; where that is so on some "
            "days more than on others, those left are uneven for it. Several offences of one night count as "
            "that many: then p is smaller than it should be.",
        ),
        (
            "Small numbers",
            "Every number is rounded to five; hours are taken together where offences are few.",
        ),
        (
            "What this cannot say",
            "Wide windows blur the table: a peak may be sharper than it looks. It says when offences "
            "happened, not how many people were about, nor where.",
        ),
    ]


def _span(row: Row) -> str:
    first, last = (month_words(month_index(row[each])) for each in ("first_month", "last_month"))
    return f"{first} to {last}"
