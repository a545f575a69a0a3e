"""The page of the statutory returns: a calendar of what was owed and what came, and how complete it is."""

from collections import Counter
from collections.abc import Iterator

from wulfrun.publication.blocks import Block, Facts, Grid, Heading, Lead, Links, Prose, Statement, topic_page
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_index, month_words

_HOLDERS = {
    "police": "Police",
    "fire": "Fire and rescue authority",
    "council": "Council",
    "health": "Health service",
}
_WHOLE = ("on time", "late", "arrived, day not known")
# As many quarters as stand beside one another on a page; the file holds them all.
_SHOWN = 8
_WORST = 6
_HOW = (
    (
        "What is owed",
        "Data sets prescribed by SI 2007/1831 under section 17A of the Crime and Disorder Act 1998, "
        "depersonalised, for each quarter from July 2007, by the end of the quarter that follows: July to "
        "September 2008 was due on 31 December 2008.",
    ),
    (
        "Arrived, and in part",
        "A month has come where the agency's files hold any row of it. A quarter is in part where one or two "
        "of its months have not come. Published tables are nobody's return and are not counted here.",
    ),
    (
        "Late",
        "Only where the partnership has noted the day on which each file came (beside the "
        "source): the date that a computer gives a file proves nothing. Without it the day is not known.",
    ),
    (
        "As of",
        "What is not yet due is judged as of the day that the partnership declares, else as of the "
        "last month that the agencies' files reach, so that the same files give the same page on any day.",
    ),
    (
        "Complete",
        "The share of rows in which a field is filled, over the files in which the quarter came. Where "
        "several columns may hold it, the fullest counts. Placed: the share of the quarter's rows that could "
        "be put in a small area.",
    ),
)


def pages(shelf: Shelf) -> list[Page]:
    """One page; none where no agency sends what the Regulations prescribe."""
    rows = shelf.release.rows("returns")
    if not rows:
        return []
    blocks: list[Block] = [Lead(_lead(rows)), *_troubles(rows), *_calendar(rows)]
    blocks += _completeness(rows, shelf.release.rows("return_fields"))
    blocks += [
        Heading("How this is worked out"),
        Facts(_HOW),
        Links([("data-quality.html", "Data quality"), ("sources.html", "Sources: a receipt for every file")]),
    ]
    about = "What each authority must send by law every quarter, what came, how late and how complete."
    return [topic_page("returns", "Statutory returns", about, blocks)]


def _lead(rows: list[Row]) -> str:
    """Of the quarters that were due, or had come before: how many whole, in part, and not at all."""
    read = [row for row in rows if row["status"] != "not read here"]
    owed = [row for row in read if row["due"] < row["as_of"] or row["status"] in _WHOLE]
    found = Counter("whole" if row["status"] in _WHOLE else row["status"] for row in owed)
    part = f", {found['part']} in part" if found["part"] else ""
    said = (
        f"As of {_day(rows[0]['as_of'])}, {found['whole']} of {len(owed)} quarterly returns had come "
        f"whole{part}, and {found['not arrived']} had not come."
    )
    unread = len({row["return"] for row in rows} - {row["return"] for row in read})
    if not unread:
        return said
    are = "is" if unread == 1 else "are"
    return f"{said} {unread} of the data sets that the law names {are} not read here yet."


def _troubles(rows: list[Row]) -> Iterator[Block]:
    late = sorted((row for row in rows if row["days_late"]), key=lambda row: -row["days_late"])
    for row in late[:_WORST]:
        days = f"{row['days_late']:,} {'day' if row['days_late'] == 1 else 'days'}"
        text = (
            f"{_whose(row)}, {row['title']}, {row['quarter']}: came {days} late, on {_day(row['received'])}."
        )
        yield Statement("Late", "bad", text)
    for row in [row for row in rows if row["status"] == "part" and row["due"] < row["as_of"]][-_WORST:]:
        text = (
            f"{_whose(row)}, {row['title']}, {row['quarter']}: {_months(row['months_missing'])} did not come."
        )
        yield Statement("In part", "bad", text)
    stopped = [row for row in rows if "Stopped at the door" in row["note"]]
    for row in stopped[-_WORST:]:
        yield Statement("Stopped", "bad", f"{_whose(row)}, {row['title']}, {row['quarter']}: {row['note']}")


def _day(iso: str) -> str:
    """A day in words.

    >>> _day("2007-12-31")
    '31 December 2007'
    """
    return f"{int(iso[8:])} {month_words(month_index(iso[:7]))}"


def _months(names: str) -> str:
    return ", ".join(month_words(month_index(each)) for each in names.split(", ") if each)


def _whose(row: Row) -> str:
    return str(row["agency"] or f"{_HOLDERS[row['holder']]} (no agency is declared)")


def _calendar(rows: list[Row]) -> Iterator[Block]:
    every = sorted({row["quarter"] for row in rows})
    quarters = every[-_SHOWN:]
    dues = {row["quarter"]: row["due"] for row in rows}
    yield Heading("The calendar")
    yield Grid(
        "What was owed for each quarter, and what came",
        ["Return", "Owed by", *(f"{quarter} (due {_day(dues[quarter])})" for quarter in quarters)],
        [
            [
                f"{own[0]['title']} (paragraph {own[0]['paragraph']})",
                _whose(own[0]),
                *(
                    _cell(next((row for row in own if row["quarter"] == quarter), None))
                    for quarter in quarters
                ),
            ]
            for own in _by_return(rows)
        ],
        csv="data/returns.csv",
        note="SI 2007/1831. Earlier quarters are in the file." if len(every) > _SHOWN else "SI 2007/1831.",
    )
    notes = list(dict.fromkeys((row["title"], row["note"]) for row in rows if row["note"]))
    if notes:
        yield Grid("What is to be known of them", ["Return", "Note"], [list(each) for each in notes])


def _cell(row: Row | None) -> str:
    if row is None:
        return "not owed"
    said = str(row["status"])
    if row["days_late"]:
        said += f" by {row['days_late']:,} {'day' if row['days_late'] == 1 else 'days'}"
    if row["months_missing"]:
        said += f": without {_months(row['months_missing'])}"
    if row["rows"] is not None:
        said += f" ({row['rows']:,} {'row' if row['rows'] == 1 else 'rows'})"
    return said


def _by_return(rows: list[Row]) -> list[list[Row]]:
    names = dict.fromkeys(row["return"] for row in rows)
    return [[row for row in rows if row["return"] == name] for name in names]


def _completeness(rows: list[Row], fields: list[Row]) -> Iterator[Block]:
    lines = []
    for own in _by_return(rows):
        came = [row for row in own if row["rows"] is not None]
        if not came:
            continue
        last = came[-1]
        of = [row for row in fields if (row["return"], row["quarter"]) == (last["return"], last["quarter"])]
        lines.append(
            [last["title"], last["quarter"], "placed in a small area", _share(last["geocoded_share"])]
        )
        lines += [
            [last["title"], last["quarter"], row["field"].replace("_", " "), _filled(row)] for row in of
        ]
    if not lines:
        return
    yield Heading("How complete the latest of each is")
    yield Prose("A field that no column of the file holds is 0%: the Regulations ask for it all the same.")
    yield Grid(
        "Share of rows in which each field is filled",
        ["Return", "Quarter", "Field", "#Filled"],
        lines,
        csv="data/return_fields.csv",
    )


def _filled(row: Row) -> str:
    read = f" (from {row['read_from']})" if row["read_from"] else " (no such column)"
    return f"{_share(row['filled_share'])}{read}"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
