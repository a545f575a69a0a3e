"""Near repeats are found where they were made and not claimed where none were; small counts are kept back."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.generative.shipped import library

from wulfrun.assessment.topics import near_repeats
from wulfrun.assessment.topics._offence_points import Offences, latest_span, least_shown, offences_of
from wulfrun.assessment.topics.near_repeats import (
    AGAIN,
    BANDS,
    CANNOT,
    FOUND,
    GROUPS,
    NOT_SHOWN,
    STREET_ONLY,
    TABLES,
    _cannot_at_all,
    never_worked_out,
    rows_of,
)
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.release import Rows
from wulfrun.data.tables import POINTS

ABOUT = {"group": "domestic-burglary", "title": "Domestic burglary", "first_month": "2006-04",
         "last_month": "2008-03"}  # fmt: skip


def town(seed: int, near: float, events: int = 900) -> Offences:
    """Burglaries of two years in streets of homes; a share of them follows another within days and metres."""
    draw = np.random.default_rng(seed)
    first = int(events * (1 - near))
    x, y = draw.integers(0, 150, (2, first)) * 25.0
    day = draw.integers(13_000, 13_730, first)
    parent = draw.integers(0, first, events - first)
    x = np.append(x, x[parent] + draw.integers(-3, 4, len(parent)) * 25)
    y = np.append(y, y[parent] + draw.integers(-3, 4, len(parent)) * 25)
    day = np.append(day, day[parent] + draw.integers(1, 10, len(parent)))
    start = day * 1440.0 + draw.integers(0, 1000, events)
    return Offences(x, y, start, start + draw.integers(0, 400, events))


def rows(offences: Offences, below: int = 5, homes: bool = True) -> dict[str, Rows]:
    return rows_of(offences, ABOUT, below, homes)


@pytest.mark.parametrize("seed", range(3))
def test_near_repeats_that_were_made_are_found(seed: int) -> None:
    (row,) = rows(town(seed, near=0.1))[GROUPS]
    assert row["verdict"] == FOUND and row["lower"] > 1 and row["p"] < 0.001
    assert row["lower"] < row["ratio"] < row["upper"]


def test_places_and_days_that_have_nothing_in_common_are_seldom_said_to_be_near_repeats() -> None:
    found = [rows(town(seed, near=0))[GROUPS][0]["verdict"] for seed in range(30)]
    assert found.count(FOUND) <= 3 and NOT_SHOWN in found


def test_a_band_with_few_pairs_is_kept_back_with_all_that_would_tell_it() -> None:
    bands = rows(town(1, near=0.02, events=300))[BANDS]
    hidden = [row for row in bands if row["suppressed"]]
    assert hidden and len(bands) == 20
    for row in hidden:
        assert {
            row[name] for name in ("pairs", "expected", "ratio", "lower", "upper", "p", "p_shuffled")
        } == {None}
    assert all(row["pairs"] == 0 or row["pairs"] >= 5 for row in bands if not row["suppressed"])


def band(metres: float, days: int, pairs: int | None) -> dict[str, Any]:
    return {"metres_to": metres, "days_to": days, "pairs": pairs, "suppressed": pairs is None}


def hidden(bands: Rows, total: int | None) -> list[bool]:
    found = never_worked_out(bands, total, 5)
    assert found is not None
    return [row["suppressed"] for row in found]


def test_a_band_is_never_kept_back_alone_where_the_sum_of_bands_would_tell_it() -> None:
    bands = [band(100, 7, 90), band(100, 14, None), band(200, 7, 0), band(200, 14, 30), band(300, 7, 6)]
    assert hidden(bands, 123) == [False, True, False, True, False]
    two = [band(100, 7, None), *bands[1:]]
    assert hidden(two, 35) == [True, True, False, False, False]
    outside = [band(100, 7, 90), band(300, 7, None)]
    assert hidden(outside, 90) == [False, True]
    assert hidden(bands, None) == [False, True, False, False, False]


def test_bands_that_must_all_be_one_or_all_be_four_are_not_kept_back_without_another() -> None:
    bands = [band(100, 7, 90), band(100, 14, None), band(200, 7, None), band(200, 14, 0)]
    assert hidden(bands, 95) == [False, True, True, False]
    assert hidden(bands, 92) == hidden(bands, 98) == [True, True, True, False]
    every = [band(100, at, None) for at in range(6)]
    assert never_worked_out(every, 6, 5) is None and hidden(every, 12) == [True] * 6


def test_where_the_sum_would_tell_every_band_the_sum_is_kept_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_repeats, "never_worked_out", lambda *_: None)
    found = rows(town(1, near=0.1))
    assert found[GROUPS][0]["pairs"] is None and found[GROUPS][0]["ratio"] is None
    assert len(found[BANDS]) == 20


def test_few_homes_that_are_burgled_again_and_again_are_not_told() -> None:
    often = town(2, near=0)
    often.x[:40] = often.y[:40] = 9_999.0
    often.start[:40] = (13_000 + np.cumsum([0, *[3] * 13, *[15] * 13, *[35] * 13])) * 1440.0
    often.end[:40] = often.start[:40]
    apart = np.unique(np.stack([often.x, often.y], axis=1), axis=0, return_index=True)[1]
    kept = np.union1d(np.arange(40), apart)
    alone = Offences(often.x[kept], often.y[kept], often.start[kept], often.end[kept])
    assert rows(alone)[AGAIN] == []
    alone.x[20:40] += 1_000 * np.repeat(np.arange(1, 5), 5)
    assert rows(alone)[AGAIN]


def test_few_offences_or_few_days_say_why_nothing_can_be_told() -> None:
    few = rows(town(1, 0.1, events=60))
    assert few[GROUPS][0]["verdict"] == CANNOT and "fewer than 100 offences" in few[GROUPS][0]["note"]
    undated = town(1, 0.1)
    undated.start[200:] = np.nan
    found = rows(undated)
    assert "committed-from and committed-to" in found[GROUPS][0]["note"] and BANDS not in found


def test_a_window_of_more_than_two_days_does_not_tell_the_day() -> None:
    offences = town(1, 0.1)
    offences.end[:40] = offences.start[:40] + 2 * 1440 + 1
    offences.end[40:50] = np.nan
    (row,) = rows(offences)[GROUPS]
    assert (row["events"], row["undated"]) == (860, 40)


def test_the_same_home_again_is_told_with_its_interval_by_time_since() -> None:
    again = rows(town(2, near=0.3, events=1500))[AGAIN]
    assert [row["day_from"] for row in again] == [0, 7, 30, 90, 180]
    assert again[0]["lower"] < again[0]["share_again"] < again[0]["upper"]
    assert again[0]["per_1000"] > again[-1]["per_1000"]
    assert rows(town(2, near=0.3, events=1500), homes=False).get(AGAIN) is None


def test_every_row_fits_its_table() -> None:
    for table, found in rows(town(2, near=0.3, events=1500)).items():
        assert set().union(*found) <= set(TABLES[table].names)
        pa.Table.from_pylist(found, schema=TABLES[table])


def test_data_by_month_alone_say_that_the_police_must_send_days() -> None:
    known: Any = type("Known", (), {"months": {"street": [1]}, "definition": library()})
    (row,) = _cannot_at_all(known, ["domestic-burglary"])
    assert row["note"] == STREET_ONLY and row["verdict"] == CANNOT
    known.months = {}
    assert list(_cannot_at_all(known, ["domestic-burglary"])) == []


def test_offences_are_of_a_group_by_the_codes_of_their_month() -> None:
    group = library().group["domestic-burglary"]
    may = 2008 * 12 + 4
    codes, months = ["28", "29", "45", "28E", "28"], [may, may, may, may, may - 30]
    blank = {"flags": [0] * 5, "area": [""] * 5, "x": [1.0] * 5, "y": [2.0] * 5, "start": [None] * 5,
             "end": [None] * 5}  # fmt: skip
    points = pa.table({"code": codes, "month": months, **blank}).select(POINTS.names).cast(POINTS)
    found = offences_of(points, group, may - 23, may)
    assert len(found.x) == 2 and np.isnan(found.start).all()


def test_the_span_is_the_last_unbroken_run_of_complete_months() -> None:
    months = [Month("offence", each, COMPLETE, "", 1, 1.0) for each in (1, 2, 5, 6, 7)]
    assert latest_span({"offence": months}, 24) == (5, 7)
    assert latest_span({"offence": months}, 2) == (6, 7)
    assert latest_span({}, 24) is None


def test_the_least_count_is_never_under_five() -> None:
    assert least_shown(library(), "domestic-burglary") == 5
