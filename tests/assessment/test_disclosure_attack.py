"""A finished build is attacked: what can be worked out from all of it together stops it."""

import pyarrow as pa
import pytest
from tests.figures.three_districts import BESIDE, DEFINITION, MEMBER, alone, rows

from wulfrun.assessment.disclosure_attack import attacked
from wulfrun.assessment.tells import Tells
from wulfrun.data.tables import CUBE
from wulfrun.figures.guard import Beside
from wulfrun.words.errors import BuildError

HATE = rows("hate", "2007/08", {"D1": 3, "D2": 40, "D3": 30})
APRIL = 2007 * 12 + 3


def cube(counts: dict[tuple[str, str], int]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {"record": "hate", "code": code, "flags": 0, "month": APRIL, "area": area, "file": "f", "n": n}
            for (code, area), n in counts.items()
        ],
        schema=CUBE,
    )


def attack_on(figures: pa.Table, beside: Beside = BESIDE, tells=(), counts=None) -> list[dict[str, object]]:
    return attacked(DEFINITION, figures, HATE, beside, tells, lambda _: cube(counts or {}), "P")


def test_a_build_that_keeps_its_small_numbers_back_says_what_was_tried() -> None:
    (row,) = attack_on(alone(HATE)[0])
    assert row == {
        "counts": "hate", "range": 5, "figures": 4, "hidden": 2, "attacked": 2, "differences": 0,
        "public_before": 0, "narrowest": row["narrowest"],
    }  # fmt: skip
    assert 5 <= int(str(row["narrowest"])) <= 33


def test_a_place_that_keeps_nothing_back_has_nothing_to_attack() -> None:
    fires = rows("fires", "2007/08", {"D1": 3, "D2": 40, "D3": 30})
    assert attacked(DEFINITION, fires, HATE.slice(0, 0), BESIDE, (), lambda _: cube({}), "P") == []


def test_a_number_that_can_be_worked_out_stops_the_build_and_says_how() -> None:
    (table,) = alone(HATE)
    leaking = pa.concat_tables([table, rows("hate", "year to 2008-03", {"D3": 30}).slice(0, 1)])
    with pytest.raises(BuildError) as found:
        attack_on(leaking)
    words = str(found.value)
    assert "hate in D1, 2007/08: it can be told to lie between 3 and 3, from" in words
    assert "hate in D2, 2007/08" in words and "hate in P, 2007/08" in words
    assert "the last good release is still in place" in words


def test_what_a_table_of_a_topic_tells_is_attacked_with_the_figures() -> None:
    """The table tells two of three classes of the 73 incidents; what the third is, all of them tell."""
    counts = {("a", "L1"): 40, ("b", "L2"): 30, ("c", "L3"): 3}
    tells = Tells("hate_known", "incidents", "hate", "known_to", {each: (each,) for each in "abc"})
    table = [
        {"period": "2007/08", "known_to": each, "incidents": n if n >= 5 else None}
        for (each, _), n in counts.items()
    ]
    with pytest.raises(
        BuildError, match=r"hate_known.incidents in P, 2007/08: it can be told to lie between 3 and 3"
    ):
        attack_on(alone(HATE)[0], tells=[(tells, table)], counts=counts)
    for row in table:
        row["incidents"] = None
    told = {row["counts"]: row for row in attack_on(alone(HATE)[0], tells=[(tells, table)], counts=counts)}
    assert told["hate_known.incidents"]["attacked"] == 3


def test_a_number_that_an_earlier_edition_told_is_public_and_stops_nothing() -> None:
    beside = Beside(MEMBER, {}, {"2008-06-01": HATE})
    (row,) = attack_on(alone(HATE)[0], beside)
    assert (row["hidden"], row["attacked"], row["public_before"]) == (2, 0, 2)


def test_a_number_that_earlier_editions_alone_give_away_is_public_too() -> None:
    old = HATE.filter(pa.array([code != "D1" for code in HATE["area_code"].to_pylist()]))
    (row,) = attack_on(alone(HATE)[0], Beside(MEMBER, {}, {"2008-06-01": old}))
    assert row["public_before"] == 2


def test_a_number_that_an_edition_and_this_build_give_away_together_stops_the_build() -> None:
    old = HATE.filter(pa.array([code == "D3" for code in HATE["area_code"].to_pylist()]))
    with pytest.raises(BuildError, match=r"hate in D3, 2007/08 \(edition of 2008-06-01\)"):
        attack_on(alone(HATE)[0], Beside(MEMBER, {}, {"2008-06-01": old}))
