"""The restricted list of near repeats: a row for each offence of a chain, where, when, and the one before."""

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.generative.shipped import library

from wulfrun.assessment.topics._near_repeat_chains import CHAINED, SAME_DAY, Linked, chained, in_one_list
from wulfrun.assessment.topics._offence_points import days_of, offences_in
from wulfrun.assessment.topics.near_repeats import FOUND, GROUPS, LIST, NOT_SHOWN, TOPIC, assess, listed
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.release import Rows
from wulfrun.data.tables import POINTS

LINKED = Linked(200, 14, 28)
MAY = 2007 * 12 + 4
Given = tuple[float, float, float, float]


def points(given: Sequence[Given], code: str = "28") -> pa.Table:
    """Offences (x, y, first day, last day) of one code, days since 1970."""
    columns = {
        "code": [code] * len(given),
        "flags": [0] * len(given),
        "month": [MAY] * len(given),
        "area": ["E01990001"] * len(given),
        "x": [each[0] for each in given],
        "y": [each[1] for each in given],
        "start": [int(each[2] * 1440) for each in given],
        "end": [None if np.isnan(each[3]) else int(each[3] * 1440) for each in given],
    }
    return pa.table(columns).cast(POINTS)


def rows(given: Sequence[Given]) -> Rows:
    kept = points(given)
    table = in_one_list(
        [("domestic-burglary", FOUND, chained(kept, days_of(offences_in(kept)), LINKED))], FOUND
    )
    assert table.schema == CHAINED
    return list(table.to_pylist())


def test_each_offence_of_a_chain_stands_with_place_days_role_and_the_one_before() -> None:
    found = rows(
        [(1000, 1000, 100, 101), (1030, 1040, 103, 103.5), (1030, 1080, 110, np.nan), (9000, 0, 100, 100)]
    )
    assert [row["role"] for row in found] == ["originator", "both", "near repeat"]
    assert [(row["days_before"], row["metres_before"]) for row in found] == [(None, None), (3, 50), (7, 40)]
    assert {(row["chain"], row["offences"], row["current"]) for row in found} == {(1, 3, True)}
    first = found[0]
    assert (first["easting"], first["northing"], first["area"], first["code"]) == (
        1000,
        1000,
        "E01990001",
        "28",
    )
    assert (first["first_day"], first["last_day"]) == (date(1970, 4, 11), date(1970, 4, 12))
    assert found[2]["first_day"] == found[2]["last_day"] == date(1970, 4, 21)


def test_an_offence_alone_is_not_on_the_list_nor_one_whose_day_is_not_known() -> None:
    assert rows([(0, 0, 100, 100), (900, 0, 101, 101), (0, 50, 100, 103)]) == []


def test_two_of_one_day_hang_together_but_none_is_said_to_be_the_first() -> None:
    found = rows([(0, 0, 100, 100), (0, 50, 100, 100)])
    assert [(row["role"], row["days_before"]) for row in found] == [(SAME_DAY, None)] * 2


def test_a_chain_is_current_where_it_reaches_into_the_last_28_days() -> None:
    def chain(at: float, last: int) -> list[Given]:
        return [(at, 0, last - 2, last - 2), (at, 0, last, last)]

    found = rows([*chain(0, 72), *chain(5000, 73), (9000, 0, 100, 100)])
    assert [(row["easting"], row["current"]) for row in found] == [(5000, True)] * 2 + [(0, False)] * 2


def test_current_chains_stand_first_then_groups_where_near_repeats_were_found_then_the_latest() -> None:
    def one(*last: int) -> pa.Table:
        kept = points(
            [(1000.0 * place, 0, day - back, day - back) for place, day in enumerate(last) for back in (1, 0)]
        )
        return chained(kept, days_of(offences_in(kept)), LINKED)

    found = in_one_list(
        [("theft-of-vehicle", NOT_SHOWN, one(200, 150)), ("domestic-burglary", FOUND, one(199, 190, 120))],
        FOUND,
    ).to_pylist()
    seen = list(dict.fromkeys((row["chain"], row["current"], row["group"], row["verdict"]) for row in found))
    assert seen == [
        (1, True, "domestic-burglary", FOUND),
        (2, True, "domestic-burglary", FOUND),
        (3, True, "theft-of-vehicle", NOT_SHOWN),
        (4, False, "domestic-burglary", FOUND),
        (5, False, "theft-of-vehicle", NOT_SHOWN),
    ]


def known(table: pa.Table) -> Any:
    month = Month("offence", MAY, COMPLETE, "", 1, 1.0)
    return SimpleNamespace(definition=library(), months={"offence": [month]}, points_of=lambda _: table)


def town(code: str) -> pa.Table:
    draw = np.random.default_rng(4)
    place, day = draw.integers(0, 200, (2, 300)) * 25.0, draw.integers(13_634, 13_664, 300)
    return points(
        [(*each, when, when + 0.2) for each, when in zip(place.T.tolist(), day.tolist(), strict=True)], code
    )


def test_the_list_and_the_page_agree_on_how_many_were_first_followed_and_are_current() -> None:
    table = town("28")
    found = listed(known(table))[LIST].to_pylist()
    page = assess(known(table))[GROUPS][0]
    roles = [row["role"] for row in found]
    assert page["followed"] == roles.count("originator") + roles.count("both") > 20
    assert page["following"] == roles.count("near repeat") + roles.count("both")
    assert page["chains_now"] == len({row["chain"] for row in found if row["current"]})
    assert {row["verdict"] for row in found} == {page["verdict"]}


@pytest.mark.parametrize("table", [points([]), town("28").slice(0, 50), town("49")])
def test_where_near_repeats_cannot_be_told_there_is_no_list(table: pa.Table) -> None:
    assert listed(known(table)) == {}


def test_without_a_whole_month_there_is_no_list() -> None:
    none = known(town("28"))
    none.months = {}
    assert listed(none) == {}


def test_the_list_is_none_of_the_tables_that_are_published() -> None:
    assert TOPIC.restricted is listed and LIST not in TOPIC.tables
    assert not {"easting", "northing", "first_day"} & {
        name for each in TOPIC.tables.values() for name in each.names
    }
