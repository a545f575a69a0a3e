"""A place beside those most like it: the published average, rank, verdict, direction, and a year ago."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from wulfrun.assessment.peer_groups import peers_at
from wulfrun.assessment.topics.peers import TOPIC
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.geography.areas import Geography, member_rows
from wulfrun.data.tables import CUBE, EXPOSURE, FIGURES
from wulfrun.definition.comparison import Comparison
from wulfrun.definition.model import Definition, Measure, Partnership, Where
from wulfrun.figures.book import FigureBook
from wulfrun.words.errors import DataError
from wulfrun.words.periods import period

# domain.md, section 9: counts and people of four areas; unweighted 104.8, pooled 82.4 per 1,000.
COUNTS = {"Northbank": 24000, "Alton": 9000, "Great Wenlow": 30000, "London, City of": 12000}
PEOPLE = {"Northbank": 240_000, "Alton": 60_000, "Great Wenlow": 500_000, "City of London": 110_000}
LIST = {"members": ["Alton", "Great Wenlow", "City of London"], "source": "Drawn up for a test, 2007"}


def _known(folder: Path, counts: dict[str, int] = COUNTS, last_year: float = 1.0, **changed: object) -> Known:
    lines = ["name,people,score", *(f'"{name}",{n},{n / 9}' for name, n in PEOPLE.items())]
    (folder / "people.csv").write_text("\n".join(lines), "utf-8")
    usual = {
        "title": "Similar", "record": "national-csp", "area": "Northbank", "measures": ["theft"],
        "residents": [{"file": "people.csv", "area": "name", "value": "people", "year": 2007}],
        "lists": [LIST],
    }  # fmt: skip
    definition = Definition(
        partnership=Partnership(name="N", area_name="Northbank", area_codes=("E1",)),
        measure={"theft": Measure(title="Theft", of="offence", where=Where(code=("45",)))},
        comparison={"similar": Comparison.model_validate({**usual, **changed})},
    )
    cube = _cube(counts, last_year)
    return Known(
        definition, folder, FigureBook(FIGURES.empty_table()), period("2007/08").last,
        Geography((), (), member_rows([]), "E1"), EXPOSURE.empty_table(), {}, (),
        lambda record: cube if record == "national-csp" else CUBE.empty_table(),
    )  # fmt: skip


def _cube(counts: dict[str, int], last_year: float) -> pa.Table:
    from wulfrun.data.sources._national import place

    rows = []
    for year, share in (("2006/07", last_year), ("2007/08", 1.0)):
        for month in period(year).months:
            if month % 3 == 2:
                for name, n in counts.items():
                    n = round(n * (share if name == "Northbank" else 1) / 4)
                    rows += [
                        {"record": "national-csp", "code": code, "flags": 0, "month": month,
                         "area": place(name), "file": "f", "n": each}
                        for code, each in (("45", n), ("28A", 7))
                    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=CUBE)


def _verdict(known: Known) -> dict[str, object]:
    (row,) = TOPIC.assess(known)["peer_verdicts"]
    return dict(row)


def test_the_average_is_the_mean_of_the_members_rates_not_the_pooled_one(tmp_path: Path) -> None:
    """Trap 1: the two are not interchangeable."""
    found = _verdict(_known(tmp_path))
    assert found["average"] == pytest.approx(104.7727, abs=1e-4)
    assert _verdict(_known(tmp_path, average="pooled"))["average"] == pytest.approx(82.4176, abs=1e-4)
    assert found["average_kind"] == "mean of rates"


def _suppressed(known: Known, below: int) -> Known:
    measure = known.definition.measure["theft"].model_copy(update={"suppress_below": below})
    return replace(known, definition=known.definition.model_copy(update={"measure": {"theft": measure}}))


@pytest.mark.parametrize("last_year", [1.0, 5.0, 0.0])
def test_what_the_own_figures_keep_back_is_not_told_by_the_national_table(
    tmp_path: Path, last_year: float
) -> None:
    few = _known(tmp_path, {**COUNTS, "Northbank": 4}, last_year)
    assert not any(TOPIC.assess(_suppressed(few, 5)).values())
    assert TOPIC.assess(_suppressed(few, 0))["peer_verdicts"]
    earlier = _known(tmp_path, {**COUNTS, "Northbank": 40}, 0.1)
    assert not any(TOPIC.assess(_suppressed(earlier, 5)).values())


def test_a_direction_of_quarters_that_are_kept_back_is_not_told(tmp_path: Path) -> None:
    quarters = _known(tmp_path, {**COUNTS, "Northbank": 16})
    told = _verdict(quarters)
    assert told["direction"] != "cannot be said"
    kept = _verdict(_suppressed(quarters, 5))
    assert kept["direction"] == "cannot be said" and "direction_ratio" not in kept and kept["rank"]


def test_rank_counts_from_the_lowest_rate_and_a_year_ago_is_told(tmp_path: Path) -> None:
    found = _verdict(_known(tmp_path, last_year=2.0))
    assert (found["rank"], found["of"], found["rank_before"], found["period_before"]) == (2, 4, 4, "2006/07")
    assert (found["direction"], found["quarter"]) == ("clearly improving", "2007/08 Q4")
    assert found["direction_ratio"] == pytest.approx(0.5)


def test_a_place_far_from_its_peers_is_told_by_the_measures_own_direction_of_good(tmp_path: Path) -> None:
    alike = {"Northbank": 24000, "Alton": 3000, "Great Wenlow": 25000, "London, City of": 5500}
    alike |= {f"Other {letter}": n for letter, n in zip("ABCD", (5100, 4900, 5000, 5050), strict=True)}
    members = ["Alton", "Great Wenlow", "City of London", "Other A", "Other B", "Other C", "Other D"]
    known = _known(tmp_path, alike, lists=[{**LIST, "members": members}])
    text = "".join(f"Other {letter},100000,1\n" for letter in "ABCD")
    (tmp_path / "people.csv").write_text((tmp_path / "people.csv").read_text("utf-8") + "\n" + text, "utf-8")
    assert _verdict(known)["verdict"] == "worse"
    assert _verdict(known)["quartile"] == 4
    better = {"theft": known.definition.measure["theft"].model_copy(update={"better": "higher"})}
    turned = replace(known, definition=known.definition.model_copy(update={"measure": better}))
    assert _verdict(turned)["verdict"] == "better"


def test_a_list_holds_only_for_its_time(tmp_path: Path) -> None:
    lists = [
        {**LIST, "valid_to": date(2007, 3, 31)},
        {**LIST, "members": ["Alton", "City of London"], "valid_from": date(2007, 4, 1)},
    ]
    known = _known(tmp_path, lists=lists)
    places = ("northbank", "alton", "great wenlow", "city of london")
    comparison = known.definition.comparison["similar"]
    assert len(peers_at(comparison, tmp_path, places, period("2006/07")).members) == 4
    assert peers_at(comparison, tmp_path, places, period("2007/08")).members == (
        "northbank",
        "alton",
        "city of london",
    )


def test_without_a_list_a_group_is_proposed_and_says_that_it_is(tmp_path: Path) -> None:
    propose = {
        "others": 3,
        "variables": [{"title": "Score", "file": "people.csv", "area": "name", "value": "score"}],
    }
    known = _known(tmp_path, lists=[], propose=propose)
    group = TOPIC.assess(known)["peer_groups"]
    assert [row["place"] for row in group] == ["Northbank", "City of London", "Alton", "Great Wenlow"]
    assert all(row["proposed"] for row in group)
    assert "Proposed by Wulfrun" in group[0]["source"] and "Score (weight 1)" in group[0]["source"]
    assert group[0]["distance"] == 0 < group[1]["distance"] < group[2]["distance"]


def test_a_place_of_which_less_is_known_is_not_proposed_before_those_that_are_known(tmp_path: Path) -> None:
    column = {"file": "people.csv", "area": "name"}
    variables = [{"title": "Score", "value": "score", **column}, {"title": "More", "value": "more", **column}]
    known = _known(tmp_path, lists=[], propose={"others": 3, "variables": variables})
    more = {"Northbank": "1", "Alton": "9", "Great Wenlow": "8", "City of London": ":"}
    counts = COUNTS | {"Derwick": 5000}
    lines = ["name,people,score,more"]
    lines += [f'"{name}",{n},{n / 9},{more[name]}' for name, n in PEOPLE.items()] + ["Derwick,90000,7,7"]
    (tmp_path / "people.csv").write_text("\n".join(lines), "utf-8")
    cube = _cube(counts, 1.0)
    group = TOPIC.assess(replace(known, cube_of=lambda record: cube))["peer_groups"]
    assert "City of London" not in {row["place"] for row in group}
    assert len(group) == 4


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"area": "Northbnk"}, "no place called 'Northbnk'. Did you mean 'northbank'"),
        ({"lists": [{**LIST, "members": ["Leeds"]}]}, "no place called 'Leeds'"),
        ({"lists": []}, "no list of peers holds in 2007/08"),
    ],
)
def test_a_group_that_cannot_be_made_is_told(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        TOPIC.assess(_known(tmp_path, **changed))


def test_a_member_whose_residents_nobody_knows_is_left_out_and_named(tmp_path: Path) -> None:
    known = _known(tmp_path)
    text = (tmp_path / "people.csv").read_text("utf-8").replace('"Alton",60000', '"Alton",:')
    (tmp_path / "people.csv").write_text(text, "utf-8")
    found = _verdict(known)
    assert (found["of"], "Alton" in str(found["note"])) == (3, True)


def test_without_a_national_table_nothing_is_said(tmp_path: Path) -> None:
    known = replace(_known(tmp_path), cube_of=lambda record: CUBE.empty_table())
    assert not any(TOPIC.assess(known).values())
