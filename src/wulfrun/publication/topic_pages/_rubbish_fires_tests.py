"""The tests of rubbish fires against fly-tipping as pages show them: by lag, all together, and how."""

from collections.abc import Mapping, Sequence

from wulfrun.assessment.rubbish_link import Link, lag_words
from wulfrun.assessment.topics.rubbish_fires import BEFORE, LAG, LINK, RANK, RATIO, UNTESTED
from wulfrun.assessment.wording import number, percent
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Picture, Prose
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.ratio_charts import ratio_bars
from wulfrun.publication.shelf import LEVEL_PLURALS, Row, Shelf
from wulfrun.publication.topic_pages._rubbish_fires_places import span_of


def when(shelf: Shelf, rows: Sequence[Row], link: Link) -> list[Block]:
    """Whether fires follow fly-tipping in the same place, as a chart of the ratio at each lag."""
    tested = [row for row in rows if row["test"] in (BEFORE, LAG)]
    ratios = [
        (_lag_name(row), Value(row["estimate"], row["lower"], row["upper"]))
        for row in sorted(tested, key=lambda row: row["lag"])
    ]
    found = "At no lag are there clearly more rubbish fires after more fly-tipping"
    if link.lag is not None:
        found = f"More fly-tipping, more rubbish fires {lag_words(link.lag)}"
    caption = Caption("rubbish-fires-lag", found, f"{shelf.place}, {span_of(rows[0])}",
                      "Times the rubbish fires where a place has twice the fly-tipping",
                      "Fire service and council")  # fmt: skip
    grid = Grid(
        "Rubbish fires before and after fly-tipping",
        ("Fires", "#Ratio", "#95% interval", "#p, corrected"),
        [
            [_lag_name(row), _decimals(row["estimate"]),
             _interval(row), _chance(row["adjusted"])]
            for row in sorted(tested, key=lambda row: row["lag"])
        ],
        f"data/{LINK}.csv",
    )  # fmt: skip
    note = "Fires a month before are a check: fly-tipping cannot cause what came before it."
    return [
        Heading("Do the fires follow the fly-tipping?"),
        Prose(
            "Each place is compared with itself, month by month, so that what is always so there does not "
            "count."
        ),
        Picture(ratio_bars(caption, ratios), grid, note),
    ]


def _lag_name(row: Row) -> str:
    return "a month before" if row["lag"] == -1 else lag_words(row["lag"])


def tests_grid(tests: Mapping[str, Sequence[Row]]) -> Grid:
    """Every test at every level, each with its uncertainty."""
    rows: list[list[Cell]] = []
    for level, own in tests.items():
        for row in own:
            words = {RANK: "Rank correlation of the two rates", RATIO: "Rate ratio for twice the fly-tipping"}
            if row["test"] == UNTESTED:
                rows.append([f"{LEVEL_PLURALS[level].capitalize()}: not tested", "", "", row["note"]])
            elif row["test"] != BEFORE:
                said = words.get(row["test"]) or f"Rate ratio {lag_words(row['lag'])}, same place"
                rows.append([f"{LEVEL_PLURALS[level].capitalize()}: {said[:1].lower()}{said[1:]}",
                             _decimals(row["estimate"]), _interval(row),
                             _chance(row["adjusted"])])  # fmt: skip
    return Grid("Every test", ("Test", "#Estimate", "#95% interval", "#p"), rows, f"data/{LINK}.csv")


def _interval(row: Row) -> str:
    known = row["lower"] is not None
    return f"{_decimals(row['lower'])} to {_decimals(row['upper'])}" if known else "not known"


def _decimals(value: float | None) -> str:
    return "not known" if value is None else number(value, 2)


def _chance(p: float | None) -> str:
    return "not known" if p is None else "under 0.001" if p < 0.001 else number(p, 3)


def facts(row: Row) -> list[tuple[str, str]]:
    """How it was tested, from what, and what it cannot show."""
    placed, tips_placed = (percent(100 * (row[name] or 0)) for name in ("fires_placed", "tips_placed"))
    return [
        (
            "Rubbish fires",
            "Deliberate secondary fires in refuse, bins and skips; suspected counts as deliberate.",
        ),
        (
            "Fly-tipping",
            "What was reported to the council. Most of what lies on private land is not reported to it, and "
            "a new way to report raises the count by itself.",
        ),
        (
            "Months",
            f"{span_of(row)}: {row['months']} months for which both are known. Placed in an area: {placed} "
            f"of the fires and {tips_placed} of the reports.",
        ),
        (
            "By place",
            "Spearman's correlation of both per resident, p by 9,999 permutations or, where boundaries are "
            "known and it is larger, by what a map is worth whose neighbours are alike (Dutilleul's modified "
            "t-test); and a quasi-Poisson regression of fires on the fly-tipping rate.",
        ),
        (
            "By time",
            "Poisson regression with an effect for each place and each month, at 0 to 3 months; errors "
            "clustered by place, p corrected for four lags (Holm).",
        ),
        ("A link is claimed", "only where place and time both show it, each at p of 0.05 or less."),
        (
            "Places high on both",
            "Both rates of the latest twelve months lie above those of the whole place (exact Poisson, the "
            "larger p, corrected for the number of places).",
        ),
        (
            "What it cannot show",
            "Why. Something else may move both.",
        ),
        (
            "Small numbers",
            "Fires and fly-tipping are shown by area under the disclosure rules of their measures.",
        ),
    ]
