"""What agencies' data cannot tell: untold sides of problems, missing months, breaks, places, lateness."""

from collections import Counter
from collections.abc import Iterator, Sequence

from wulfrun.assessment.topics.returns import LATE, NOT_ARRIVED, PART, RETURNS
from wulfrun.assessment.wording import day_words, number, percent, sentence, told
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Lead, Links, Prose, Tag
from wulfrun.publication.chart_model import listed
from wulfrun.publication.documents._assessment_problems import missing_sides
from wulfrun.publication.documents._duty_answers import many
from wulfrun.publication.explanation import record_words
from wulfrun.publication.pages.evidence import runs
from wulfrun.publication.pages.measures import crossed
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_index, month_words

_MOST = 40
_BEHIND = (LATE, PART, NOT_ARRIVED)


def cannot_tell(shelf: Shelf) -> list[Block]:
    """Every limit, each with what would help."""
    missing = list(missing_sides(shelf))
    return [
        Lead(in_short(shelf)),
        *_sides(shelf, missing),
        *_coverage(shelf),
        *_breaks(shelf),
        *_placed(shelf),
        *_late(shelf),
        *_quality(shelf),
        Links(
            [("data-quality.html", "Data quality in full"), ("sources.html", "Every file that was received")]
        ),
    ]


def in_short(shelf: Shelf) -> str:
    """Which sides of how many problems nobody tells, and how many gaps keep a comparison back."""
    missing = missing_sides(shelf)
    blocked = [row for row in shelf.release.rows("quality") if row["severity"] == "blocks"]
    counts = Counter(side for _, side, _, _ in missing)
    parts = [f"{side} for {many(count, 'problem', 'problems')}" for side, count in counts.most_common()]
    sides = f"No data say {listed(parts)}" if parts else "Every side of every problem is told by somebody"
    gaps = f"{many(len(blocked), 'gap keeps', 'gaps keep')}" if blocked else "no gap keeps"
    return f"{sides}, and {gaps} a comparison back."


def _sides(shelf: Shelf, missing: Sequence[tuple[str, str, str, str]]) -> Iterator[Block]:
    """Sides by what is missing and what would be needed, with the problems that it is missing for."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for measure, *side in missing:
        grouped.setdefault((side[0], side[1], side[2]), []).append(str(shelf.measures[measure]["title"]))
    if not grouped:
        return
    yield Heading("What no data say of the problems")
    rows = [
        (side.capitalize(), words, "; ".join(titles), needed)
        for (side, words, needed), titles in grouped.items()
    ]
    yield Grid(
        "Sides of problems that no agency's data tell",
        ("Side", "What is missing", "Of", "What would be needed"),
        rows,
    )


def _coverage(shelf: Shelf) -> Iterator[Block]:
    rows: list[Sequence[Cell]] = []
    for run in runs(shelf, shelf.release.rows("coverage")):
        if run["status"] == "complete":
            continue
        first, last = (month_words(month_index(run[end])) for end in ("first", "last"))
        rows.append((run["record"], first if first == last else f"{first} to {last}",
                     Tag(str(run["status"]).capitalize(), run["tone"]), told(run["reason"])))  # fmt: skip
    yield Heading("Months missing or in part")
    if not rows:
        yield Prose("No month of any record is missing.")
        return
    note = f"The first {_MOST} of {len(rows)}." if len(rows) > _MOST else ""
    yield Grid("Months that are not complete", ("Record", "Months", "Status", "Why"), rows[:_MOST], note=note)


def _breaks(shelf: Shelf) -> Iterator[Block]:
    """Each break once, with how many measures it touches."""
    found: dict[tuple[str, str], Row] = {}
    touched: Counter[tuple[str, str]] = Counter()
    for measure in shelf.measures:
        for row in crossed(shelf, measure):
            found[row["when"], row["title"]] = row
            touched[row["when"], row["title"]] += 1
    if not found:
        return
    rows = [
        (day_words(row["when"]), row["title"], number(touched[key]),
         "not compared across it" if row["severity"] == "do-not-join" else "to be read with care",
         sentence(row["reason"] or ""))
        for key, row in sorted(found.items())
    ]  # fmt: skip
    yield Heading("Breaks in how things are counted")
    heads = ("Day", "What changed", "#Measures", "What it means", "Why")
    yield Grid("Breaks that figures here cross", heads, rows)


def _placed(shelf: Shelf) -> Iterator[Block]:
    """The lowest share of a month's records that could be placed, by kind of record."""
    rows: list[Sequence[Cell]] = []
    coverage = [
        row for row in shelf.release.rows("coverage") if row["rows"] and row["placed_share"] is not None
    ]
    for record in sorted({row["record"] for row in coverage}):
        own = [row for row in coverage if row["record"] == record]
        last, least = (
            max(own, key=lambda row: str(row["month"])),
            min(own, key=lambda row: float(row["placed_share"])),
        )
        if least["placed_share"] < 1:
            shares = (percent(100 * row["placed_share"]) for row in (last, least))
            worst = month_words(month_index(least["month"]))
            rows.append((record_words(shelf, record)["title"], *shares, worst))
    if rows:
        yield Heading("Records without a place")
        heads = ("Record", "#Placed in the last month", "#Placed in the worst month", "Which that was")
        yield Grid("Share of records that could be placed", heads, rows)


def _late(shelf: Shelf) -> Iterator[Block]:
    """Statutory data sets that came late or not at all."""
    rows = [row for row in shelf.release.rows(RETURNS) if row["status"] in _BEHIND]
    if not rows:
        return
    yield Heading("Late or missing returns")
    yield Grid(
        "Data sets that the 2007 Regulations prescribe, late or missing",
        ("Data set", "Agency", "Quarter", "Due", "Status", "#Days late"),
        [
            (row["title"], row["agency"] or "not declared", row["quarter"], day_words(row["due"]),
             Tag(str(row["status"]).capitalize(), "bad"), _days(row))
            for row in rows
        ],
        "data/returns.csv",
    )  # fmt: skip
    yield Links([("topics/returns.html", "Every data set that is owed")])


def _days(row: Row) -> str:
    return number(row["days_late"]) if row["days_late"] else ""


def _quality(shelf: Shelf) -> Iterator[Block]:
    """What keeps figures back; then refused rows by source."""
    rows = shelf.release.rows("quality")
    blocks = [row for row in rows if row["severity"] == "blocks"]
    if blocks:
        yield Heading("What keeps figures back")
        cells: list[Sequence[Cell]] = [
            (
                record_words(shelf, row["record"])["title"],
                told(row["period"]),
                sentence(told(row["found"])),
                row["effect"],
            )
            for row in blocks
        ]
        yield Grid(
            "Findings that stop a comparison", ("Record", "Months", "What was found", "What it means"), cells
        )
    yield from _refused(shelf)


def _refused(shelf: Shelf) -> Iterator[Block]:
    totals: dict[str, list[int]] = {}
    for row in shelf.release.rows("receipts"):
        counts = totals.setdefault(row["source"], [0, 0])
        counts[0] += row["rows_read"]
        counts[1] += row["refused"]
    declared = shelf.definition["source"]
    rows = []
    for name, (read, refused) in sorted(totals.items()):
        if refused:
            source = declared.get(name, {})
            agency = shelf.agency_name(source.get("agency", ""))
            rows.append((source.get("title") or name, agency, number(read), number(refused)))
    if rows:
        yield Heading("Rows that could not be used")
        yield Grid("Rows refused, by source", ("Source", "Agency", "#Rows read", "#Refused"), rows)
