"""Files on domestic abuse as agencies send them: titles above the header, UK dates, a few wrong rows."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wulfrun.example.city import City
from wulfrun.example.domestic_plan import Incident
from wulfrun.example.marac_plan import Referral

INCIDENT_HEADER = (
    "Incident No", "Date Reported", "Victim Ref", "Address Ref", "Suspect Ref", "Crimed", "HO Code", "Risk",
    "Children Present", "Result", "LSOA Code",
)  # fmt: skip
MARAC_HEADER = (
    "Case Number", "Date of Referral", "Victim Ref", "Perpetrator Ref", "Referring Agency", "Date Heard",
    "Repeat Case", "Would Be a Crime", "LSOA Code",
)  # fmt: skip
# The force's own words for risk, said in partnership.toml to be ours.
RISKS = {"standard": "Std", "medium": "Med", "high": "High"}
Cells = list[Any]


def victim_reference(number: int) -> str:
    """The force's reference of a victim."""
    return f"NBV-{number:06d}"


def incident_cells(city: City, each: Incident) -> Cells:
    """An incident as the force writes it down; one in forty has no place, one in twelve no address."""
    who = each.victim
    return [
        f"DI-{each.number:06d}", each.day, victim_reference(who.number) if who else "",
        f"NBA-{who.address:06d}" if who and each.number % 12 else "",
        f"NBS-{who.suspect:06d}" if who and each.number % 9 else "",
        "Y" if each.crime else "N", each.crime, RISKS.get(each.risk, ""), "Y" if each.children else "N",
        ("Arrested" if each.number % 3 else "Charged") if each.crime else "Advice given",
        city.codes[each.lsoa] if each.number % 40 else "",
    ]  # fmt: skip


def wrong_incidents(rows: Sequence[Cells]) -> list[Cells]:
    """Rows as they should not be: a risk nobody knows, no date, a code without a crime."""
    risk, day, code = list(rows[3]), list(rows[7]), list(rows[11])
    risk[0], risk[7] = "DI-990001", "Severe"
    day[0], day[1] = "DI-990002", "not known"
    code[0], code[5], code[6] = "DI-990003", "N", "105A"
    return [risk, day, code]


def referral_cells(city: City, each: Referral) -> Cells:
    """A referral as the conference's co-ordinator writes it down."""
    return [
        f"MARAC-{each.number:04d}", each.day, victim_reference(each.victim), f"NBS-{each.perpetrator:06d}",
        each.agency, each.heard if each.heard <= date(2008, 3, 31) else "", "Y" if each.stated else "N",
        "Y" if each.criminal else "N", city.codes[each.lsoa] if each.lsoa is not None else "",
    ]  # fmt: skip


def csv_file(titles: Sequence[str], header: Sequence[str], rows: Sequence[Cells]) -> str:
    """A CSV file with its titles above the header and days as 31/03/2008."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([title] for title in titles)
    writer.writerow(header)
    writer.writerows([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in rows)
    return out.getvalue()


def workbook(
    author: str, name: str, titles: Sequence[str], header: Sequence[str], rows: Sequence[Cells]
) -> bytes:
    """A workbook with merged titles above its header; the same rows give the same bytes."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": datetime(2008, 5, 19, 9, 0), "author": author})
    sheet, day = book.add_worksheet(name), book.add_format({"num_format": "dd/mm/yyyy"})
    for number, title in enumerate(titles):
        sheet.merge_range(number, 0, number, 6, title, None)
    for column, cell in enumerate(header):
        sheet.write(len(titles) + 1, column, cell)
    for number, row in enumerate(rows, len(titles) + 2):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
            elif cell != "":
                sheet.write(number, column, cell)
    book.close()
    return content.getvalue()
