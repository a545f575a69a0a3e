"""Gather what a build rests on: areas, people at risk, records taken in and counted, and their gaps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wulfrun.data import cube, intake
from wulfrun.data.batches import Batch, Receipt
from wulfrun.data.coverage import Month, cover, span_of
from wulfrun.data.derived import derivations
from wulfrun.data.derived.derivation import Gathered
from wulfrun.data.deriving import AllDerived, derive
from wulfrun.data.double_supply import double_supply
from wulfrun.data.geography.areas import Geography, member_rows
from wulfrun.data.geography.exposure import exposures_and_notes
from wulfrun.data.geography.named import geography_by_name
from wulfrun.data.geography.reading import read_geography
from wulfrun.data.inputs import find
from wulfrun.data.layout import Layout
from wulfrun.data.points import points_of
from wulfrun.data.population import with_people
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.quality import Absent, absent_sources
from wulfrun.data.repeats import Rows
from wulfrun.data.sources import layouts as every_layout
from wulfrun.data.sources.police_street import TYPES
from wulfrun.data.store import Store
from wulfrun.data.tables import CUBE
from wulfrun.definition.model import Definition
from wulfrun.figures.frame import GRAIN, AreaName, Frame, frame
from wulfrun.figures.timetable import timetable
from wulfrun.words.errors import raise_all

STEPS = {"month": 1, "quarter": 3, "year": 12}

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Evidence:
    """Everything that figures are worked out from."""

    geography: Geography
    exposures: pa.Table
    batches: tuple[Batch, ...]
    cube_parts: tuple[Path, ...]
    receipts: tuple[Receipt, ...]
    unknown: tuple[str, ...]
    absent: tuple[Absent, ...]
    months: dict[str, list[Month]]
    exposure_notes: tuple[str, ...] = ()
    derived: AllDerived = field(default_factory=AllDerived)
    repeats: Mapping[str, Rows] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be done exactly with the areas and with the counts of people in them."""
        return (*self.geography.notes, *self.exposure_notes)

    @property
    def counting(self) -> tuple[str, ...]:
        """What is to be known of how derived records were counted."""
        return self.derived.whole.notes

    @property
    def records(self) -> list[str]:
        """The record types that something was taken in of, or should have been."""
        return sorted(self.months)

    def points_of(self, record: str) -> pa.Table:
        """Where and when the records of one type happened."""
        return points_of(record, self.batches, self.repeats, every_layout(), self.geography.smallest)

    def cube_of(self, record: str) -> pa.Table:
        """The counts of one record type."""
        paths = [
            path for path, batch in zip(self.cube_parts, self.batches, strict=True) if batch.record == record
        ]
        own = self.derived.whole.cube
        return pa.concat_tables([read_cube(paths).cast(CUBE), own.filter(pc.equal(own["record"], record))])


def read_cube(paths: list[Path]) -> pa.Table:
    """Parts of the cube as one table, texts as dictionaries."""
    tables = [pq.read_table(path, read_dictionary=["code", "area", "file", "record"]) for path in paths]
    return pa.concat_tables(tables).unify_dictionaries() if tables else CUBE.empty_table()


def gather(definition: Definition, folder: Path, store: Store, progress: Progress) -> Evidence:
    """Read what is new, count it, and look for what is missing."""
    progress("Areas", 0, 1)
    known = every_layout()
    geography = read_geography(definition, folder)
    if geography.is_open:
        inputs, _ = find(definition, folder, known)
        # Tables published by area need no LSOA, so there is nothing to find by name.
        if streets := [each.path for each in inputs if each.layout.name == intake.STREET]:
            geography = geography_by_name(definition, streets)
    exposures, notes = exposures_and_notes(definition, folder, geography)
    progress("Areas", 1, 1)
    sources = definition.source.values()
    taken = intake.take_in(
        definition, folder, known, geography, geography.digest(), store, tuple(TYPES), progress,
        Seal.of_folder(folder) if any(known[each.layout].personal for each in sources) else None,
    )  # fmt: skip
    progress("Adding up", 0, 1)
    counted = cube.count(taken.batches, store.records, geography.partnership_code)
    raise_all(double_supply(counted.receipts, known))
    exposures, notes = with_people(definition, geography, counted.events, exposures, notes)
    months = _months(definition, known, taken.batches, counted, geography.partnership_code)
    derived = derive(
        derivations(), Gathered(definition, geography, counted.events, months, exposures)
    )  # fmt: skip
    months |= {record: [*own] for record, own in derived.whole.months.items()}
    progress("Adding up", 1, 1)
    absent = absent_sources(definition, counted.receipts)
    return Evidence(
        geography,
        exposures,
        taken.batches,
        counted.parts,
        counted.receipts,
        taken.unknown,
        absent,
        months,
        notes,
        derived,
        counted.repeats,
    )


