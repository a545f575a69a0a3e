"""A release laid out for pages: every row is read once and found by measure, area and period."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.assessment.wording import last_month
from wulfrun.data.release import Release
from wulfrun.publication.csv_text import without_suppressed
from wulfrun.words.periods import month_index

Row = dict[str, Any]

SHOWN_LEVELS = ("neighbourhood", "ward", "district")
LEVEL_WORDS = {
    "lsoa": "small area",
    "neighbourhood": "neighbourhood",
    "ward": "ward",
    "district": "district",
    "force": "police force area",
    "partnership": "partnership",
    "group": "group of areas",
}
LEVEL_PLURALS = {
    "lsoa": "small areas",
    "neighbourhood": "neighbourhoods",
    "ward": "wards",
    "district": "districts",
    "force": "police force areas",
    "partnership": "partnerships",
    "group": "groups of areas",
}


@dataclass
class Shelf:
    """Rows of a release by where pages look for them; of small areas only what pages show."""

    release: Release
    figures: dict[tuple[str, str], dict[str, Row]] = field(default_factory=dict)
    areas: dict[str, Row] = field(default_factory=dict)
    by_level: dict[str, list[Row]] = field(default_factory=dict)
    read_shapes: dict[str, Row | None] = field(default_factory=dict)

    @property
    def definition(self) -> Row:
        """What the partnership had declared."""
        return self.release.definition

    @property
    def partnership(self) -> Row:
        """The partnership's own table of the definition."""
        return dict(self.definition["partnership"])

    @cached_property
    def measures(self) -> dict[str, Row]:
        """Declared measures that have figures: wholes before their parts, then by theme and title."""
        counted = {name for name, _ in self.figures}
        declared = self.definition["measure"].items()
        found = [(name, row) for name, row in declared if name in counted]
        return dict(
            sorted(found, key=lambda each: (bool(each[1]["part_of"]), each[1]["theme"], each[1]["title"]))
        )

    @cached_property
    def whole(self) -> str:
        """Code of the area of the whole partnership."""
        named = (
            self.by_level.get("partnership") or self.by_level.get("district") or self.by_level.get("force")
        )
        return str(named[0]["code"]) if named else ""

    @property
    def place(self) -> str:
        """The name of the place."""
        return str(self.partnership["area_name"])

    @cached_property
    def level(self) -> str:
        """The level that pages compare areas at: the partnership's neighbourhoods where it drew some."""
        for level in (*SHOWN_LEVELS, "lsoa"):
            if len(self.by_level.get(level, ())) > 1:
                return level
        return ""

    @cached_property
    def priorities(self) -> dict[str, Row]:
        """Every priority by its key, in the order of the strategy."""
        found = self.definition["priority"].items()
        return dict(sorted(found, key=lambda each: (each[1]["order"], each[1]["title"])))

    def agency_name(self, agency: str) -> str:
        """An agency's name, or its key where it has none."""
        return str(self.definition["agency"].get(agency, {}).get("name", agency))

    @cached_property
    def has_priority(self) -> bool:
        """Whether some neighbourhoods are marked as priorities."""
        return any(row["priority"] for row in self.areas.values())

    @property
    def through(self) -> int:
        """The latest month of the data."""
        return month_index(self.release.manifest["through"])

    def receipts_of(self, record: str) -> list[Row]:
        """The files whose rows a kind of record is counted from, those it was derived from among them."""
        made_of = {record, *self.release.manifest.get("derived", {}).get(record, ())}
        return [row for row in self.release.rows("receipts") if row["record"] in made_of]

    def row(self, measure: str, area: str, period: str) -> Row | None:
        """One figure, or None."""
        return self.figures.get((measure, area), {}).get(period)

    def series(self, measure: str, area: str, kind: str) -> list[Row]:
        """The figures of one measure and area for every period of a kind, oldest first."""
        rows = self.figures.get((measure, area), {}).values()
        return sorted(
            (row for row in rows if row["period_kind"] == kind), key=lambda row: last_month(row["period"])
        )

    def across(self, measure: str, level: str, period: str) -> list[Row]:
        """The figures of one measure and period for every area of a level, by name."""
        found = (self.row(measure, str(area["code"]), period) for area in self.by_level.get(level, ()))
        return [row for row in found if row is not None]

    def latest(self, measure: str, area: str) -> str:
        """The latest whole year or twelve months that has a figure; a year where both end together; or ''."""
        best: tuple[int, bool, str] = (-1, False, "")
        for row in self.figures.get((measure, area), {}).values():
            if row["period_kind"] not in ("year", "rolling") or row["value"] is None:
                continue
            last = last_month(row["period"])
            if last <= self.through:
                best = max(best, (last, row["period_kind"] == "year", row["period"]))
        return best[2]

    def rate_of(self, measure: str) -> str:
        """The measure that areas of different size are compared by: the rate beside a count, if any."""
        return f"{measure}.rate" if (f"{measure}.rate", self.whole) in self.figures else measure

    def shapes(self, level: str) -> Row | None:
        """The boundaries of a level, read once."""
        if level not in self.read_shapes:
            self.read_shapes[level] = self.release.shapes(level)
        return self.read_shapes[level]

    @cached_property
    def signals(self) -> dict[tuple[str, str], list[Row]]:
        """Control-chart rows by measure and area, oldest first."""
        return _grouped(self.release.rows("signals"), ("measure", "area_code"), "period")

    @cached_property
    def breaks(self) -> dict[str, list[Row]]:
        """Breaks by measure, in order of time."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.release.rows("breaks"), key=lambda row: (row["when"], row["title"])):
            found[row["measure"]].append(row)
        return found


def _grouped(rows: list[Row], keys: tuple[str, str], order: str) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: str(row[order])):
        found[(row[keys[0]], row[keys[1]])].append(row)
    return found


def page_figures(release: Release) -> pa.Table:
    """The figures that pages and downloads need, without the suppressed.

    Below the whole place: counts of every month (small areas: of whole years), rates and changes of whole
    years, and of rolling twelve months only the last of each measure. Areas with a target keep everything.
    """
    table = release.table("figures")
    base = pc.list_element(pc.split_pattern(table["measure"], ".", max_splits=1), 0)
    spans = pc.binary_join_element_wise(base, table["period"], "|")
    last = pc.is_in(spans, value_set=pa.array(_last_rolling(table, base), pa.string()))
    whole = pc.is_in(table["area_level"], value_set=pa.array(["partnership", "force", "group"]))
    aimed = pc.is_in(table["area_code"], value_set=pc.unique(release.table("targets")["area_code"]))
    counted = pc.and_(pc.equal(base, table["measure"]), pc.not_equal(table["area_level"], "lsoa"))
    short = pc.is_in(table["period_kind"], value_set=pa.array(["month", "quarter"]))
    kept = [whole, aimed, last, pc.equal(table["period_kind"], "year"), pc.and_(counted, short)]
    return without_suppressed(table.filter(reduce(pc.or_, kept)))


def _last_rolling(table: pa.Table, base: pa.ChunkedArray) -> list[str]:
    known = pc.and_(pc.equal(table["period_kind"], "rolling"), pc.is_valid(table["value"]))
    rolling = pa.table({"base": base, "period": table["period"]}).filter(known)
    latest = rolling.group_by("base").aggregate([("period", "max")]).to_pylist()
    return sorted(f"{row['base']}|{row['period_max']}" for row in latest)


def shelve(release: Release, figures: pa.Table) -> Shelf:
    """Lay a release out for pages."""
    shelf = Shelf(release)
    for row in figures.to_pylist():
        places = shelf.figures.setdefault((row["measure"], row["area_code"]), {})
        if row["area_level"] == "partnership" or row["period"] not in places:
            places[row["period"]] = row
    for area in sorted(release.rows("areas"), key=lambda row: (row["name"], row["code"])):
        if area["level"] == "partnership" or area["code"] not in shelf.areas:
            shelf.areas[area["code"]] = area
        shelf.by_level.setdefault(area["level"], []).append(area)
    return shelf
