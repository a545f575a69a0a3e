"""The council's yearly exports of complaints as its system writes them, with a few bad rows."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

HEADS = (
    "Case reference", "Request type", "Date received", "Easting", "Northing", "Neighbourhood",
    "Racially offensive", "Contact channel", "Linked case",
)  # fmt: skip
_WORKBOOKS = ("2005/06", "2007/08")
_REPEATED, _LINKED = 3, 2

Cells = list[str | int | date]


@dataclass(frozen=True)
class Complaint:
    """One complaint; x and y are 0 where there is no point, `placed` says whether its area is known."""

    code: str
    words: str
    month: int
    day: int
    x: int
    y: int
    neighbourhood: str
    placed: bool
    racist: bool
    channel: str

    @property
    def received(self) -> date:
        """The day it reached the council."""
        return date(self.month // 12, self.month % 12 + 1, self.day)


def written(year: str, complaints: Sequence[Complaint]) -> tuple[str, str | bytes, dict[str, int]]:
    """A year's file: its name, its content, and what its receipt must say."""
    rows = [_row(year, number, each) for number, each in enumerate(complaints, 1)]
    pointed = [row for row in rows if row[3]]
    again = [list(row) for row in pointed[:_REPEATED]]
    linked = []
    for number, row in enumerate(pointed[10 : 10 + _LINKED], 1):
        # A neighbour complains of the same thing: a case of its own, joined to the first.
        linked.append([f"{row[0]}/{number}", *row[1:-1], str(row[0])])
    bad = _bad(year)
    receipt = {
        "rows_read": len(rows) + _REPEATED + _LINKED + len(bad),
        "accepted": len(rows),
        "duplicate": _REPEATED + _LINKED,
        "refused": len(bad),
        "unplaced": sum(not each.placed for each in complaints),
    }
    whole = [*rows, *again, *linked, *bad]
    name = f"complaints-{year.replace('/', '-')}"
    if year in _WORKBOOKS:
        return f"{name}.xlsx", _workbook(year, whole), receipt
    return f"{name}.csv", _csv(year, whole), receipt


def _row(year: str, number: int, each: Complaint) -> Cells:
    return [
        f"ENV/{year[2:4]}/{number:06d}",
        each.words,
        each.received,
        each.x or "",
        each.y or "",
        each.neighbourhood if each.placed and not each.x else "",
        ("Y" if each.racist else "N") if each.code == "graffiti" else "",
        each.channel,
        "",
    ]


def _bad(year: str) -> list[Cells]:
    start = int(year[:4])
    head = f"ENV/{year[2:4]}/X"
    return [
        [f"{head}1", "Graffiti removal", f"31/02/{start + 1}", "", "", "", "N", "Phone", ""],
        [f"{head}2", "Sinkhole", date(start, 6, 1), "", "", "", "", "Phone", ""],
        [f"{head}3", "Dog fouling", date(start, 7, 2), "", "", "Elsewhere Road", "", "Email", ""],
        [f"{head}4", "", date(start, 8, 3), "", "", "", "", "Phone", ""],
    ]


def _titles(year: str) -> tuple[str, str]:
    return (f"Northbank City Council: street services cases {year}", "Exported from the case system")


def _csv(year: str, rows: Sequence[Cells]) -> str:
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n").writerow
    for title in _titles(year):
        write([title, *[""] * (len(HEADS) - 1)])
    write(HEADS)
    for row in rows:
        write([f"{each:%d/%m/%Y}" if isinstance(each, date) else each for each in row])
    return out.getvalue()


def _workbook(year: str, rows: Sequence[Cells]) -> bytes:
    """A sheet with a title merged over the columns, dates as Excel keeps them, thousands separators off."""
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    book.set_properties({"created": datetime(int(year[:4]) + 1, 4, 15)})
    sheet, dated = book.add_worksheet("Cases"), book.add_format({"num_format": "dd/mm/yyyy"})
    for line, title in enumerate(_titles(year)):
        sheet.merge_range(line, 0, line, len(HEADS) - 1, title)
    sheet.write_row(3, 0, HEADS)
    for line, row in enumerate(rows, 4):
        for place, each in enumerate(row):
            if isinstance(each, date):
                sheet.write_datetime(line, place, datetime(each.year, each.month, each.day), dated)
            elif each != "":
                sheet.write(line, place, each)
    book.close()
    return whole.getvalue()
