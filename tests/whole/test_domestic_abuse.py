"""Domestic abuse in the example city: recounted from the files by another route, and never with a name."""

import base64
import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import html5lib
import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.whole.conftest import definition_of
from wulfrun.build import build
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.release import Release
from wulfrun.example.folder import write_example

pytestmark = pytest.mark.xdist_group("whole")

REFERENCE = re.compile(rb"NB[VAS]-\d{6}|SVC-\d{6}|MARAC-\d{4}|DI-\d{6}")
YEARS = ("2004/05", "2005/06", "2006/07", "2007/08")
OTHER = {
    "domestic_reports_change": -10.0, "obtj_change": -8.0, "repeat_share": 22.0, "marac_repeat_share": 8.0,
}  # fmt: skip
Cells = dict[str, object]


@pytest.fixture(scope="session")
def otherwise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same city with other truths; of the data only what is about domestic abuse."""
    folder = tmp_path_factory.mktemp("otherwise") / "northbank"
    write_example(folder, 2008, OTHER, cites=False)
    kept = ("domestic-incidents", "marac", "obtj", "referrals")
    for path in (folder / "data").rglob("*"):
        if path.is_file() and "home_office" not in path.parts and not path.name.startswith(kept):
            path.unlink()
    build(folder, definition_of(folder))
    return folder


def table(path: Path, first: str) -> Iterator[Cells]:
    """Rows under the header that begins with a word, days as days; read without any of the readers."""
    if path.suffix == ".xlsx":
        rows = [list(row) for row in openpyxl.load_workbook(path).worksheets[0].values]
    else:
        rows = [list(row) for row in csv.reader(io.StringIO(path.read_text("utf-8")))]
    at = next(place for place, row in enumerate(rows) if row and row[0] == first)
    for row in rows[at + 1 :]:
        yield dict(zip(map(str, rows[at]), ("" if cell is None else cell for cell in row), strict=True))


def day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    try:
        return datetime.strptime(str(cell), "%d/%m/%Y").date()
    except ValueError:
        return None


def year(when: date) -> str:
    start = when.year - (when.month < 4)
    return f"{start}/{(start + 1) % 100:02d}"


def within(before: date, after: date) -> bool:
    """By the calendar: not later than the same day of the next year."""
    return (after.year, after.month, after.day) <= (before.year + 1, before.month, before.day)


def incidents(folder: Path) -> list[Cells]:
    found: dict[str, Cells] = {}
    for path in sorted((folder / "data" / "police").glob("domestic-incidents-*")):
        for row in table(path, "Incident No"):
            right = day(row["Date Reported"]) and row["Risk"] in ("Std", "Med", "High", "")
            if right and not (row["Crimed"] == "N" and row["HO Code"]):
                found.setdefault(str(row["Incident No"]), row)
    return list(found.values())


def repeats(folder: Path, column: str) -> dict[str, tuple[int, int]]:
    """By year: incidents whose victim (address) had another before in 12 months, and all that name one."""
    own: dict[str, list[date]] = defaultdict(list)
    for row in incidents(folder):
        if row[column] and (when := day(row["Date Reported"])):
            own[str(row[column])].append(when)
    again: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for days in own.values():
        for place, when in enumerate(sorted(days)):
            every[year(when)] += 1
            again[year(when)] += any(within(before, when) for before in sorted(days)[:place])
    return {name: (again[name], every[name]) for name in YEARS}


def figures(folder: Path, measure: str) -> dict[str, dict[str, str]]:
    with (folder / "out" / "figures.csv").open(encoding="utf-8") as file:
        return {
            row["period"]: row
            for row in csv.DictReader(file)
            if (row["measure"], row["area_level"]) == (measure, "partnership")
        }


def planted(folder: Path) -> dict[str, dict[str, dict[str, int]]]:
    told = json.loads((folder / "example-truths.json").read_text("utf-8"))
    return dict(told["agencies"]["domestic"])


def target(folder: Path, name: str) -> str:
    with (folder / "out" / "targets.csv").open(encoding="utf-8") as file:
        return next(row["status"] for row in csv.DictReader(file) if row["target"] == name)


def words(folder: Path) -> str:
    text = (folder / "out" / "site" / "topics" / "domestic.html").read_text("utf-8")
    main = html5lib.parse(text, namespaceHTMLElements=False).find(".//main")
    return " ".join("".join(main.itertext()).split())


@pytest.mark.parametrize(
    ("measure", "column"),
    [("domestic-repeat-victimisation", "Victim Ref"), ("domestic-repeat-addresses", "Address Ref")],
)
def test_repeats_are_what_plain_counting_of_the_files_gives(usual: Path, measure: str, column: str) -> None:
    shown, counted = figures(usual, measure), repeats(usual, column)
    for name in YEARS:
        again, every = counted[name]
        assert (float(shown[name]["numerator"]), float(shown[name]["denominator"])) == (again, every)


def test_incidents_and_repeats_are_those_that_were_planted(usual: Path) -> None:
    told = planted(usual)["incidents"]
    shown = figures(usual, "domestic-incidents")
    assert {name: float(shown[name]["value"]) for name in told["incidents"]} == told["incidents"]
    high = figures(usual, "domestic-incidents-high-risk")
    assert {name: float(high[name]["value"]) for name in told["high_risk"]} == told["high_risk"]
    share = figures(usual, "domestic-repeat-victimisation")
    assert {name: float(share[name]["numerator"]) for name in YEARS} == {
        name: told["repeats"][name] for name in YEARS
    }
    assert float(share["2007/08"]["value"]) == pytest.approx(38.0, abs=0.02)


def test_the_year_before_anybody_could_be_a_repeat_has_no_figure_and_no_low_rate(usual: Path) -> None:
    row = figures(usual, "domestic-repeat-victimisation")["2003/04"]
    assert row["value"] == "" and "lacks the year before" in row["note"]
    assert figures(usual, "marac-repeats-criminal")["2005/06"]["value"] == ""


def test_marac_repeats_are_recounted_by_the_definition_of_the_time(usual: Path) -> None:
    last: dict[tuple[object, object], date] = {}
    again: Counter[str] = Counter()
    every: Counter[str] = Counter()
    rows = list(table(usual / "data" / "police" / "marac-referrals.xlsx", "Case Number"))[:-1]
    for row in rows:
        when, pair = day(row["Date of Referral"]), (row["Victim Ref"], row["Perpetrator Ref"])
        assert when is not None
        every[year(when)] += 1
        if pair in last and within(last[pair], when) and row["Would Be a Crime"] == "Y":
            again[year(when)] += 1
        last[pair] = when
    shown = figures(usual, "marac-repeats-criminal")
    for name in ("2006/07", "2007/08"):
        assert (float(shown[name]["numerator"]), float(shown[name]["denominator"])) == (
            again[name],
            every[name],
        )
        assert planted(usual)["marac"]["repeats_criminal"][name] == again[name]
    assert figures(usual, "marac-repeats") == {}
    both = {
        (row["period"], row["definition"]): row
        for row in Release(usual / "store" / "current").rows("marac_repeats")
    }
    assert both["2007/08", "any further abuse"]["repeats"] == planted(usual)["marac"]["repeats"]["2007/08"]


def test_the_agencys_own_word_for_repeats_is_told_to_disagree_where_it_does(usual: Path) -> None:
    wrong = planted(usual)["marac"]["stated_wrong"]
    notes = [row["found"] for row in Release(usual / "store" / "current").rows("quality")]
    assert any(f"the agency and the dates disagree on {wrong}" in note for note in notes)


def test_offences_are_brought_to_justice_once_and_services_see_others(usual: Path) -> None:
    told = planted(usual)
    for measure, counts in (
        ("domestic-brought-to-justice", told["justice"]["domestic"]),
        ("offences-brought-to-justice", told["justice"]["all"]),
        ("domestic-service-referrals", told["services"]["referrals"]),
        ("domestic-service-clients", told["services"]["people"]),
    ):
        shown = figures(usual, measure)
        assert {name: float(shown[name]["value"]) for name in counts} == counts, measure
    silent = figures(usual, "domestic-police-not-told")
    assert {
        name: float(row["numerator"]) for name, row in silent.items() if name in told["services"]["people"]
    } == (told["services"]["police_not_told"])


def test_the_targets_are_met_where_they_were_and_missed_where_they_were_not(
    usual: Path, otherwise: Path
) -> None:
    names = ("domestic-incidents", "domestic-brought-to-justice", "domestic-repeats")
    assert [target(usual, name) for name in names] == ["achieved", "achieved", "not achieved"]
    assert [target(otherwise, name) for name in names] == ["not achieved", "not achieved", "achieved"]


def test_the_page_says_what_was_planted_and_something_else_where_that_was(
    usual: Path, otherwise: Path
) -> None:
    here, there = words(usual), words(otherwise)
    assert "rose by 25.0%, from 2,400 incidents in 2003/04 to 3,000 in 2007/08" in here
    assert "fell by 10.0%, from 2,400 incidents in 2003/04 to 2,160 in 2007/08" in there
    assert "rose by 25.0%" not in there
    assert "38.0% (95% interval" in here and "22.0% (95% interval" in there
    assert "rose by 18.0%, from 400 offences" in here
    assert "No clear change in domestic abuse offences brought to justice, from 400 offences" in there
    for text in (here, there):
        assert "More reports are the aim" in text and "they must not be added" in text
        assert "999" in text and "last referral" in text


def test_the_restricted_list_names_those_whom_plain_counting_finds(usual: Path) -> None:
    end = date(2008, 3, 31)
    own: Counter[str] = Counter()
    for row in incidents(usual):
        when = day(row["Date Reported"])
        if row["Victim Ref"] and when and within(when, end):
            own[str(row["Victim Ref"])] += 1
    seal = Seal.of_folder(usual)
    path = usual / "store" / "current" / "restricted" / "lists" / "earlier-intervention.parquet"
    listed = {seal.opened(row["sealed"]): row for row in pq.read_table(path).to_pylist()}
    many = {who for who, row in listed.items() if "incidents in 12 months" in row["why"]}
    assert many == {who for who, n in own.items() if n >= 3} and len(many) > 20
    assert all(row["incidents_12_months"] == own[who] for who, row in listed.items())


def test_no_reference_and_no_pseudonym_stands_in_any_published_byte(usual: Path) -> None:
    seal = Seal.of_folder(usual)
    references = {
        str(row[name]) for row in incidents(usual) for name in ("Victim Ref", "Suspect Ref", "Address Ref")
    }
    numbers = {str(seal.who(each)).encode() for each in references - {""}}
    hashes = {seal.keyed("address_reference", each).encode() for each in references - {""}}
    sealed = {seal.sealed(each) for each in references - {""}}
    assert len(numbers) > 5000
    looked = 0
    for path in (usual / "out").rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path.suffix == ".parquet":
            content = str(pq.read_table(path).to_pylist()).encode()
        looked += 1
        assert not REFERENCE.search(content), path
        assert numbers.isdisjoint(re.findall(rb"\d{12,}", content)), path
        assert hashes.isdisjoint(re.findall(rb"[0-9a-f]{64}", content)), path
        assert b"earlier-intervention" not in content, path
        for each in sorted(sealed)[:10]:
            assert each not in content and base64.b64encode(each) not in content, path
    assert looked > 500
    refused = b"".join(
        path.read_bytes() for path in (usual / "store" / "refused").glob("*domestic-incidents*")
    )
    assert b"withheld" in refused and not REFERENCE.search(refused)


def test_the_store_keeps_no_reference_in_clear(usual: Path) -> None:
    for path in (usual / "store" / "records").rglob("*.parquet"):
        content = str(pq.read_table(path).to_pylist()).encode()
        assert not re.search(rb"NB[VAS]-\d{6}|SVC-\d{6}", content), path
