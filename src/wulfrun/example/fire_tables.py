"""The published table of deliberate fires in the example: invented fire authorities, Northbank among them."""

import io
from collections.abc import Mapping
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.totals import YEARS

Whole = NDArray[np.int64]

PATH = "data/fire/published-deliberate-fires.xlsx"
# Invented authorities: how many times Northbank's fires each has, and its change over the five years.
OTHERS = {
    "Eastmoor": (0.8, -0.08),
    "Harbourshire": (1.9, -0.14),
    "Saltmarsh": (0.5, 0.02),
    "Upper Vale": (1.2, -0.22),
}
# Northbank's published figures were cut off before the last few incidents of each year were written up.
_LATE = 3


def published(by_code: Mapping[str, Whole]) -> dict[str, Whole]:
    """Northbank's deliberate primary and secondary fires by year, as published."""
    return {
        kind: np.sum([n for code, n in by_code.items() if f"deliberate-{kind}-" in code], axis=0) - _LATE
        for kind in ("primary", "secondary")
    }


def write_table(by_code: Mapping[str, Whole]) -> bytes:
    """A workbook with notes and a sheet a type, years across; the same counts give the same bytes."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": datetime(2008, 11, 27, 9, 30), "author": "Invented statistics office"})
    notes = book.add_worksheet("Notes")
    notes.write(0, 0, "Fire Statistics: deliberate fires attended (invented)")
    notes.write(1, 0, "Includes fires that are suspected to be deliberate. r = revised")
    for number, (kind, own) in enumerate(published(by_code).items(), 1):
        sheet = book.add_worksheet(f"Table {number}")
        title = f"Table {number}: Deliberate {kind} fires by fire and rescue authority (invented)"
        sheet.merge_range(0, 0, 0, 5, title, None)
        years = [*(year.replace("/", "-") for year in YEARS[:-1]), f"{YEARS[-1]} [r]"]
        sheet.write_row(2, 0, ["Fire and rescue authority", *years])
        lines = {"Northbank": own.tolist()}
        for name, (times, change) in OTHERS.items():
            first = int(own[0] * times)
            lines[name] = [int(first * (1 + change * step / 4)) for step in range(5)]
        for place, name in enumerate(sorted(lines), 3):
            sheet.write_string(place, 0, name)
            for column, n in enumerate(lines[name], 1):
                sheet.write(place, column, f"{n:,}" if n >= 1000 else n)
        sheet.write(len(lines) + 4, 0, "Source: invented incident returns.")
    book.close()
    return content.getvalue()
