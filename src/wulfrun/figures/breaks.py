"""Which declared breaks in series touch which measures."""

from wulfrun.data.release import Rows
from wulfrun.definition.model import Break, Definition, Measure
from wulfrun.figures.kinds import named_groups


def breaks_of(name: str, measure: Measure, definition: Definition) -> Rows:
    """The breaks of a measure as rows of the table `breaks`, in order of time.

    A break that names groups touches the measures that count one of them; one that names none touches
    every measure of its records. One that names forces holds only where such a force supplies data.
    """
    groups = set(named_groups(measure.where, definition))
    touching = [
        each
        for each in definition.breaks.values()
        if measure.of in each.records
        and (not each.groups or groups & set(each.groups))
        and _parts(each, measure)
        and _supplied_by(each, definition)
    ]
    return [
        {
            "measure": name,
            "when": each.when.isoformat(),
            "title": each.title,
            "severity": each.severity,
            "reason": each.reason,
        }
        for each in sorted(touching, key=lambda each: (each.when, each.title))
    ]


def _parts(each: Break, measure: Measure) -> bool:
    """Types redrawn among themselves break a measure of some of them, but not one that counts them all."""
    touched = set(each.codes) & set(measure.where.code)
    return not each.codes or (bool(touched) and touched != set(each.codes))


def _supplied_by(each: Break, definition: Definition) -> bool:
    if not each.forces:
        return True
    suppliers = {force for source in definition.source.values() for force in (*source.forces, *source.areas)}
    return bool(suppliers & set(each.forces))
