"""Hours of each group: rounded, taken together where few, and called busier only where that is sure."""

import numpy as np
import pyarrow as pa
import pytest

from wulfrun.assessment.topics._offence_points import Offences
from wulfrun.assessment.topics.time_of_day import CELLS, GROUPS, HOURLY, TABLES, rows_of
from wulfrun.data.release import Rows

ABOUT = {"group": "wounding", "title": "Wounding", "first_month": "2007-04", "last_month": "2008-03"}


def rows(events: int, hour: int | None = None, window: int = 0, seed: int = 0) -> dict[str, Rows]:
    draw = np.random.default_rng(seed)
    start = draw.integers(0, 52 * 7 * 24 * 60, events).astype(float)
    if hour is not None:
        half = events // 2
        start[:half] = start[:half] // 1440 * 1440 + hour * 60
    none = np.zeros(events)
    return rows_of(Offences(none, none, start, start + window), ABOUT)


def test_the_hour_with_half_of_all_is_busier_and_no_other() -> None:
    found = rows(2000, hour=22)
    assert [row["hour"] for row in found[HOURLY] if row["busier"]] == [22]
    assert len([row for row in found[HOURLY] if row["quieter"]]) == 23


def test_hours_that_are_all_alike_are_seldom_called_otherwise() -> None:
    called = [row["busier"] or row["quieter"] for seed in range(20) for row in rows(1000, seed=seed)[HOURLY]]
    assert np.mean(called) < 0.10


@pytest.mark.parametrize(("events", "block"), [(1680, 1), (1679, 2), (700, 3), (420, 4), (280, 6)])
def test_hours_are_taken_together_where_offences_are_few(events: int, block: int) -> None:
    found = rows(events)
    assert found[GROUPS][0]["block"] == block and len(found[CELLS]) == 168 // block
    assert len(found[HOURLY]) == 24


def test_too_few_offences_have_no_hours() -> None:
    found = rows(279)
    assert list(found) == [GROUPS] and "fewer than 280" in found[GROUPS][0]["note"]
    assert rows(0) == {}


def test_no_number_tells_of_one_to_four() -> None:
    found = rows(333, hour=3, window=200)
    for table in (CELLS, HOURLY, GROUPS):
        for row in found[table]:
            for name in ("events", "lower", "upper", "unknown", "too_long"):
                assert row.get(name, 0) % 5 == 0


def test_wide_windows_are_said_not_to_be_known_to_the_hour() -> None:
    assert rows(500)[GROUPS][0]["to_the_hour"] == 1
    assert rows(500, window=600)[GROUPS][0]["to_the_hour"] == 0
    assert rows(500, window=4 * 1440)[GROUPS][0]["too_long"] == 500


def test_every_row_fits_its_table() -> None:
    for table, found in rows(900).items():
        assert set().union(*found) <= set(TABLES[table].names)
        pa.Table.from_pylist(found, schema=TABLES[table])
