"""Rubbish fires and fly-tipping as counts by area and month, over the months that both are known for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.assessment.topics.topic import Known
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.geography.areas import Area, Geography
from wulfrun.data.geography.middles import middles

FIRES, TIPS = ("fire", "deliberate-secondary-refuse"), ("environment", "fly-tipping")
LEVELS = ("lsoa", "neighbourhood")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Panel:
    """Counts of both by area and month at one level; `residents` (n,), `fires` and `tips` (n, months).

    `placed` and `tips_placed` are the shares of all fires and fly-tipping of the partnership that could be
    placed in one of the areas; the counts hold only these. `middles` (n, 2) in metres where boundaries are
    known.
    """

    level: str
    areas: tuple[Area, ...]
    first: int
    residents: Floats
    fires: Floats
    tips: Floats
    placed: float
    tips_placed: float
    middles: Floats | None = None

    @property
    def last(self) -> int:
        """The last month."""
        return self.first + int(self.fires.shape[1]) - 1

    def latest(self, months: int) -> "Panel":
        """The same over the last so many months."""
        kept = min(months, self.fires.shape[1])
        return Panel(
            self.level, self.areas, self.last - kept + 1, self.residents, self.fires[:, -kept:],
            self.tips[:, -kept:], self.placed, self.tips_placed, self.middles,
        )  # fmt: skip


def panels(known: Known) -> list[Panel]:
    """A panel at each level that has areas, people and months for both; none where there is none."""
    # Of fly-tipping alone it is known, where that was derived, in which months its list was not sent.
    reported = known.months.get(TIPS[1]) or known.months.get(TIPS[0], ())
    months = common_months(known.months.get(FIRES[0], ()), reported)
    people = residents_by_area(known.exposures, months)
    if not months or not people:
        return []
    cubes = [_of_code(known.cube_of(record), code, months) for record, code in (FIRES, TIPS)]
    totals = [_total(each) for each in cubes]
    found = []
    for level in LEVELS:
        areas = [area for area in known.geography.areas if area.level == level]
        parts = _parts(known.geography.member, level)
        kept = [area for area in areas if sum(people.get(part, 0.0) for part in parts.get(area.code, ())) > 0]
        if not kept:
            continue
        fires, tips = (counts_by_area(each, kept, parts, months) for each in cubes)
        found.append(
            Panel(
                level,
                tuple(kept),
                months[0],
                np.array([sum(people.get(part, 0.0) for part in parts[area.code]) for area in kept]),
                fires,
                tips,
                float(fires.sum()) / totals[0] if totals[0] else 0.0,
                float(tips.sum()) / totals[1] if totals[1] else 0.0,
                _middles(known.geography, level, kept),
            )
        )
    return found


def _middles(geography: Geography, level: str, areas: Sequence[Area]) -> Floats | None:
    at = middles(geography, level)
    known = all(area.code in at for area in areas)
    return np.array([at[area.code] for area in areas]) if known and areas else None


def common_months(one: Sequence[Month], other: Sequence[Month]) -> range:
    """The latest longest run of months that are complete in both: a month without data is no fall."""
    both = sorted(
        {each.month for each in one if each.status == COMPLETE}
        & {each.month for each in other if each.status == COMPLETE}
    )
    if not both:
        return range(0)
    cuts = [0, *(place + 1 for place, (a, b) in enumerate(pairwise(both)) if b != a + 1), len(both)]
    runs = [range(both[start], both[end - 1] + 1) for start, end in pairwise(cuts)]
    return max(runs, key=lambda run: (len(run), run[-1]))


def residents_by_area(exposures: pa.Table, months: range) -> dict[str, float]:
    """Residents of each smallest area: the mean of the years the months lie in, else of the nearest year."""
    told: dict[str, dict[int, float]] = {}
    for row in exposures.to_pylist():
        if row["of"] == "residents":
            told.setdefault(row["area"], {})[row["year"]] = row["value"]
    wanted = {month // 12 for month in months}
    if not wanted:
        return {}
    middle = (min(wanted) + max(wanted)) / 2
    found = {}
    for area, years in told.items():
        own = [value for year, value in years.items() if year in wanted]
        nearest = years[min(years, key=lambda year: (abs(year - middle), year))]
        found[area] = float(np.mean(own)) if own else float(nearest)
    return found


def counts_by_area(
    cube: pa.Table, areas: Iterable[Area], parts: Mapping[str, Sequence[str]], months: range
) -> Floats:
    """Counts (areas, months): of an area's LSOAs, and of what was known by the area's own name."""
    cells: dict[tuple[str, int], float] = {}
    for row in cube.select(["area", "month", "n"]).to_pylist():
        cells[row["area"], row["month"]] = cells.get((row["area"], row["month"]), 0.0) + row["n"]
    return np.array(
        [
            [sum(cells.get((code, month), 0.0) for code in {area.code, *parts.get(area.code, ())})
             for month in months]
            for area in areas
        ],
        float,
    )  # fmt: skip


def _of_code(cube: pa.Table, code: str, months: range) -> pa.Table:
    inside = pc.and_(pc.greater_equal(cube["month"], months[0]), pc.less_equal(cube["month"], months[-1]))
    return cube.filter(pc.and_(pc.equal(cube["code"], code), inside))


def _total(cube: pa.Table) -> float:
    return float(pc.sum(cube["n"]).as_py() or 0)


def _parts(member: pa.Table, level: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in member.to_pylist():
        if row["level"] == level:
            found.setdefault(row["area"], []).append(row["smallest"])
    return found
