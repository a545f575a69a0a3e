"""The monthly counts that an evaluation compares: of the treated areas and of those set against them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from wulfrun.assessment.topics.topic import Known
from wulfrun.assessment.wording import inside
from wulfrun.data.geography.areas import Area
from wulfrun.definition.evaluation import Evaluation
from wulfrun.words.periods import month_of_day, month_words

Floats = npt.NDArray[np.float64]
LEAST_BEFORE, LEAST_AFTER = 12, 6


class Impossible(Exception):
    """Why nothing can be compared, in words that say what would help."""


@dataclass(frozen=True)
class Compared:
    """Published monthly counts (months,) of the areas by role, NaN where a month is missing everywhere.

    `start` is the place of the action's first month among `months`; `left_out`: areas of which single months
    are kept back as small numbers, and which are therefore not compared.
    """

    months: range
    start: int
    level: str
    names: Mapping[str, str]
    treated: Mapping[str, Floats]
    control: Mapping[str, Floats]
    donors: Mapping[str, Floats]
    buffer: Mapping[str, Floats]
    buffer_control: Mapping[str, Floats]
    left_out: tuple[str, ...] = field(default=())

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """The months that are not missing."""
        return ~np.isnan(total(self.treated))

    def halves(self, counts: Floats) -> tuple[float, float]:
        """The sum before the start, and the sum from it on, over the months that are known."""
        kept = self.known
        before, after = counts[: self.start], counts[self.start :]
        return float(before[kept[: self.start]].sum()), float(after[kept[self.start :]].sum())


def total(areas: Mapping[str, Floats]) -> Floats:
    """The areas together, month by month."""
    return np.asarray(np.sum(list(areas.values()), axis=0), float)


def compared(known: Known, asked: Evaluation) -> Compared:
    """What can be compared; Impossible where the areas, or enough months, are not there."""
    measure = known.definition.measure[asked.measure]
    treated = [_found(known, name) for name in asked.areas]
    buffer = [_found(known, name) for name in asked.buffer]
    level = treated[0].level
    taken = {area.code for area in (*treated, *buffer)}
    others = [each for each in known.geography.areas if each.level == level and each.code not in taken]
    control = [_found(known, name) for name in asked.control] or others
    donors = [_found(known, name) for name in asked.donors] or control
    apart = [_found(known, name) for name in asked.buffer_control]
    areas = {area.code: area for area in (*treated, *buffer, *control, *donors, *apart)}
    months, start = _window(known, asked, [area.code for area in treated])
    counts = {code: _counts(known, asked.measure, code, months) for code in areas}
    hidden = _kept_back(counts)
    if secret := [areas[code].name for code in sorted(hidden & {area.code for area in treated})]:
        raise Impossible(
            f"Single months of {inside(measure.title)} in {secret[0]} are kept back as small numbers. "
            "Evaluate a larger area or a measure with more records."
        )

    def of(chosen: Sequence[Area]) -> dict[str, Floats]:
        return {area.code: counts[area.code] for area in chosen if area.code not in hidden}

    return Compared(
        months, start, level, {code: area.name for code, area in areas.items()}, of(treated), of(control),
        of(donors), of(buffer), of(apart), tuple(sorted(areas[code].name for code in hidden)),
    )  # fmt: skip


def _found(known: Known, name: str) -> Area:
    """The area of a name or code, a neighbourhood before any other."""
    found = [each for each in known.geography.areas if name in (each.code, each.name)]
    if not found:
        raise Impossible(f"There is no area '{name}' in this geography. Name one that the build knows.")
    return min(found, key=lambda each: (each.level != "neighbourhood", each.level, each.code))


def _window(known: Known, asked: Evaluation, treated: Sequence[str]) -> tuple[range, int]:
    """The months before and after that the data hold, and the place of the start among them."""
    start = month_of_day(asked.start)
    series = [known.book.monthly(asked.measure, code) for code in treated]
    if not all(len(each.months) for each in series):
        raise Impossible(f"There is no monthly count of {asked.measure} in these areas.")
    first = max(start - asked.before, *(int(each.months[0]) for each in series))
    last = min(start + asked.after - 1, *(int(each.months[-1]) for each in series))
    before, after = start - first, last - start + 1
    if before < LEAST_BEFORE or after < LEAST_AFTER:
        raise Impossible(
            f"The action starts in {month_words(start)}; the data hold {max(before, 0)} months before it and "
            f"{max(after, 0)} from it on, and at least {LEAST_BEFORE} and {LEAST_AFTER} are needed. "
            + ("Send earlier data." if before < LEAST_BEFORE else "Build again when more months have come.")
        )
    return range(first, last + 1), before


def _counts(known: Known, measure: str, code: str, months: range) -> Floats:
    series = known.book.monthly(measure, code)
    found = np.full(len(months), np.nan)
    at = series.months - months[0]
    inside = (at >= 0) & (at < len(months))
    found[at[inside]] = series.counts[inside]
    return found


def _kept_back(counts: Mapping[str, Floats]) -> set[str]:
    """Areas without a month that another area has: a month without a file is missing for all."""
    somewhere = ~np.isnan(list(counts.values())).all(axis=0)
    return {code for code, each in counts.items() if np.isnan(each[somewhere]).any()}
