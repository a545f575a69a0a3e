"""Whether a month can be counted: what was not received is never taken for what did not happen."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pytest

from wulfrun.data.batches import Receipt
from wulfrun.data.coverage import Month, cover, span_of, usable
from wulfrun.data.tables import CUBE
from wulfrun.data.taken import Tally
from wulfrun.words.periods import month_index, month_name

AREAS = 161
FIRST = month_index("2023-05")
CODES = ("Burglary", "Vehicle crime", "Shoplifting")
Counts = dict[int, np.ndarray]


def _city(months: int = 18, a_month: int = 2600, seed: int = 2008) -> Counts:
    """Counts by month: areas by kinds of crime, some areas with ten times the crime of others."""
    chance = np.random.default_rng(seed)
    busy = chance.gamma(1.5, 1.0, (AREAS, len(CODES))) + 0.15
    return {FIRST + at: chance.poisson(a_month * busy / busy.sum()) for at in range(months)}


def _cube(counts: Mapping[int, np.ndarray], files: Mapping[int, str] | None = None) -> pa.Table:
    rows = [
        {
            "record": "street",
            "code": CODES[code],
            "flags": 0,
            "month": month,
            "area": f"L{area:03d}",
            "file": (files or {}).get(month, "f"),
            "n": int(n),
        }
        for month, by_area in counts.items()
        for (area, code), n in np.ndenumerate(by_area)
        if n
    ]
    return pa.Table.from_pylist(rows, schema=CUBE)


def _status(found: Sequence[Month]) -> dict[str, str]:
    return {month_name(each.month): each.status for each in found if each.status != "complete"}


def _cover(counts: Counts, **others: object) -> list[Month]:
    return cover("street", _cube(counts), [], 1, None, **others)  # type: ignore[arg-type]


def _only(by_area: np.ndarray, areas: int) -> np.ndarray:
    """The same month when the requests for all but so many areas failed."""
    return np.where(np.arange(AREAS)[:, None] < areas, by_area, 0)


def _receipt(file: str, path: str, accepted: int, month: int | None = None, outside: int = 0) -> Receipt:
    tally = Tally(accepted + outside, accepted, outside=outside, first_month=month, last_month=month)
    return Receipt(path, file, file * 4, 1, "street", "police", "police-street", "street", tally)


def test_a_city_of_whole_months_has_no_gap() -> None:
    assert _status(_cover(_city())) == {}


def test_a_month_of_which_nothing_came_is_missing() -> None:
    counts = _city()
    del counts[FIRST + 1]
    found = _cover(counts)
    assert _status(found) == {"2023-06": "missing"}
    assert found[1].reason == "nothing was received for this month"
    assert FIRST + 1 not in usable(found)
    assert FIRST in usable(found)


def test_a_month_declared_as_expected_is_missing_before_the_first_and_after_the_last() -> None:
    found = cover("street", _cube(_city(2)), [], 1, span_of(("2023-04", "2023-07")))
    assert _status(found) == {"2023-04": "missing", "2023-07": "missing"}


def test_expected_months_of_which_nothing_came_at_all_are_all_missing() -> None:
    found = cover("street", CUBE.empty_table(), [], 1, span_of(("2023-04", "2023-06")))
    assert [each.status for each in found] == ["missing"] * 3
    assert cover("street", CUBE.empty_table(), [], 1, None) == []


def test_a_month_of_which_only_a_residue_came_says_how_much_is_usual() -> None:
    counts = _city()
    counts[FIRST + 4] = np.zeros_like(counts[FIRST])
    counts[FIRST + 4][:3] = 7
    found = _cover(counts)
    assert _status(found) == {"2023-09": "residue"}
    assert "63 rows where 2," in found[4].reason
    assert found[4].reason.endswith("are usual: the month's own file is missing")


@pytest.mark.parametrize("areas", [129, 44, 41])
def test_a_month_that_some_areas_did_not_report_is_partial(areas: int) -> None:
    """Wolverhampton in 2023-05, 2023-07 and 2024-10: 129, 44 and 41 of its 161 small areas."""
    counts = _city()
    counts[FIRST] = _only(counts[FIRST], areas)
    found = _cover(counts)
    assert _status(found) == {"2023-05": "partial"}
    seen = int((counts[FIRST].sum(axis=1) > 0).sum())
    assert found[0].reason.startswith(f"{seen} of {AREAS} areas report;")


def test_four_months_cut_short_in_a_series_leave_the_others_whole() -> None:
    counts = _city(35)
    for at, areas in ((0, 129), (2, 44), (3, 44), (17, 41)):
        counts[FIRST + at] = _only(counts[FIRST + at], areas)
    for at in (1, 16):
        del counts[FIRST + at]
    found = _cover(counts)
    assert _status(found) == {
        "2023-05": "partial", "2023-06": "missing", "2023-07": "partial", "2023-08": "partial",
        "2024-09": "missing", "2024-10": "partial",
    }  # fmt: skip
    assert len(usable(found)) == 29


@pytest.mark.parametrize("seed", range(6))
def test_a_true_fall_by_three_quarters_is_not_partial(seed: int) -> None:
    """April 2020: every area thins, none falls silent that its own share would not."""
    counts, chance = _city(seed=seed), np.random.default_rng(seed)
    counts[FIRST + 9] = chance.binomial(counts[FIRST + 9], 0.25)
    assert _status(_cover(counts)) == {}


def test_a_month_copied_from_another_is_repeated_and_the_first_is_not() -> None:
    counts = _city()
    counts[FIRST + 7] = counts[FIRST + 2]
    found = _cover(counts)
    assert _status(found) == {"2023-12": "repeated"}
    assert found[7].reason == "the counts of 2023-07 are repeated to the last one"


def test_months_of_a_handful_of_records_may_be_alike_by_chance() -> None:
    alike = np.zeros((AREAS, len(CODES)), int)
    alike[:4, 0] = 1
    assert _status(_cover({FIRST + at: alike for at in range(6)})) == {}


def test_a_month_without_the_force_that_supplies_the_area_is_a_residue_of_other_forces() -> None:
    """Greater Manchester from July 2019: the neighbours' and the railways' records go on."""
    counts = _city(12)
    counts[FIRST + 8] = counts[FIRST + 8] // 4
    own = {month: f"own{month}" for month in counts} | {FIRST + 8: "rail"}
    receipts = [
        _receipt(file, f"{month_name(month)}-{force}-street.csv", int(counts[month].sum()), month)
        for month, file in own.items()
        for force in (("btp",) if file == "rail" else ("greater-manchester",))
    ]
    found = cover("street", _cube(counts, own), receipts, 1, None)
    assert _status(found) == {"2024-01": "residue"}
    assert found[8].reason.startswith("no file of greater-manchester; the ")


def test_a_month_in_which_fewer_rows_have_a_place_is_not_compared() -> None:
    counts = _city(12)
    files = {month: f"f{month}" for month in counts}
    receipts = [_receipt(files[month], "x.csv", int(by.sum()), month) for month, by in counts.items()]
    lost = {"record": "street", "code": "Burglary", "flags": 0, "month": FIRST + 3, "area": ""}
    placeless = pa.Table.from_pylist([{**lost, "file": files[FIRST + 3], "n": 400}], schema=CUBE)
    found = cover("street", pa.concat_tables([_cube(counts, files), placeless]), receipts, 1, None)
    assert _status(found) == {"2023-08": "fewer placed"}
    assert found[3].placed_share == pytest.approx(1 - 400 / counts[FIRST + 3].sum())
    assert found[3].reason.endswith("of rows have a place, 100.0% is usual")


def test_quarterly_data_are_looked_at_by_quarter() -> None:
    counts = {FIRST + 1 + 3 * at: by for at, by in enumerate(_city(6).values()) if at != 2}
    found = cover("offence", _cube(counts), [], 3, None)
    assert [month_name(each.month) for each in found] == [
        "2023-06", "2023-09", "2023-12", "2024-03", "2024-06", "2024-09",
    ]  # fmt: skip
    assert _status(found) == {"2023-12": "missing"}


def test_a_correction_below_zero_is_no_gap() -> None:
    counts = _city()
    counts[FIRST + 2] = counts[FIRST + 2].copy()
    counts[FIRST + 2][0, 0] = -2
    assert _status(_cover(counts)) == {}


def test_what_is_rare_has_a_gap_only_where_a_whole_quarter_is_empty() -> None:
    """Of a few referrals a year a month without any is no gap; nothing at all from April to June is one."""
    seen = {month_index("2007-02"): 1, month_index("2007-07"): 2, month_index("2007-09"): 1}
    rows = [
        {"record": "marac", "code": "r", "flags": 0, "month": month, "area": "L1", "file": "f", "n": n}
        for month, n in seen.items()
    ]
    found = cover(
        "marac", pa.Table.from_pylist(rows, schema=CUBE), [], 1, span_of(("2007-01", "2007-09")), sparse=True
    )
    assert _status(found) == {"2007-04": "missing", "2007-05": "missing", "2007-06": "missing"}
    assert [each.rows for each in found] == [0, 1, 0, 0, 0, 0, 2, 0, 1]


def test_yearly_data_stand_at_the_march_of_their_financial_year() -> None:
    rows = [
        {"record": "return", "code": "r", "flags": 0, "month": month_index(f"{year}-03"), "area": "L1",
         "file": "f", "n": 9}
        for year in (2013, 2014, 2016)
    ]  # fmt: skip
    found = cover("return", pa.Table.from_pylist(rows, schema=CUBE), [], 12, span_of(("2012-04", "2016-05")))
    assert [(month_name(each.month), each.status) for each in found] == [
        ("2013-03", "complete"), ("2014-03", "complete"), ("2015-03", "missing"), ("2016-03", "complete"),
        ("2017-03", "missing"),
    ]  # fmt: skip
