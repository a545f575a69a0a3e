"""Harm by declared weights: years beside the count, what makes it, and neighbourhoods that tell of nobody."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from wulfrun.assessment.topics.harm import ABOUT, CODES, OTHERS, PLACES, TABLES, TOPIC, YEARS, code_rows
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.release import Rows
from wulfrun.data.tables import CUBE, EXPOSURE, FIGURES
from wulfrun.definition.harm import HarmIndex
from wulfrun.definition.model import Break, Definition, Partnership
from wulfrun.figures.book import FigureBook
from wulfrun.words.periods import period

AREAS = tuple(Area(f"N{n}", f"Place {n}", "neighbourhood") for n in range(4))
SMALLEST = tuple(f"E0100000{n}" for n in range(4))
WEIGHTS = "Code,What,Weight\n28A,Burglary,400\n46,Shoplifting,10\n1,Murder,7000\n5,Wounding,1000\n"
# Offences of a month by code in each place; the last place is quiet but for woundings.
USUAL = {"28A": (2, 3, 2, 0), "46": (20, 30, 25, 2), "92E": (1, 1, 1, 0)}


def known(folder: Path, now: float = 1.0, extra: Rows | None = None, **changed: object) -> Known:
    (folder / "weights.csv").write_text(WEIGHTS, "utf-8")
    declared = {
        "title": "a test index", "file": "weights.csv", "code": "Code", "weight": "Weight", "name": "What",
        "source": "Made up", "licence": "None",
    }  # fmt: skip
    definition = Definition(
        partnership=Partnership(name="N", area_name="Northbank", area_codes=("E1",)),
        harm={"test": HarmIndex.model_validate({**declared, **changed})},
    )
    years = (("2006/07", 1.0), ("2007/08", now))
    rows = [
        {"record": "offence", "code": code, "flags": 0, "month": month, "area": SMALLEST[at], "file": "f",
         "n": round(n * share)}
        for name, share in years for month in period(name).months
        for code, each in USUAL.items() for at, n in enumerate(each)
    ]  # fmt: skip
    rows += extra or []
    months = [
        Month("offence", month, COMPLETE, "", 1, 1.0) for name, _ in years for month in period(name).months
    ]
    people = [
        {"of": "residents", "area": area, "year": year, "value": 10_000.0}
        for area in SMALLEST for year in (2006, 2007)
    ]  # fmt: skip
    member = [(each, area.code, "neighbourhood") for each, area in zip(SMALLEST, AREAS, strict=True)]
    cube = pa.Table.from_pylist(rows, schema=CUBE)
    return Known(
        definition, folder, FigureBook(FIGURES.empty_table()), period("2007/08").last,
        Geography(AREAS, SMALLEST, member_rows(member), "E1"), pa.Table.from_pylist(people, schema=EXPOSURE),
        {"offence": months}, (), lambda record: cube if record == "offence" else CUBE.empty_table(),
    )  # fmt: skip


def offences(code: str, place: int, n: int) -> Rows:
    return [
        {"record": "offence", "code": code, "flags": 0, "month": period("2007/08").first,
         "area": SMALLEST[place], "file": "f", "n": n}
    ]  # fmt: skip


def test_the_score_is_the_weighted_sum_a_head_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    (before, now) = TOPIC.assess(known(tmp_path))[YEARS]
    assert (before["period"], now["count"]) == ("2006/07", 12 * (7 + 77 + 3))
    assert now["score"] == 12 * (7 * 400 + 77 * 10)
    assert now["value"] == pytest.approx(now["score"] / 40)
    assert now["lower"] < now["value"] < now["upper"]
    assert now["mapped"] == pytest.approx(84 / 87)
    (about,) = TOPIC.assess(known(tmp_path))[ABOUT]
    assert (about["unmapped"], about["codes"], about["verdict"]) == ("92E", 4, "no clear change")
    assert set(about) <= set(TABLES[ABOUT].names)


def test_a_clear_rise_is_a_rise_and_a_break_forbids_to_say_so(tmp_path: Path) -> None:
    (about,) = TOPIC.assess(known(tmp_path, now=3.0))[ABOUT]
    assert (about["verdict"], about["count_verdict"]) == ("rose", "rose")
    assert about["change"] == pytest.approx(200)
    parted = Break(title="New rules", when=period_start("2007/08"), severity="do-not-join")
    world = known(tmp_path, now=3.0)
    world = replace(world, definition=world.definition.model_copy(update={"breaks": {"rules": parted}}))
    (about,) = TOPIC.assess(world)[ABOUT]
    assert about["verdict"] == "cannot be said" and "New rules" in about["note"]


def period_start(name: str) -> object:
    from datetime import date

    return date(period(name).first // 12, 4, 1)


def test_which_offences_make_the_harm_is_told_most_first(tmp_path: Path) -> None:
    rows = TOPIC.assess(known(tmp_path, extra=offences("5", 0, 40)))[CODES]
    assert [row["code"] for row in rows] == ["5", "28A", "46"]
    assert sum(row["share"] for row in rows) == pytest.approx(1)
    assert rows[0]["name"] == "Wounding"


def test_codes_with_few_offences_are_told_only_together_and_never_alone() -> None:
    codes = ("1", "28A", "46", "5")
    weight = np.array([7000.0, 400, 10, 1000])
    rows = code_rows(codes, np.array([1.0, 50, 900, 3]), weight, {}, 39_000.0)
    assert [row["code"] for row in rows] == ["28A", "46", OTHERS] or rows[-1]["code"] == OTHERS
    assert rows[-1]["count"] >= 5 and rows[-1]["weight"] is None
    assert rows[-1]["harm"] is rows[-1]["share"] is None
    alone = code_rows(codes, np.array([1.0, 50, 900, 30]), weight, {}, 66_000.0)
    assert alone[-1]["code"] == OTHERS and alone[-1]["count"] == 31
    assert "1" not in {row["code"] for row in (*rows, *alone)}


@pytest.mark.parametrize("count", [(1, 50, 900, 3), (1, 50, 900, 30), (4, 50, 900, 4), (2, 3, 900, 30)])
def test_number_and_harm_of_the_rest_leave_more_than_one_number_for_each_rare_code(
    tmp_path: Path, count: tuple[int, ...]
) -> None:
    codes = ("1", "28A", "46", "5")
    extra = [row for code, n in zip(codes, count, strict=True) for row in offences(code, 0, n)]
    tables = TOPIC.assess(known(tmp_path, now=0.0, extra=extra))
    year, weights = tables[YEARS][-1], dict(zip(codes, (7000, 400, 10, 1000), strict=True))
    rows = {row["code"]: row for row in tables[CODES]}
    rest = [code for code in codes if code not in rows]
    total = year["score"] - sum(row["harm"] for code, row in rows.items() if code != OTHERS)
    # What an attacker who knows the rounding must hold possible.
    grain = 2 * max(weights[code] for code in rest)
    possible = [
        each
        for each in np.ndindex(*[rows[OTHERS]["count"] + 1] * len(rest))
        if sum(each) == rows[OTHERS]["count"] and all(each)
        and abs(sum(n * weights[code] for n, code in zip(each, rest, strict=True)) - total) <= grain / 2
    ]  # fmt: skip
    for at, code in enumerate(rest):
        true = count[codes.index(code)]
        assert true in {each[at] for each in possible}
        assert len({each[at] for each in possible}) > 1, (code, possible)
    assert year["score"] % grain == 0 and year["value"] == pytest.approx(year["score"] / 40)


def test_a_change_is_that_of_the_scores_as_they_are_told(tmp_path: Path) -> None:
    tables = TOPIC.assess(known(tmp_path, extra=offences("1", 0, 2)))
    before, now = tables[YEARS]
    assert tables[ABOUT][0]["change"] == pytest.approx(100 * (now["value"] / before["value"] - 1))
    assert now["score"] % 14_000 == 0 and before["score"] == 12 * (7 * 400 + 77 * 10)


def test_a_few_offences_without_a_weight_are_counted_with_the_rarer_ones(tmp_path: Path) -> None:
    rare = {"28A": 60, "46": 900, "5": 70, "92E": 3}
    extra = [row for code, n in rare.items() for row in offences(code, 0, n)]
    tables = TOPIC.assess(known(tmp_path, now=0.0, extra=extra))
    assert tables[YEARS][-1]["mapped"] is None
    others = tables[CODES][-1]
    assert (others["code"], others["count"]) == (OTHERS, 63)
    assert others["name"] == "1 rarer offences and what has no weight together"


def test_a_score_that_rests_on_a_few_grave_offences_is_not_told(tmp_path: Path) -> None:
    tables = TOPIC.assess(known(tmp_path, now=0.0, extra=[*offences("1", 0, 1), *offences("46", 0, 5)]))
    now = tables[YEARS][-1]
    assert now["count"] == 6 and now["value"] is now["score"] is now["lower"] is None
    assert tables[ABOUT][0]["verdict"] == "cannot be said"


def test_a_place_whose_harm_is_of_few_offences_is_kept_back_and_never_alone(tmp_path: Path) -> None:
    rows = {row["area_code"]: row for row in TOPIC.assess(known(tmp_path))[PLACES]}
    assert not any(row["suppressed"] for row in rows.values())
    rows = {row["area_code"]: row for row in TOPIC.assess(known(tmp_path, extra=offences("1", 3, 1)))[PLACES]}
    assert rows["N3"]["suppressed"] and rows["N3"]["value"] is None and rows["N3"]["upper"] is None
    assert sum(row["suppressed"] for row in rows.values()) == 2


def test_scores_of_places_are_to_two_figures(tmp_path: Path) -> None:
    for row in TOPIC.assess(known(tmp_path))[PLACES]:
        for name in ("value", "lower", "upper"):
            assert row[name] == float(f"{row[name]:.2g}")


def test_a_year_with_a_missing_month_has_no_score(tmp_path: Path) -> None:
    world = known(tmp_path)
    months = [replace(each, status="missing") if each.month == period("2006/07").first else each
              for each in world.months["offence"]]  # fmt: skip
    tables = TOPIC.assess(replace(world, months={"offence": months}))
    assert [row["period"] for row in tables[YEARS]] == ["2007/08"]
    assert tables[ABOUT][0]["verdict"] == "cannot be said"


def test_without_a_declaration_or_records_nothing_is_said(tmp_path: Path) -> None:
    world = known(tmp_path)
    assert not any(TOPIC.assess(replace(world, cube_of=lambda _: CUBE.empty_table())).values())
    bare = replace(world, definition=world.definition.model_copy(update={"harm": {}}))
    assert not any(TOPIC.assess(bare).values())
