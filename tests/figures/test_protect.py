"""Whatever is published of a measure, nobody can work out a small number that was kept back."""

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.figures.rows_of import figure, figure_table
from wulfrun.definition.model import Measure
from wulfrun.figures.protect import protect
from wulfrun.methods.disclosure import recoverable
from wulfrun.words.periods import Period, month_index, periods_over

Row = dict[str, object]
Counts = dict[tuple[str, int], int]

SMALL = 5
MEASURE = Measure(title="Hate crime", of="offence", suppress_below=SMALL, smallest_level="neighbourhood")
SHARE = Measure(title="Alcohol", kind="share", of="offence", suppress_below=SMALL)
PARENTS = {"N1": "PRIORITY", "N2": "PRIORITY", "N3": "REST", "N4": "REST"}
LEVEL = {**dict.fromkeys(PARENTS, "neighbourhood"), "PRIORITY": "group", "REST": "group", "P": "partnership"}
# Two financial years by quarter, each standing at its last month.
QUARTERS = range(month_index("2006-06"), month_index("2008-04"), 3)
PERIODS = [
    each
    for each in periods_over(range(QUARTERS[0] - 2, QUARTERS[-1] + 1))
    if each.kind in ("quarter", "year") or (each.kind == "rolling" and each.last in QUARTERS)
]


def _parts(area: str) -> list[str]:
    """The cells that an area is the sum of; what lies in no neighbourhood is counted for the whole."""
    if area in ("PRIORITY", "REST"):
        return [each for each, group in PARENTS.items() if group == area]
    return [*PARENTS, "outside"] if area == "P" else [area]


def _cells(area: str, each: Period) -> list[tuple[str, int]]:
    return [(part, at) for part in _parts(area) for at in QUARTERS if each.first <= at <= each.last]


def _rows(counts: Counts) -> list[Row]:
    return [
        figure(
            each.name,
            sum(counts[cell] for cell in _cells(area, each)),
            area_code=area,
            area_level=level,
            denominator=500,
        )
        for area, level in LEVEL.items()
        for each in PERIODS
    ]


def _count(row: Row) -> float:
    return float(str(row["numerator"]))


def _shown(rows: list[Row], measure: Measure = MEASURE) -> list[Row]:
    return protect([figure_table(rows)], measure, PARENTS)[0].to_pylist()


def _narrowest(counts: Counts, rows: list[Row], shown: list[Row]) -> float:
    """How narrow the range of any hidden small figure is, to one who knows all that is shown of all periods.

    The unknowns are the quarters of each smallest cell: every figure, of whatever area and period, adds
    some of them up, so that what one period gives away of another is part of the same linear program.
    """
    place = {cell: at for at, cell in enumerate(counts)}
    periods = {each.name: each for each in PERIODS}
    kept = [
        (row, other["numerator"] is None)
        for row, other in zip(rows, shown, strict=True)
        if other["numerator"] is not None or 0 < _count(row) < SMALL
    ]
    size = len(place) + len(kept)
    values = np.array([*counts.values(), *(_count(row) for row, _ in kept)], float)
    hidden = np.array([True] * len(place) + [hide for _, hide in kept])
    parents = []
    for at, (row, _) in enumerate(kept):
        above = np.full(size, -1)
        cells = _cells(str(row["area_code"]), periods[str(row["period"])])
        above[[place[cell] for cell in cells]] = len(place) + at
        parents.append(above)
    lower, upper = recoverable(values, hidden, parents)
    wanted = np.flatnonzero(hidden)
    wanted = wanted[wanted >= len(place)]
    return float((upper - lower)[wanted].min()) if len(wanted) else np.inf


@st.composite
def _counts(draw: st.DrawFn) -> Counts:
    """Some cells nearly empty, some busy, so that small numbers stand beside large totals and alone."""
    usual = {part: draw(st.sampled_from([(0,), (0, 0, 1, 2), (0, 3, 6), (5, 8, 30)])) for part in _parts("P")}
    return {(part, at): draw(st.sampled_from(some)) for part, some in usual.items() for at in QUARTERS}


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(_counts())
def test_no_small_number_can_be_worked_out_across_areas_groups_and_periods(counts: Counts) -> None:
    rows = _rows(counts)
    shown = _shown(rows)
    assert not [row for row in shown if row["numerator"] is not None and 0 < _count(row) < SMALL]
    assert _narrowest(counts, rows, shown) >= SMALL - 1e-6


def test_the_attacker_finds_what_is_hidden_alone() -> None:
    """Without secondary suppression the same attack succeeds: the test above can fail."""
    counts = {(part, at): 9 for part in _parts("P") for at in QUARTERS}
    counts |= {("N1", at): 0 for at in QUARTERS}
    counts["N1", QUARTERS[0]] = 3
    rows = _rows(counts)
    shown = [{**row, "numerator": None if 0 < _count(row) < SMALL else row["numerator"]} for row in rows]
    assert _narrowest(counts, rows, shown) < 1e-6
    assert _narrowest(counts, rows, _shown(rows)) >= SMALL


