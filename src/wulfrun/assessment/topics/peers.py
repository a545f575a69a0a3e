"""What iQuanta did: each measure beside most similar places, with rank, verdict, direction, a year ago."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.assessment.peer_counts import PlaceCounts, allowed, place_counts
from wulfrun.assessment.peer_direction import direction_of
from wulfrun.assessment.peer_groups import Peers, peers_at
from wulfrun.assessment.peer_ranks import chance_columns, funnel_rows, outside, rank_columns, ranks_of
from wulfrun.assessment.series import finite
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.public_columns import Values, nearest_year, read_column
from wulfrun.data.release import Rows
from wulfrun.data.sources._checks import area_key
from wulfrun.definition.comparison import Comparison
from wulfrun.definition.model import Measure
from wulfrun.figures.timetable import standing
from wulfrun.methods.interval import rate_interval
from wulfrun.methods.peers import against_peers, group_average, place
from wulfrun.methods.rank_uncertainty import Ranks
from wulfrun.words.periods import Period, a_year_before, financial_year, month_of_day, rolling

_TEXT, _NUMBER, _WHOLE, _YES = pa.string(), pa.float64(), pa.int64(), pa.bool_()
PLACES = pa.schema(
    [("comparison", _TEXT), ("measure", _TEXT), ("period", _TEXT), ("place", _TEXT), ("own", _YES),
     ("count", _NUMBER), ("residents", _NUMBER), ("rate", _NUMBER), ("lower", _NUMBER), ("upper", _NUMBER),
     ("rank", _WHOLE), ("rank_lower", _WHOLE), ("rank_upper", _WHOLE), ("outside", _TEXT)]
)  # fmt: skip
VERDICTS = pa.schema(
    [("comparison", _TEXT), ("title", _TEXT), ("measure", _TEXT), ("period", _TEXT), ("rate", _NUMBER),
     ("average", _NUMBER), ("average_kind", _TEXT), ("lower", _NUMBER), ("upper", _NUMBER), ("rank", _WHOLE),
     ("of", _WHOLE), ("tied", _YES), ("quartile", _WHOLE), ("rank_lower", _WHOLE), ("rank_upper", _WHOLE),
     ("chance_lowest", _NUMBER), ("chance_highest", _NUMBER),
     *((f"chance_quarter_{each}", _NUMBER) for each in range(1, 5)), ("verdict", _TEXT), ("bound", _TEXT),
     ("direction", _TEXT), ("direction_ratio", _NUMBER), ("direction_lower", _NUMBER),
     ("direction_upper", _NUMBER), ("quarter", _TEXT), ("period_before", _TEXT), ("rank_before", _WHOLE),
     ("of_before", _WHOLE), ("rate_before", _NUMBER), ("average_before", _NUMBER), ("provisional", _YES),
     ("note", _TEXT)]
)  # fmt: skip
FUNNELS = pa.schema(
    [("comparison", _TEXT), ("measure", _TEXT), ("period", _TEXT), ("residents", _NUMBER),
     ("lower_95", _NUMBER), ("upper_95", _NUMBER), ("lower_998", _NUMBER), ("upper_998", _NUMBER)]
)  # fmt: skip
GROUPS = pa.schema(
    [("comparison", _TEXT), ("title", _TEXT), ("period", _TEXT), ("place", _TEXT), ("own", _YES),
     ("proposed", _YES), ("distance", _NUMBER), ("source", _TEXT)]
)  # fmt: skip
_KINDS = {"unweighted": "mean of rates", "pooled": "pooled", "without itself": "without self"}


@dataclass(frozen=True)
class _Group:
    """A group in one period: its members, what was counted and who lives in each, in the members' order."""

    peers: Peers
    counts: np.ndarray[tuple[int], np.dtype[np.float64]]
    people: np.ndarray[tuple[int], np.dtype[np.float64]]


def assess(known: Known) -> Mapping[str, Rows]:
    """The tables of every declared comparison: places, verdicts, funnels and groups."""
    tables: dict[str, Rows] = {name: [] for name in TOPIC.tables}
    for name, comparison in known.definition.comparison.items():
        table = known.cube_of(comparison.record)
        if not len(table):
            continue
        residents = _residents(comparison, known)
        codes = frozenset(pc.unique(table["code"]).to_pylist())
        for measure in comparison.measures or tuple(known.definition.measure):
            declared = known.definition.measure[measure]
            if declared.of != comparison.record and not allowed(declared, codes):
                continue
            found = place_counts(table, declared, known.definition)
            _compare(known, name, comparison, measure, declared, found, residents, tables)
    return tables


def _residents(comparison: Comparison, known: Known) -> Values:
    found: Values = {}
    for column in comparison.residents:
        found |= read_column(column, known.folder)
    return found


def _compare(
    known: Known,
    name: str,
    comparison: Comparison,
    measure: str,
    declared: Measure,
    found: PlaceCounts,
    residents: Values,
    tables: dict[str, Rows],
) -> None:
    if not np.nansum(found.counts):
        return
    step = _step(found)
    when = _latest(found, step)
    if when is None:
        return
    now = _group(known, comparison, found, residents, when, step)
    ahead = a_year_before(when)
    before = _group(known, comparison, found, residents, ahead, step) if _has(found, ahead, step) else None
    if any(kept_back(each.counts[0], declared) for each in (now, before) if each):
        return
    key = {"comparison": name, "measure": measure, "period": when.name}
    ranks = ranks_of(found, now.peers.members, now.counts, now.people)
    tables["peer_places"] += [{**key, **row} for row in _place_rows(now, declared.scale, ranks)]
    kind = _KINDS[comparison.average]
    apart = outside(now.counts, now.people, kind)
    for at, word in enumerate(apart, len(tables["peer_places"]) - len(apart)):
        tables["peer_places"][at]["outside"] = word
    limits = funnel_rows(now.counts, now.people, kind, declared.scale)
    tables["peer_funnels"] += [{**key, **row} for row in limits]
    tables["peer_verdicts"].append(
        {**key, "title": comparison.title}
        | _verdict(comparison, declared, now)
        | rank_columns(ranks, 0)
        | chance_columns(ranks, 0)
        | _direction(comparison, declared, found, step)
        | _a_year_ago(comparison, declared, before, ahead)
        | {"provisional": _provisional(comparison, when), "note": _note(now)}
    )
    if not any(row["comparison"] == name for row in tables["peer_groups"]):
        tables["peer_groups"] += _group_rows(name, comparison, when, now.peers)


