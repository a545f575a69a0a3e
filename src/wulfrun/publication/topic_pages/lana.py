"""What residents asked for and what was done: for all neighbourhoods, and a page for each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from wulfrun.assessment.headlines import trend_headline
from wulfrun.assessment.topics.lana import ASKED, PER_HOURS
from wulfrun.assessment.topics.lana import CONTACTS as BY_MONTH
from wulfrun.assessment.wording import day_words, last_month, number, when
from wulfrun.publication import page_charts
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Links,
    Picture,
    Prose,
    picture,
    topic_page,
)
from wulfrun.publication.chart_model import Caption, ControlMonth, Value, Year
from wulfrun.publication.charts import trend_with_limits
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.year_charts import yearly_bars

HOURS, MEETINGS, CONTACTS = "patrol-hours", "people-at-meetings", "resident-contacts"
PROBLEMS, DONE = "neighbourhood-problems", "priorities-dealt-with"
CONFIDENCE = "concerns-dealt-with"
_SHOWN = 40
_TRAIL = (
    ("index.html", "Overview"),
    ("topics/index.html", "Topics"),
    ("topics/lana.html", "What residents asked for"),
)


def pages(shelf: Shelf) -> list[Page]:
    """The page of all neighbourhoods and one for each; none where the teams sent nothing."""
    asked = shelf.release.rows(ASKED)
    present = [name for name in (HOURS, MEETINGS, CONTACTS, PROBLEMS, DONE) if name in shelf.measures]
    if not asked and not present:
        return []
    about = "What residents told their neighbourhood teams, what they chose as priorities, and what was done."
    areas = shelf.by_level.get("neighbourhood", [])
    blocks: list[Block] = [Lead(lead(shelf, asked)), *_hours(shelf, shelf.whole), *_contacts(shelf)]
    blocks += _beside(shelf, areas, present)
    blocks += _issues(asked)
    blocks += [
        Heading("By neighbourhood"),
        Links([(f"topics/lana/{each['code']}.html", str(each["name"])) for each in areas]),
        Heading("What these figures are"),
        _limits(),
    ]
    found = [topic_page("lana", "What residents asked for and what was done", about, blocks)]
    for area in areas:
        code = str(area["code"])
        own = [row for row in asked if row["area_code"] == code]
        title = f"What residents of {area['name']} asked for and what was done"
        parts: list[Block] = [Lead(lead(shelf, own, str(area["name"]))), *you_said(own)]
        parts += [*_figures(shelf, code, str(area["name"]), present), *_hours(shelf, code)]
        parts += [Links(((f"areas/{code}.html", f"Crime and other figures of {area['name']}"),))]
        found.append(topic_page(f"lana/{code}", title, about, parts, _TRAIL))
    return found


def lead(shelf: Shelf, asked: Sequence[Row], place: str = "") -> str:
    """How many priorities residents chose, and what became of them."""
    name = place or shelf.place
    if not asked:
        return f"No list of priorities that residents of {name} chose was received."
    stand = Counter(row["status"] for row in asked)
    ended = len(asked) - stand["open"]
    said = f"Residents of {name} chose {len(asked)} {'priority' if len(asked) == 1 else 'priorities'}."
    if ended:
        said += f" Of {ended} that are closed {stand['dealt with']} were dealt with."
    still = stand["open"]
    return said + (f" {still} {'is' if still == 1 else 'are'} still open." if still else "")


def you_said(asked: Sequence[Row]) -> Iterator[Block]:
    """You said, we did: the latest priorities with what was done."""
    if not asked:
        return
    latest = sorted(asked, key=lambda row: str(row["chosen"]), reverse=True)[:_SHOWN]
    yield Heading("You said, we did")
    yield Grid(
        "Priorities that residents chose, the latest first",
        ("You said", "Chosen", "#Votes", "We did", "How it stands"),
        [
            (str(row["priority"]), day_words(str(row["chosen"])),
             number(row["votes"]) if row["votes"] is not None else "not counted",
             str(row["action"]) or "nothing is noted", _stands(row))
            for row in latest
        ],
        f"data/{ASKED}.csv",
        f"The latest {_SHOWN} of {len(asked)}." if len(asked) > _SHOWN else "",
    )  # fmt: skip


def _stands(row: Row) -> str:
    if not row["closed"]:
        return str(row["status"])
    days = f", after {row['days']} days" if row["days"] is not None else ""
    return f"{row['status']} {day_words(str(row['closed']))}{days}"


def _hours(shelf: Shelf, area: str) -> Iterator[Block]:
    """Hours of patrol by year, as a chart with its table."""
    if HOURS not in shelf.measures:
        return
    series = [row for row in shelf.series(HOURS, area, "year") if row["value"] is not None]
    if len(series) < 2:
        return
    first, last = series[0], series[-1]
    title = (
        f"Hours of visible patrol: {number(first['value'])} in {first['period']}, "
        f"{number(last['value'])} in {last['period']}"
    )
    # Hours are worked, not drawn by chance: they have no interval.
    years = [Year(row["period"], Value(row["value"])) for row in series]
    name = f"hours-{area}"
    source = page_charts.source_of(shelf, HOURS)
    chart = yearly_bars(Caption(name, title, "By financial year", "Hours", source), years)
    yield Heading("Hours of visible patrol")
    rows = [(row["period"], row) for row in series]
    yield Picture(chart, Grid(chart.title, ("Financial year", "#Hours"), rows, f"data/{HOURS}.csv"))


def _contacts(shelf: Shelf) -> Iterator[Block]:
    """Contacts for the hours outside, month by month, with the limits of what is usual."""
    rows = shelf.release.rows(BY_MONTH)
    known = [row for row in rows if row["rate"] is not None]
    if len(known) < 2:
        return
    title = f"Contacts with residents for every {PER_HOURS} hours of patrol"
    last = known[-1]
    caption = Caption(
        "contacts-for-hours",
        trend_headline({"title": title}, {"period": last["month"], "value": last["rate"]}, last),
        f"By month, {shelf.place}, {when(rows[0]['month'])} to {when(rows[-1]['month'])}, u' chart",
        f"Contacts for {PER_HOURS} hours",
        page_charts.source_of(shelf, HOURS),
    )
    months = [
        ControlMonth(last_month(row["month"]), Value(row["rate"]), row["centre"], row["lower"], row["upper"],
                     row["rule"], row["segment"])
        for row in rows
    ]  # fmt: skip
    yield Heading("Contacts for the hours worked")
    yield Prose(
        "More hours outside bring more contacts, so they are told for the hours. The usual range is worked "
        "out from how much the months vary, and is narrower where more hours were worked (u' chart, Laney)."
    )
    marks = dict.fromkeys(mark for name in (CONTACTS, HOURS) for mark in page_charts.marks(shelf, name))
    chart = trend_with_limits(caption, months, list(marks))
    yield picture(chart, f"data/{BY_MONTH}.csv", numbers=(1, 2, 3, 4))


def _figures(shelf: Shelf, code: str, name: str, present: Sequence[str]) -> Iterator[Block]:
    rows = []
    for measure in present:
        period = shelf.latest(measure, shelf.whole)
        rows.append((
            shelf.measures[measure]["title"], when(period), shelf.row(measure, code, period),
            shelf.row(measure, shelf.whole, period),
        ))  # fmt: skip
    if rows:
        yield Heading("The team in figures")
        yield Grid(f"{name} beside {shelf.place}", ("What", "Period", f"#{name}", f"#{shelf.place}"), rows)


def _beside(shelf: Shelf, areas: Sequence[Row], present: Sequence[str]) -> Iterator[Block]:
    """Every neighbourhood; beside the hours what residents think of police and council, where it is asked."""
    names = [*present, *([CONFIDENCE] if CONFIDENCE in shelf.measures else [])]
    if not names or not areas:
        return
    periods = {name: shelf.latest(name, shelf.whole) for name in names}
    rows: list[list[Any]] = [
        [str(area["name"]), *(shelf.row(name, str(area["code"]), periods[name]) for name in names)]
        for area in areas
    ]
    yield Heading("Every neighbourhood")
    heads = [f"#{shelf.measures[name]['title']}, {when(periods[name])}" for name in names]
    yield Grid("What each team did and heard", ["Neighbourhood", *heads], rows, f"data/{names[0]}.csv")
    if CONFIDENCE in names:
        yield Prose(
            "Hours of patrol stand beside the share who agree that police and council deal with what "
            "matters. That both are high in one place does not say that the one made the other: teams are "
            "sent where there is trouble, and trouble lowers confidence."
        )


def _issues(asked: Sequence[Row]) -> Iterator[Block]:
    if not asked:
        return
    kinds = Counter(str(row["issue"]) for row in asked)
    done = Counter(str(row["issue"]) for row in asked if row["status"] == "dealt with")
    ended = Counter(str(row["issue"]) for row in asked if row["status"] != "open")
    yield Heading("What residents asked for most")
    yield Grid(
        "Priorities by kind, and how many were dealt with",
        ("Kind", "#Chosen", "#Closed", "#Dealt with"),
        [(kind, number(n), number(ended[kind]), number(done[kind])) for kind, n in kinds.most_common()],
        f"data/{ASKED}.csv",
    )


def _limits() -> Facts:
    return Facts([
        ("Priorities", "Chosen at public meetings by those who came, who are not everybody who lives there. "
         "Whether one was dealt with is what the team itself says."),
        ("Hours and contacts", "What teams put in, not what came of it. Hours are those noted as outside."),
        ("Problems reported", "Reports, not offences; they are never added to recorded crime. More reports "
         "can mean a team that is better known."),
    ])  # fmt: skip
