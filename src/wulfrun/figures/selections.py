"""What a measure counts, so that two measures of the same records can be held against each other."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Definition, Measure, Where
from wulfrun.figures.kinds import named_groups

# A code and the days between which it is meant; none for always.
Code = tuple[str, str, str]

COUNTED = ("count", "rate", "share", "people")


@dataclass(frozen=True)
class Selection:
    """Records of one type with any of the codes (None for all) and any of the flags (0 for all).

    `people` where each person is counted once, so that neither areas nor periods add up.
    """

    record: str
    people: bool
    codes: frozenset[Code] | None
    flags: int

    def holds(self, other: "Selection") -> bool:
        """Whether every record of the other is one of these, by declaration alone."""
        if (self.record, self.people) != (other.record, other.people):
            return False
        flags = not self.flags or (other.flags != 0 and not other.flags & ~self.flags)
        return flags and self._holds_codes(other.codes)

    def apart(self, other: "Selection") -> bool:
        """Whether no record is in both, by their codes."""
        mine, theirs = ({code for code, _, _ in each.codes or ()} for each in (self, other))
        return self.record == other.record and bool(mine) and bool(theirs) and not mine & theirs

    def _holds_codes(self, codes: frozenset[Code] | None) -> bool:
        if self.codes is None:
            return True
        own = self.codes
        return codes is not None and all(each in own or (each[0], "", "") in own for each in codes)


def selections_of(measure: Measure, definition: Definition) -> tuple[Selection, Selection | None]:
    """What a measure counts, and, of a share, what it is a share of."""
    part = _selection(measure, measure.where, definition)
    whole = _selection(measure, measure.out_of or Where(), definition) if measure.kind == "share" else None
    return part, whole


def _selection(measure: Measure, where: Where, definition: Definition) -> Selection:
    codes = frozenset((code, "", "") for code in where.code) if where.code else None
    if groups := named_groups(where, definition):
        spans = [span for name in groups for span in definition.group[name].spans]
        own = {
            (code, str(span.valid_from or ""), str(span.valid_to or ""))
            for span in spans
            for code in span.codes
        }
        codes = frozenset(each for each in own if not where.code or each[0] in where.code)
    mask = reduce(or_, (FLAGS[name] for name in where.flag), 0)
    return Selection(measure.of, measure.kind == "people", codes, mask)
