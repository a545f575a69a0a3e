"""Indices of deprivation by LSOA: the overall index with its rank, its tenth of England and its score."""

import re
from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.sheet_rows import SHEET
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import needed, number, text
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.text_rows import BROKEN
from wulfrun.definition.model import Source
from wulfrun.words.places import is_lsoa

LSOA, RANK, DECILE, SCORE, EDITION = "lsoa", "rank", "decile", "score", "edition"
_INDEX = "Index of Multiple Deprivation (IMD)"
# LSOAs of England in each set of boundaries: of 2001, 2011 and 2021.
_MOST = 33_755
# imd2019_england..., IMD2019, IoD_2025: the year after the name of the index, or alone.
_EDITION = re.compile(r"(?:imd|iod|id)[\s_-]*((?:19|20)\d{2})", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")

FIELDS = (
    Field(
        LSOA, "LSOA of the boundaries of the index's own time: of 2001, 2011 or 2021", True, "E01010410",
        "code",
        aliases=("LSOA code (2021)", "LSOA code (2011)", "LSOA code (2001)", "lsoa21_code", "lsoa11_code",
                 "lsoa01_code", "LSOA CODE", "lsoa code", "LSOA01CD", "LSOA11CD", "LSOA21CD"),
    ),
    Field(
        RANK, "Rank in England, 1 = most deprived", True, "1204", "whole number", "rank",
        aliases=(f"{_INDEX} Rank", f"{_INDEX} Rank (where 1 is most deprived)", "IMD_rank", "IMD rank",
                 "RANK OF IMD (where 1 is most deprived)", "Index of hardship (invented) Rank",
                 "Index of Multiple Deprivation Rank"),
    ),
    Field(
        DECILE, "Tenth of England's LSOAs, 1 = most deprived", False, "1", "whole number", "tenth",
        aliases=(f"{_INDEX} Decile",
                 f"{_INDEX} Decile (where 1 is most deprived 10% of LSOAs)", "IMD_decile", "IMD decile",
                 "Index of hardship (invented) Decile", "Index of Multiple Deprivation Decile"),
    ),
    Field(
        SCORE, "Score, higher = more deprived", False, "45.2", "number", "points",
        aliases=(f"{_INDEX} Score", "IMD_score", "IMD score", "IMD SCORE",
                 "Index of hardship (invented) Score", "Index of Multiple Deprivation Score"),
    ),
    Field(
        EDITION, "Year of the edition; else the name of the sheet or file says it", False, "2019",
        "whole number", "year",
    ),
)  # fmt: skip
_table = _agency_table.opens(FIELDS, "an index of deprivation by LSOA")


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows with their edition; NotThisLayout where nothing says which year the index is of."""
    for line, row in _table(path, source):
        if BROKEN not in row and not text(row, EDITION):
            row = {**row, EDITION: edition_of(row.get(SHEET, ""), path.name)}
            if not row[EDITION]:
                raise NotThisLayout(
                    f"{path.name} does not say of which year the index is. Put it into the file's name "
                    "(imd2019_...), or add a column 'edition' with the year."
                )
        yield line, row


def edition_of(*names: str) -> str:
    """The year of an index as the names of its sheet and file say it; '' where they say none, or several.

    >>> edition_of("IMD2019", "File_1.xlsx"), edition_of("", "imd2010_england_lsoa01.csv.gz")
    ('2019', '2010')
    """
    for pattern in (_EDITION, _YEAR):
        for name in names:
            found = set(pattern.findall(name))
            if len(found) == 1:
                return str(found.pop())
    return ""


def accepts(row: Row, source: Source) -> Found | None:
    """How deprived one LSOA is by one edition; a row of Wales or of no LSOA is refused."""
    whole_row(row)
    area, year = needed(text(row, LSOA), LSOA), text(row, EDITION)
    if not is_lsoa(area):
        raise RefusedRow(f"lsoa is '{area}'; expected one such as E01010410")
    if not (year.isascii() and year.isdigit() and 1991 <= int(year) <= 2060):
        raise RefusedRow(f"edition is '{year}'; expected a year such as 2019")
    rank = _whole_between(row, RANK, _MOST)
    decile = _whole_between(row, DECILE, 10) if text(row, DECILE) else None
    score = number(row, SCORE)
    said = {"lsoa": area, "rank": str(rank), "source": source.title or source.agency}
    if decile is not None:
        said["decile"] = str(decile)
    if score is not None:
        said["score"] = str(score)
    return Found(
        month=(int(year) + 1) * 12 + 2, code=f"imd-{year}", key=f"imd-{year} {area} {rank}", lsoa=area,
        more=said,
    )  # fmt: skip


def _whole_between(row: Row, field: str, most: int) -> int:
    found = needed(number(row, field), field)
    if found != int(found) or not 1 <= found <= most:
        raise RefusedRow(f"{field} is '{text(row, field)}'; expected a whole number from 1 to {most:,}")
    return int(found)


LAYOUT = Layout(
    name="deprivation",
    title="Index of Multiple Deprivation by LSOA: rank, tenth and score",
    record="deprivation",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, (DECILE,)),
    opens=opens,
    accepts=accepts,
    time="year",
    publisher="Ministry of Housing, Communities and Local Government: English Indices of Deprivation",
    law="Open Government Licence v3.0",
    events=True,
    open=True,
)
