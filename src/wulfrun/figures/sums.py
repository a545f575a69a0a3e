"""How the counts behind figures add up: over areas, over time, and from measure to measure."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

from wulfrun.definition.model import Definition
from wulfrun.figures.cells import Area, Cells, Series, What
from wulfrun.figures.ground import Ground, Nested
from wulfrun.figures.selections import COUNTED, Selection, selections_of

# Records of one type that have no place, by month: what of a whole can lie in none of its areas.
Unplaced = Mapping[str, Mapping[int, int]]
Span = tuple[int, int]


def add_sums(cells: Cells, definition: Definition, where: Ground, unplaced: Unplaced) -> None:
    """Every fact that holds between the cells, whoever knows it: the attacker is given all of them."""
    named = [what for what in cells.series if isinstance(what, Selection)]
    for what in named:
        for each in where.nested:
            _over_areas(cells, what, each, unplaced.get(what.record, {}))
    for counted, areas in list(cells.series.items()):
        for own in areas.values():
            _over_time(cells, counted, own)
    for whole, part in _leaves(definition, named):
        _what_is_left(cells, whole, part)
    for whole in named:
        _side_by_side(cells, whole, named)


def _over_areas(cells: Cells, what: Selection, each: Nested, unplaced: Mapping[int, int]) -> None:
    """That areas make up a larger one, in every period that is no sum of others where that holds too."""
    areas = cells.series[what]
    total = areas.get(each.total, {})
    parts = [areas[part] for part in each.parts if part in areas]
    spans = [span for span in total if any(span in part for part in parts)]
    if not spans:
        return
    if what.people:
        for span in spans:
            own = [part[span] for part in parts if span in part]
            _at_most(cells, total[span], own, each.whole and len(own) == len(each.parts))
        return
    complete = len(parts) == len(each.parts) and all(span in part for part in parts for span in spans)
    if complete:
        known = dict.fromkeys(spans, 0)
        spans = [span for span in spans if not _tiles(span, known)]
    found = [(span, total[span], [part[span] for part in parts if span in part]) for span in spans]
    rests = [cells.value[at] - sum(cells.value[part] for part in own) for _, at, own in found]
    exact = each.whole and complete and not any(rests)
    for (span, at, own), rest in zip(found, rests, strict=True):
        if rest < 0:
            continue
        if exact:
            cells.sum(at, own)
            continue
        elsewhere = cells.loose(rest)
        cells.sum(at, own, elsewhere)
        most = sum(unplaced.get(month, 0) for month in range(span[0], span[1] + 1))
        if each.whole and complete and rest <= most:
            cells.ceiling[elsewhere] = float(most)


def _at_most(cells: Cells, total: int, parts: Sequence[int], whole: bool) -> None:
    """Persons: each part holds no more than the whole, and where parts cover it, it no more than they."""
    value = cells.value
    for part in parts:
        if value[total] >= value[part]:
            cells.sum(total, [part], cells.loose(value[total] - value[part]))
    more = sum(value[part] for part in parts) - value[total]
    if whole and more >= 0:
        again = cells.loose(more)
        cells.sums.append(([*parts, total, again], [*[1.0] * len(parts), -1.0, -1.0]))


def _over_time(cells: Cells, what: What, own: Series) -> None:
    """That months make up quarters, years and rolling years; of persons seen again, that they cover them."""
    people = isinstance(what, Selection) and what.people
    for span, at in own.items():
        parts = _tiles(span, own, (3, 1) if people else (1, 3))
        if not parts:
            continue
        if people:
            _at_most(cells, at, parts, whole=True)
        elif sum(cells.value[part] for part in parts) == cells.value[at]:
            cells.sum(at, parts)


def _tiles(span: Span, own: Mapping[Span, int], lengths: Sequence[int] = (1, 3)) -> list[int]:
    """The cells that make up a period, one after another: months and quarters, those of the first length
    where there are any; none where they do not make up all of it.
    """
    first, last = span
    found = []
    while first <= last:
        for length in lengths:
            part = first, first + length - 1
            if part in own and part != span and part[1] <= last and (length == 1 or first % 3 == 0):
                found.append(own[part])
                first += length
                break
        else:
            return []
    return found


def _leaves(definition: Definition, known: Iterable[Selection]) -> list[tuple[Selection, Selection]]:
    """Wholes and parts whose difference is a count of its own: declared, or told by what they count."""
    here, found = set(known), dict[tuple[Selection, Selection], None]()
    for _, measure in sorted(definition.measure.items()):
        if measure.kind not in COUNTED:
            continue
        part, whole = selections_of(measure, definition)
        if whole is not None:
            found[whole, part] = None
        above = definition.measure.get(measure.part_of or "")
        if above is not None and above.kind in COUNTED and whole is None:
            found[selections_of(above, definition)[0], part] = None
    for whole, part in permutations(known, 2):
        if whole.holds(part):
            found[whole, part] = None
    return [pair for pair in found if here.issuperset(pair) and pair[0] != pair[1]]


def _what_is_left(cells: Cells, whole: Selection, part: Selection) -> None:
    for area, own in list(cells.series[whole].items()):
        inside = cells.series[part].get(area, {})
        for span in own.keys() & inside.keys():
            at, within = own[span], inside[span]
            left = cells.value[at] - cells.value[within]
            if left < 0:
                continue
            needed = min(cells.needed[at], cells.needed[within])
            # Only a small difference is a small number: a large one may be told.
            rest = cells.add(((whole, part), area, *span), left, needed if left < needed else 0.0)
            cells.sum(at, [within], rest)
            cells.leaves.append((at, within, rest))


def _side_by_side(cells: Cells, whole: Selection, known: Sequence[Selection]) -> None:
    """Parts that no record can share add up to no more than their whole."""
    apart: list[Selection] = []
    for each in known:
        if each != whole and whole.holds(each) and all(each.apart(other) for other in apart):
            apart.append(each)
    if len(apart) < 2:
        return
    found: dict[tuple[Area, Span], tuple[int, list[int], float]] = {}
    for area, own in cells.series[whole].items():
        series = [cells.series[each].get(area, {}) for each in apart]
        for span, at in own.items():
            if all(span in each for each in series):
                parts = [each[span] for each in series]
                found[area, span] = at, parts, cells.value[at] - sum(cells.value[part] for part in parts)
    exact = not any(rest for *_, rest in found.values())
    for at, parts, rest in found.values():
        if rest >= 0:
            cells.sum(at, parts, None if exact else cells.loose(rest))