def _months(
    definition: Definition,
    known: Mapping[str, Layout],
    batches: tuple[Batch, ...],
    counted: cube.Counted,
    whole: str,
) -> dict[str, list[Month]]:
    found = {}
    declared = {known[source.layout].record for source in definition.source.values()}
    for record in sorted(declared | {batch.record for batch in batches}):
        paths = [path for path, batch in zip(counted.parts, batches, strict=True) if batch.record == record]
        receipts = [each for each in counted.receipts if each.record == record]
        expected = [
            span
            for source in definition.source.values()
            if known[source.layout].record == record and (span := span_of(source.expected))
        ]
        span = (min(first for first, _ in expected), max(last for _, last in expected)) if expected else None
        own = layouts_of(definition, known, record, receipts)
        unplaced = {"", whole} if all(each.grain in ("lsoa", "point") for each in own) else {""}
        sparse = any(each.sparse for each in own)
        if months := cover(
            record, read_cube(paths), receipts, step_of(own), span, frozenset(unplaced), sparse
        ):
            found[record] = months
    return found


def layouts_of(
    definition: Definition, known: Mapping[str, Layout], record: str, receipts: Sequence[Receipt]
) -> list[Layout]:
    """The layouts of what was received of one record type, or, of nothing, those that were declared."""
    names = {receipt.layout for receipt in receipts if receipt.record == record}
    declared = {source.layout for source in definition.source.values()}
    return [known[name] for name in sorted(names or declared) if known[name].record == record]


def step_of(layouts: Sequence[Layout]) -> int:
    """How many months the shortest period of these records holds."""
    return max((STEPS[each.time] for each in layouts), default=1)


def frames(definition: Definition, evidence: Evidence) -> dict[str, Frame]:
    """What each record type is counted against: the areas its data reach, the periods they hold."""
    known = every_layout()
    areas = [AreaName(area.code, area.name, area.level) for area in evidence.geography.areas]
    found = {}
    aimed = {target.area for target in definition.target.values() if target.area}
    for record, months in evidence.months.items():
        # What is derived is known where, and as finely as, the first of what it is made from.
        made_of = evidence.derived.gives.get(record, (record,))[0]
        layouts = layouts_of(definition, known, made_of, evidence.receipts)
        levels = set.intersection(*(set(_levels(each, definition)) for each in layouts))
        own = [area for area in areas if area.level in levels]
        if levels == {"force"}:
            own = [AreaName("FORCE", _force_name(definition), "force")]
        times = timetable(months, step_of(layouts))
        found[record] = frame(own, times, member_table(evidence.geography), evidence.exposures, aimed)
    return found


def _levels(layout: Layout, definition: Definition) -> tuple[str, ...]:
    """Where a layout's records can be counted; a force that serves the partnership alone counts as it."""
    if layout.grain == "force" and definition.partnership.whole_force:
        return ("partnership",)
    return GRAIN[layout.grain]


def member_table(geography: Geography) -> pa.Table:
    """Which smallest areas make which areas; a force stands for itself."""
    force = pa.table({"smallest": ["FORCE"], "area": ["FORCE"], "level": ["force"]})
    return pa.concat_tables([geography.member, force.cast(geography.member.schema)])


def counting_table(geography: Geography) -> pa.Table:
    """The same, and what is known by the name of a ward or neighbourhood: each counts in itself and above."""
    member = member_table(geography)
    whole, groups = geography.partnership_code, groups_of(geography)
    rows = []
    for area in geography.areas:
        if area.level in ("ward", "neighbourhood"):
            rows += [(area.code, area.code, area.level), (area.code, whole, "partnership")]
            rows += [(area.code, groups[area.code], "group")] if area.code in groups else []
    return pa.concat_tables([member, member_rows(rows)])


def groups_of(geography: Geography) -> dict[str, str]:
    """For each neighbourhood whether it is compared as a priority one or as the rest."""
    known = {area.code for area in geography.areas if area.level == "group"}
    named = {area.code: "PRIORITY" if area.priority else "REST" for area in geography.areas
             if area.level == "neighbourhood"}  # fmt: skip
    return {code: group for code, group in named.items() if group in known}


def _force_name(definition: Definition) -> str:
    for source in definition.source.values():
        if source.areas:
            return source.areas[0]
    return "Police force"
