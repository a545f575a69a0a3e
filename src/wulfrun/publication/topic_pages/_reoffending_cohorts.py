"""The part of the page on offenders about proven re-offending by cohort, those too young to tell included."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.wording import number
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Picture, Statement
from wulfrun.publication.chart_model import Caption, Value, Year
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.year_charts import yearly_bars

COUNTED, YOUNG = "counted", "not yet mature"
COHORT_FACTS = [
    (
        "A cohort",
        "Everybody who was cautioned, convicted or released from custody in three months; once in each three "
        "months, by the first event (Ministry of Justice).",
    ),
    (
        "Proven",
        "Committed within 12 months of that day, and proven within those or the 6 months after.",
    ),
    (
        "Mature",
        "A cohort can be counted 18 months after its three months end: that of October to December 2015 "
        "after 30 June 2017.",
    ),
]


def cohort_blocks(shelf: Shelf, rows: Sequence[Row]) -> Iterator[Block]:
    if not rows:
        return
    yield Heading("Proven re-offending")
    years = [row for row in rows if row["period_kind"] == "year"]
    if sum(row["state"] == COUNTED for row in years) > 1:
        yield _by_year(shelf, years)
    young = [row for row in rows if row["state"] == YOUNG]
    if young:
        first = next((row for row in young if row["period_kind"] == "quarter"), young[0])
        yield Statement(
            "Not yet mature",
            "unknown",
            f"Cohorts from {first['period']} on cannot be counted yet: that of {first['period']} can at the "
            f"{first['mature']}. A rate worked out sooner would always look like a fall.",
        )
    heads = ("Cohort", "#Offenders", "#Re-offended", "#Rate", "95% interval", "#Re-offences per re-offender",
             "#Re-offences per 100 offenders")  # fmt: skip
    yield Grid(
        "Cohorts by financial year, each of four three-month cohorts",
        heads,
        [_cohort(row) for row in years],
        "data/reoffending_cohorts.csv",
        "The older national series gave re-offences per 100 offenders, the newer one gives them per "
        "re-offender: the two are never compared. The quarters are in the CSV.",
    )


def _by_year(shelf: Shelf, years: Sequence[Row]) -> Picture:
    known = [row for row in years if row["state"] == COUNTED]
    first, last = known[0], known[-1]
    overlap = max(first["lower"], last["lower"]) <= min(first["upper"], last["upper"])
    went = (
        "Re-offending shows no clear change"
        if overlap
        else f"Re-offending {'fell' if last['rate'] < first['rate'] else 'rose'}"
    )
    values = [
        Year(row["period"], Value(row["rate"], row["lower"], row["upper"])
             if row["state"] == COUNTED else Value(None, why="no data"))
        for row in years
    ]  # fmt: skip
    caption = Caption(
        "reoffending-years",
        f"{went} from {first['period']} to {last['period']}",
        f"Percent of offenders proven to have offended again within 12 months, {shelf.place}",
        "Percent of offenders",
        "Lists of cautions, convictions and releases, by pseudonym",
    )
    table = Grid(
        "Proven re-offending by year of the cohort",
        ("Cohort", "#Percent", "95% interval"),
        [
            (
                row["period"],
                f"{number(row['rate'], 1)}%" if row["state"] == COUNTED else row["state"],
                _interval(row) if row["state"] == COUNTED else "",
            )
            for row in years
        ],
        "data/reoffending_cohorts.csv",
    )
    return Picture(yearly_bars(caption, values), table, "Shaded years are not yet mature, or kept back.")


def _cohort(row: Row) -> list[Cell]:
    size = "suppressed" if row["offenders"] is None else number(row["offenders"])
    if row["state"] != COUNTED:
        return [row["period"], size, "", "", row["state"], "", ""]
    return [
        row["period"],
        size,
        number(row["reoffenders"]),
        f"{number(row['rate'], 1)}%",
        _interval(row),
        number(row["per_reoffender"], 2),
        number(row["per_100_offenders"], 0),
    ]


def _interval(row: Row) -> str:
    if row["lower"] is None or row["upper"] is None:
        return "none"
    return f"{number(row['lower'], 1)} to {number(row['upper'], 1)}"