def kept_back(count: float, measure: Measure) -> bool:
    """Whether a count of the own place is one that the measure's own figures keep back as small."""
    return 0 < count < measure.suppress_below


def _step(found: PlaceCounts) -> int:
    gaps = np.diff(found.months)
    return 12 if not len(gaps) or gaps.min() >= 12 else 3


def _has(found: PlaceCounts, when: Period, step: int) -> bool:
    return set(standing(when, step)) <= set(found.months)


def _latest(found: PlaceCounts, step: int) -> Period | None:
    """The last twelve months that the whole table has: a financial year where they are one."""
    for last in reversed(found.months):
        year = financial_year(last - 11) if last % 12 == 2 else rolling(last)
        if _has(found, year, step):
            return year
    return None


def _group(
    known: Known, comparison: Comparison, found: PlaceCounts, residents: Values, when: Period, step: int
) -> _Group:
    peers = peers_at(comparison, known.folder, found.places, when)
    months = tuple(standing(when, step))
    counts = np.array([found.total(place, months) for place in peers.members])
    year = (when.first + 5) // 12
    people = [nearest_year(residents, place, year) for place in peers.members]
    return _Group(peers, counts, np.array([np.nan if each is None else each for each in people]))


def _place_rows(group: _Group, scale: float, ranks: Ranks | None) -> Iterator[dict[str, Any]]:
    rates = rate_interval(np.where(group.counts >= 0, group.counts, np.nan), group.people, scale)
    for at, member in enumerate(group.peers.members):
        yield {
            "place": group.peers.names[member],
            "own": at == 0,
            "count": finite(group.counts[at]),
            "residents": finite(group.people[at]),
            "rate": finite(rates.value[at]),
            "lower": finite(rates.lower[at]),
            "upper": finite(rates.upper[at]),
            "rank": None if ranks is None else int(ranks.rank[at]) or None,
            **rank_columns(ranks, at),
        }


def _verdict(comparison: Comparison, declared: Measure, group: _Group) -> dict[str, Any]:
    kind = _KINDS[comparison.average]
    better = "higher" if declared.better == "higher" else "lower"
    told = against_peers(group.counts, group.people, 0, better, average=kind, scale=declared.scale)
    stands = place(np.where(group.people > 0, group.counts / group.people, np.nan), 0)
    word = {"better": "below", "worse": "above"} if declared.better == "neither" else {}
    return {
        "rate": finite(told.rate),
        "average": finite(told.average),
        "average_kind": kind,
        "lower": finite(told.lower),
        "upper": finite(told.upper),
        "rank": stands.rank or None,
        "of": stands.of,
        "tied": stands.tied,
        "quartile": stands.quartile,
        "verdict": word.get(told.verdict, told.verdict),
        "bound": told.bound,
    }


def _direction(comparison: Comparison, declared: Measure, found: PlaceCounts, step: int) -> dict[str, Any]:
    if step == 12:
        return {"direction": "cannot be said", "quarter": ""}
    own = area_key(comparison.area)
    quarters = found.counts[found.places.index(own)] if own in found.places else ()
    if any(kept_back(each, declared) for each in quarters):
        # The ratio of two small numbers tells both.
        return {"direction": "cannot be said", "quarter": ""}
    return direction_of(found, own, declared.better)


def _a_year_ago(
    comparison: Comparison, declared: Measure, before: _Group | None, ahead: Period
) -> dict[str, Any]:
    if before is None:
        return {"period_before": ""}
    stood = place(np.where(before.people > 0, before.counts / before.people, np.nan), 0)
    average = group_average(before.counts, before.people, 0, _KINDS[comparison.average], declared.scale)
    return {
        "period_before": ahead.name,
        "rank_before": stood.rank or None,
        "of_before": stood.of,
        "rate_before": finite(declared.scale * before.counts[0] / before.people[0]),
        "average_before": finite(average),
    }


def _provisional(comparison: Comparison, when: Period) -> bool:
    start = comparison.provisional_from
    return start is not None and month_of_day(start) <= when.last


def _note(group: _Group) -> str:
    absent = [
        group.peers.names[member]
        for at, member in enumerate(group.peers.members)
        if not (group.counts[at] >= 0 and group.people[at] > 0)
    ]
    return (
        f"Left out, because the table or their residents are not known: {', '.join(absent)}."
        if absent
        else ""
    )


def _group_rows(name: str, comparison: Comparison, when: Period, peers: Peers) -> Rows:
    return [
        {
            "comparison": name,
            "title": comparison.title,
            "period": when.name,
            "place": peers.names[member],
            "own": at == 0,
            "proposed": peers.proposed,
            "distance": peers.distance.get(member),
            "source": peers.source,
        }
        for at, member in enumerate(peers.members)
    ]


TOPIC = Topic(
    {"peer_places": PLACES, "peer_verdicts": VERDICTS, "peer_funnels": FUNNELS, "peer_groups": GROUPS}, assess
)