def test_a_measure_without_a_threshold_is_shown_as_it_is() -> None:
    table = figure_table([figure("2007/08", 2), figure("2007-08", 1)])
    assert protect([table], Measure(title="Arson", of="offence"), {}) == [table]


def test_what_is_hidden_has_no_number_left_and_says_why() -> None:
    row = _shown([figure("2007/08", 3, denominator=500.0, lower=0.6, upper=8.8)])[0]
    assert row["suppressed"] is True
    assert [row[name] for name in ("numerator", "denominator", "value", "lower", "upper")] == [None] * 5
    assert row["note"] == "suppressed: a small number, or one from which a small number could be worked out"


def test_a_zero_is_shown() -> None:
    assert [row["numerator"] for row in _shown([figure("2007/08", 0), figure("2007-08", 0)])] == [0, 0]


def test_a_rate_is_hidden_with_its_count() -> None:
    counts = figure_table([figure("2007/08", 3)])
    rates = figure_table([figure("2007/08", 3, measure="crime.rate", denominator=250.0, value=12.0)])
    hidden = protect([counts, rates], MEASURE, {})[1].to_pylist()[0]
    assert (hidden["value"], hidden["denominator"], hidden["suppressed"]) == (None, None, True)


@pytest.mark.parametrize("short", ["2007-08", "2007/08 Q2", "year to 2007-09"])
def test_one_small_month_or_quarter_keeps_back_all_that_is_shorter_than_a_year(short: str) -> None:
    rows = [figure("2007/08", 90), figure("2007/08 Q4", 40), figure("2008-02", 20), figure(short, 3)]
    assert [row["numerator"] for row in _shown(rows)] == [90, None, None, None]


def test_one_district_with_a_small_month_keeps_back_the_months_of_all_districts() -> None:
    rows = [
        figure("2007-08", count, area_code=code, area_level=level)
        for code, level, count in (("D1", "district", 3), ("D2", "district", 40), ("P", "partnership", 43))
    ]
    assert [row["numerator"] for row in _shown(rows)] == [None, None, 43]


def test_of_a_share_those_left_over_are_guarded_too() -> None:
    """8 of 10 leaves 2; hidden alone, both would be what the others leave of the group."""
    rows = [
        figure("2007/08", count, area_code=code, area_level=level, denominator=float(whole))
        for code, level, count, whole in (
            ("N1", "neighbourhood", 8, 10),
            ("N2", "neighbourhood", 30, 60),
            ("PRIORITY", "group", 38, 70),
        )
    ]
    assert [row["numerator"] for row in _shown(rows, SHARE)] == [None, None, 38]


def test_a_correction_below_zero_keeps_its_year_back_whole() -> None:
    rows = [figure("2007/08", -1, area_code="N1", area_level="neighbourhood"), figure("2007/08", 30)]
    assert [row["numerator"] for row in _shown(rows)] == [None, None]


def test_of_wards_and_neighbourhoods_one_kind_is_shown() -> None:
    """Two ways to cut the same streets would give away what lies between them."""
    rows = [
        figure("2007/08", 40, area_code=code, area_level=level)
        for code, level in (("W1", "ward"), ("N1", "neighbourhood"), ("L1", "lsoa"))
    ]
    assert [row["numerator"] for row in _shown(rows)] == [None, 40, None]


def test_persons_seen_in_two_areas_add_up_to_more_than_the_whole_and_are_hidden_together() -> None:
    measure = Measure(title="People", of="treatment", kind="people", suppress_below=SMALL)

    def hidden(**counts: int) -> dict[str, bool]:
        rows = [
            figure("2007/08", n, area_code=code, area_level="partnership" if code == "P" else "neighbourhood")
            for code, n in counts.items()
        ]
        (kept,) = protect([figure_table(rows)], measure, {})
        return dict(zip(kept["area_code"].to_pylist(), kept["suppressed"].to_pylist(), strict=True))

    assert hidden(N1=40, N2=30, P=60) == {"N1": False, "N2": False, "P": False}
    assert hidden(N1=40, N2=3, P=42) == {"N1": True, "N2": True, "P": False}


def test_what_a_part_leaves_of_its_whole_is_guarded_too() -> None:
    """Of 53 hate incidents 49 were flagged as racial: the other four must not be worked out."""
    rows = [figure("2007-04", 49), figure("2007-05", 40), figure("2007/08", 480)]
    whole = {("partnership", "P", "2007-04"): 53.0, ("partnership", "P", "2007-05"): 60.0,
             ("partnership", "P", "2007/08"): 660.0}  # fmt: skip
    (alone,) = protect([figure_table(rows)], MEASURE, {})
    (part,) = protect([figure_table(rows)], MEASURE, {}, whole)
    assert not any(alone["suppressed"].to_pylist())
    assert part["suppressed"].to_pylist() == [True, True, False]
    (year,) = protect([figure_table(rows)], MEASURE, {}, whole | {("partnership", "P", "2007/08"): 483.0})
    assert all(year["suppressed"].to_pylist())
