"""Home Office workbooks by Community Safety Partnership, in each of the shapes they have had."""

from pathlib import Path
from typing import Any

import pytest
from workbooks import ods, workbook

from wulfrun.data.layout import Found, NotThisLayout, RefusedRow
from wulfrun.data.sources.recorded_crime_csp import LAYOUT
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

OLD = [
    "Financial Year",
    "Financial Quarter",
    "Force Name",
    "CSP Name",
    "Offence Description",
    "Offence Group",
    "Offence Subgroup",
    "Offence Code",
    "Number of Offences",
]
NEW = [*OLD[:-1], "Offence Count"]
NOTES: list[list[Any]] = [["Police recorded crime"], ["Updated 2024"]]


def source(*areas: str) -> Source:
    return Source(layout="recorded-crime-csp", agency="police", areas=areas)


def line(
    year: Any, quarter: Any, area: str, code: Any, count: Any, force: str = "West Midlands"
) -> list[Any]:
    return [
        year,
        quarter,
        force,
        area,
        "Burglary in a dwelling",
        "Theft offences",
        "Domestic burglary",
        code,
        count,
    ]


def read(path: Path, asked: Source) -> list[Found]:
    return [found for _, row in LAYOUT.opens(path, asked) if (found := LAYOUT.accepts(row, asked))]


def brief(found: list[Found]) -> list[tuple[int, str, str, int]]:
    return [(each.month, each.code, each.area, each.n) for each in found]


def test_the_first_workbooks_have_a_sheet_a_year_with_a_dash(tmp_path: Path) -> None:
    sheets = {
        "Notes": NOTES,
        "2002-03": [
            OLD,
            line("2002/03", 1, "Wolverhampton", 28, 143),
            line("2002/03", 4, "Walsall", "28A", 9),
        ],
        "2003-04": [OLD, line("2003/04", 4, "Wolverhampton", "37.2", 7)],
    }
    path = workbook(tmp_path / "prc-csp-0203-to-0607-tabs.xlsx", sheets)
    assert LAYOUT.recognises(path, first_characters(path))
    assert brief(read(path, source("Wolverhampton"))) == [
        (month_index("2002-06"), "28", "Wolverhampton", 143),
        (month_index("2004-03"), "37.2", "Wolverhampton", 7),
    ]


def test_newer_workbooks_have_an_underscore_other_headers_and_words_for_quarters(tmp_path: Path) -> None:
    sheets = {"2015_16": [["Table"], [], NEW, line("2015/16", "Q2", "Wolverhampton", "105A", "1,234")]}
    path = workbook(tmp_path / "prc-csp-mar16-dec24-tables-240425.xlsx", sheets)
    assert brief(read(path, source("Wolverhampton"))) == [
        (month_index("2015-09"), "105A", "Wolverhampton", 1234)
    ]


def test_the_open_document_editions_say_the_same(tmp_path: Path) -> None:
    rows = [line("2020/21", 3, "Wolverhampton", "8N", 5), line("2020/21", 4, "Wolverhampton", 104, -2)]
    path = ods(tmp_path / "prc-csp-mar21-sep25-tables-290126.ods", {"Cover": NOTES, "2020_21": [NEW, *rows]})
    assert LAYOUT.recognises(path, first_characters(path))
    assert brief(read(path, source("Wolverhampton"))) == [
        (month_index("2020-12"), "8N", "Wolverhampton", 5),
        (month_index("2021-03"), "104", "Wolverhampton", -2),
    ]


def test_where_the_year_is_no_column_the_sheet_is_the_year(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "prc-csp-a.xlsx", {"2007-08": [NEW[1:], line("", 2, "Wolverhampton", "45", 3)[1:]]}
    )
    assert brief(read(path, source())) == [(month_index("2007-09"), "45", "Wolverhampton", 3)]


def test_a_partnership_whose_spelling_changed_is_one_and_keeps_the_name_as_published(tmp_path: Path) -> None:
    rows = [
        NEW,
        line("2015/16", 1, "London, City of", "45", 1),
        line("2015/16", 2, "City of London", "45", 2),
    ]
    path = workbook(tmp_path / "prc-csp-a.xlsx", {"2015_16": rows})
    assert [each.area for each in read(path, source("City of London"))] == [
        "London, City of",
        "City of London",
    ]


def test_a_name_that_never_occurs_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "prc-csp-a.xlsx", {"2015_16": [NEW, line("2015/16", 1, "Wolverhampton", "45", 1)]}
    )
    with pytest.raises(NotThisLayout, match=r"no row is of 'Wolverhamton'. Did you mean 'Wolverhampton'\?"):
        read(path, source("Wolverhamton"))
    assert read(path, source("Wolverhamton", "Wolverhampton")), "one of several spellings is enough"


def test_the_same_cell_in_two_editions_has_one_key(tmp_path: Path) -> None:
    first = workbook(
        tmp_path / "prc-csp-a.xlsx", {"2015_16": [NEW, line("2015/16", 1, "Wolverhampton", "45", 1)]}
    )
    second = workbook(
        tmp_path / "prc-csp-b.xlsx", {"2015_16": [NEW, line("2015/16", "1", "Wolverhampton", 45, 2)]}
    )
    assert len({each.key for path in (first, second) for each in read(path, source())}) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (line("2015/17", 1, "X", "45", 1), "did you mean 2015/16"),
        (line("2015", 1, "X", "45", 1), "expected one such as 2003/04"),
        (line("2015/16", 5, "X", "45", 1), "Financial quarter is '5'"),
        (line("2015/16", 1, "X", "", 1), "Offence Code is missing"),
        (line("2015/16", 1, "", "45", 1), "CSP Name is missing"),
        (line("2015/16", 1, "X", "45", "[x]"), "Offence Count is missing"),
        (line("2015/16", 1, "X", "45", 1.5), "expected a whole number"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused(tmp_path: Path, row: list[Any], reason: str) -> None:
    path = workbook(tmp_path / "prc-csp-a.xlsx", {"2015_16": [NEW, row]})
    with pytest.raises(RefusedRow, match=reason):
        read(path, source())


def test_a_workbook_whose_columns_changed_names_the_sheet(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "prc-csp-a.xlsx",
        {"2015_16": [[*NEW[:-1], "Offence Counter"], line("2015/16", 1, "X", "45", 1)]},
    )
    with pytest.raises(NotThisLayout, match=r"sheet '2015_16' has no column 'Offence Count'"):
        read(path, source())


def test_the_same_table_saved_as_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "csp.csv"
    path.write_text(
        ",".join(NEW) + "\n" + ",".join(map(str, line("2015/16", 1, "Wolverhampton", "45", 1))) + "\n"
    )
    assert LAYOUT.recognises(path, first_characters(path))
    assert brief(read(path, source("Wolverhampton"))) == [(month_index("2015-06"), "45", "Wolverhampton", 1)]
