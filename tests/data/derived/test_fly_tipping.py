"""Fly-tipping counted by its classes, each incident once in each."""

import json
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.derived.derivation import Derived, Gathered
from wulfrun.data.derived.fly_tipping import CLASSES, DERIVATION
from wulfrun.data.geography.areas import Geography, member_rows
from wulfrun.data.tables import EVENTS, EXPOSURE
from wulfrun.definition.model import Definition, Partnership

HERE, FIRST = "E01000001", 24_048
DEFINITION = Definition(partnership=Partnership(name="P", area_codes=("E08000099",), area_name="P"))


def event(code: str = "fly-tipping", month: int = FIRST, **more: str) -> dict[str, object]:
    return {
        "key": 0, "month": month, "code": code, "flags": 0, "area": HERE, "n": 1, "file": "f",
        "who": 0, "other": 0, "day": None, "until": None, "more": json.dumps(more), "sealed": None,
    }  # fmt: skip


def derived(events: Sequence[dict[str, object]], months: Sequence[int] = (FIRST,)) -> Derived:
    geography = Geography((), (HERE,), member_rows([(HERE, HERE, "lsoa")]), "E08000099")
    covered = [Month("environment", month, COMPLETE, "", 10, 1.0) for month in months]
    table = pa.Table.from_pylist(list(events), schema=EVENTS)
    return DERIVATION.derive(
        Gathered(
            DEFINITION, geography, {"environment": table}, {"environment": covered}, EXPOSURE.empty_table()
        )
    )


def counts(found: Derived) -> dict[str, int]:
    sums = found.cube.group_by("code").aggregate([("n", "sum")])
    return dict(zip(sums["code"].to_pylist(), sums["n_sum"].to_pylist(), strict=True))


def test_an_incident_counts_once_as_itself_and_once_in_each_class_it_names() -> None:
    found = derived([event(land="highway", size="small-van"), event(land="highway"), event("graffiti")])
    assert counts(found) == {"incident": 2, "land-highway": 2, "size-small-van": 1}
    assert found.notes == ("Fly-tipping: 1 of 2 do not say the size; shares leave them out.",)


def test_a_month_whose_list_of_fly_tipping_was_not_sent_is_a_gap() -> None:
    events = [event(month=month) for month in (FIRST, FIRST + 2) for _ in range(12)]
    found = derived([*events, event("noise", FIRST + 1)], range(FIRST, FIRST + 3))
    status = {each.month - FIRST: (each.status, each.rows) for each in found.months["fly-tipping"]}
    assert status == {0: (COMPLETE, 12), 1: ("missing", 0), 2: (COMPLETE, 12)}


def test_where_fly_tipping_is_seldom_a_month_without_any_is_none() -> None:
    found = derived([event(month=FIRST), event(month=FIRST + 2)], range(FIRST, FIRST + 3))
    assert {each.status for each in found.months["fly-tipping"]} == {COMPLETE}


def test_complaints_without_any_fly_tipping_say_nothing_about_it() -> None:
    found = derived([event("graffiti")])
    assert found.cube.num_rows == 0 and found.months["fly-tipping"] == []


SAID = st.fixed_dictionaries(
    {}, optional={"land": st.sampled_from(["highway", "other"]), "size": st.sampled_from(["single-bag"])}
)


@given(st.lists(SAID))
def test_no_class_holds_more_than_the_incidents(said: list[dict[str, str]]) -> None:
    found = derived([event(**each) for each in said])
    totals = counts(found)
    assert totals.get("incident", 0) == len(said)
    for kind in CLASSES:
        assert sum(n for code, n in totals.items() if code.startswith(f"{kind}-")) <= len(said)
    assert pc.all(pc.greater(found.cube["n"], 0)).as_py() in (True, None)
