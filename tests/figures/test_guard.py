"""What one figure keeps back no other gives away: measures, periods and editions are held together."""

import numpy as np
import pyarrow as pa

from tests.figures.rows_of import figure, figure_table
from tests.figures.three_districts import BESIDE, DEFINITION, MEMBER, alone, rows, shown
from wulfrun.figures.guard import Beside, guard, joined, told_to
from wulfrun.figures.protect import hide
from wulfrun.methods.attacker import attack

HATE = rows("hate", "2007/08", {"D1": 3, "D2": 40, "D3": 30})


def told(
    tables: list[pa.Table], counted: list[pa.Table], beside: Beside = BESIDE
) -> dict[str, tuple[float, float]]:
    """How closely the hidden counts of hate can be told, by area."""
    cells, where = joined(pa.concat_tables(counted), DEFINITION, beside)
    told_to(cells, pa.concat_tables(tables), DEFINITION, where, beside)
    facts = cells.facts()
    found = attack(facts, np.where(facts.known, 0.0, cells.asked()), exact=True)
    return {
        names[0].code: (float(found.lower[at]), float(found.upper[at]))
        for at, names in cells.names.items()
        if names[0].measure == "hate" and not facts.known[at]
    }


def guarded(tables: list[pa.Table], counted: list[pa.Table], beside: Beside = BESIDE) -> list[pa.Table]:
    more = guard(tables, pa.concat_tables(counted), DEFINITION, beside)
    return [hide([table], table["measure"][0].as_py(), more)[0] for table in tables]


def test_what_a_share_is_of_tells_the_count_that_another_measure_hides() -> None:
    """Hate hides D1 and D3; the share hides D1 and D2 and tells the 30 of D3: 73 - 40 - 30 is 3."""
    counted = [HATE, rows("known", "2007/08", {"D1": 0, "D2": 34, "D3": 15}, {"D1": 3, "D2": 40, "D3": 30})]
    separate = alone(*counted)
    assert shown(separate, "hate") == {"D1": None, "D2": 40, "D3": None, "P": 73}
    assert shown(separate, "known") == {"D1": None, "D2": None, "D3": 15, "P": 49}
    assert told(separate, counted)["D1"] == (3, 3)
    together = guarded(separate, counted)
    low, high = told(together, counted)["D1"]
    assert high - low >= 5
    assert shown(together, "hate")["P"] == 73


def test_what_an_earlier_edition_told_is_known() -> None:
    """D3 is hidden now to guard D1, but the edition before told it, and D2 must be hidden instead."""
    separate = alone(HATE)
    earlier = HATE.filter(pa.array([code in ("D3", "P") for code in HATE["area_code"].to_pylist()]))
    beside = Beside(MEMBER, {}, {"2008-06-01": earlier})
    assert told(separate, [HATE], beside)["D1"] == (3, 3)
    together = guarded(separate, [HATE], beside)
    assert shown(together, "hate") == {"D1": None, "D2": None, "D3": None, "P": 73}
    low, high = told(together, [HATE], beside)["D1"]
    assert high - low >= 5


def test_what_an_earlier_edition_told_otherwise_is_no_fact_of_today() -> None:
    earlier = rows("hate", "2007/08", {"D1": 3, "D2": 40, "D3": 31})
    beside = Beside(MEMBER, {}, {"2008-06-01": earlier.filter(pa.array([False, False, True, True]))})
    separate = alone(HATE)
    assert guard(separate, HATE, DEFINITION, beside) == set()


def test_the_year_and_the_twelve_months_to_its_end_are_one_count() -> None:
    year = HATE
    rolling = rows("hate", "year to 2008-03", {"D1": 3, "D2": 40, "D3": 30})
    counted = [pa.concat_tables([year, rolling])]
    show = [pa.concat_tables([alone(year)[0], rolling])]
    assert told(show, counted) == {}, "the rolling year tells all that the year hides"
    together = guarded(show, counted)
    assert told(together, counted) == {}, "what is published as it is is for each measure to hide"


def test_records_without_a_place_are_no_hiding_place_where_it_is_told_how_many_they_are() -> None:
    """3 + 40 + 30 in districts and 2 in none: that 2 lie in none is told, so D1 is from 3 to 5."""
    table = figure_table(
        figure("2007/08", count, measure="hate", area_code=code, area_level=level)
        for code, level, count in (
            ("D1", "district", 3),
            ("D2", "district", 40),
            ("D3", "district", 30),
            ("P", "partnership", 75),
        )
    )
    separate = [hide([table], "hate", {("hate", "district", "D1", "2007/08")})[0]]
    assert told(separate, [table])["D1"] == (0, 5)
    month = 2007 * 12 + 3
    beside = Beside(MEMBER, {"hate": {month: 2}})
    assert told(separate, [table], beside)["D1"] == (3, 5)
    low, high = told(guarded(separate, [table], beside), [table], beside)["D1"]
    assert high - low >= 5


def test_what_is_safe_is_left_as_it_is() -> None:
    assert guard(alone(HATE), HATE, DEFINITION, BESIDE) == set()
    fires = figure_table([figure("2007/08", 2, measure="fires")])
    assert guard([fires], fires.slice(0, 0), DEFINITION, BESIDE) == set()


def test_a_month_hidden_alone_is_told_by_its_year_and_the_others() -> None:
    months = [f"2007-{each:02d}" for each in range(4, 13)] + [f"2008-{each:02d}" for each in range(1, 4)]
    counts = dict(zip(months, [9, 9, 9, 9, 9, 2, 9, 9, 9, 9, 9, 9], strict=True))
    table = figure_table(
        figure(name, count, measure="hate") for name, count in {**counts, "2007/08": 101}.items()
    )
    show = hide([table], "hate", {("hate", "partnership", "P", "2007-09")})
    more = guard(show, table, DEFINITION, BESIDE)
    assert len(more) == 1 and next(iter(more)).period != "2007/08"


def test_a_part_that_is_told_and_its_whole_leave_no_small_rest() -> None:
    """53 incidents of which 50 racist: by what they count, not by declaration, three are left."""
    counted = [
        figure_table([figure("2007/08", 53, measure="hate")]),
        figure_table([figure("2007/08", 50, measure="racist")]),
    ]
    more = guard(counted, pa.concat_tables(counted), DEFINITION, BESIDE)
    assert {name.measure for name in more} & {"hate", "racist"}
    assert len(more) == 1
