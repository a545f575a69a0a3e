"""Which reports to police, council and third parties are of one hate incident, by three declared rules.

Rule 1, same reference: a row gives the police's number of the incident, or the police's row gives the number
of the third-party report that was passed on. Rule 2, same victim: the keyed references of the victims are
equal and the days lie at most VICTIM_DAYS apart. Rule 3, same place ('probable'): a strand in common, the
same LSOA, days at most PLACE_DAYS apart, and neither has another candidate.

By rules 2 and 3 no two rows of one agency become one incident: an agency that gives two numbers says that
there were two. Nor do rows whose police numbers differ, nor, by rule 3, rows whose victims differ.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wulfrun.data.sources._hate_words import ALL_STRANDS

VICTIM_DAYS, PLACE_DAYS = 3, 1
REFERENCE, VICTIM, PLACE = "same reference", "same victim", "same place and strand (probable)"
RULES = (REFERENCE, VICTIM, PLACE)
POLICE, COUNCIL, THIRD = "police", "council", "third party"
AGENCIES = (POLICE, COUNCIL, THIRD)

Pair = tuple[int, int]


@dataclass(frozen=True)
class Report:
    """One row of one agency; `lsoa` is '' where it was placed in none, references are keyed or ''.

    `police` is the police's number (its own, for the police), `third` the third party's number (its own for
    a third party, that passed on for the police); `victim` is 0 where unknown; `day` is days since 1970.
    """

    agency: str
    key: int
    day: int
    flags: int
    lsoa: str = ""
    victim: int = 0
    police: str = ""
    third: str = ""
    code: str = ""
    satisfied: str = ""
    area: str = ""
    file: str = ""

    @property
    def order(self) -> tuple[int, int, int]:
        """Police before council before third party, then in order of time: an order that is always one."""
        return AGENCIES.index(self.agency), self.day, self.key


@dataclass(frozen=True)
class Matched:
    """One incident: its reports, the first of them leading; `rules` says how each other one was joined."""

    reports: tuple[Report, ...]
    rules: tuple[str, ...] = ()

    @property
    def lead(self) -> Report:
        """The report that dates the incident: the police's where there is one, then the council's."""
        return self.reports[0]

    @property
    def agencies(self) -> frozenset[str]:
        """Who has it in their own records."""
        return frozenset(each.agency for each in self.reports)


def matched(reports: Iterable[Report]) -> list[Matched]:
    """Every report in exactly one incident, so that reports = incidents + reports joined by a rule."""
    joined = [Matched((each,)) for each in sorted(reports, key=lambda each: each.order)]
    for rule, pairs in ((REFERENCE, _by_reference), (VICTIM, _by_victim), (PLACE, _by_place)):
        joined = _join(joined, pairs(joined), rule)
    return joined


def _join(before: Sequence[Matched], pairs: Iterable[Pair], rule: str) -> list[Matched]:
    """Join pairs of incidents in the order given, where what was joined before allows it."""
    whole: dict[int, Matched] = dict(enumerate(before))
    now = list(range(len(before)))

    def found(at: int) -> int:
        while now[at] != at:
            at = now[at]
        return at

    for one, other in pairs:
        first, second = sorted((found(one), found(other)))
        if first == second or not _may_be_one(whole[first], whole[second], rule):
            continue
        whole[first] = _together(whole[first], whole.pop(second), rule)
        now[second] = first
    return [whole[at] for at in sorted(whole)]


def _together(one: Matched, other: Matched, rule: str) -> Matched:
    """Both as one: each report keeps the rule that joined it, the later lead is joined by this rule."""
    how = {id(each): by for each, by in zip(one.reports[1:], one.rules, strict=True)}
    how |= {id(each): by for each, by in zip(other.reports[1:], other.rules, strict=True)}
    reports = sorted((*one.reports, *other.reports), key=lambda each: each.order)
    return Matched(tuple(reports), tuple(how.get(id(each), rule) for each in reports[1:]))


def _may_be_one(one: Matched, other: Matched, rule: str) -> bool:
    if POLICE in one.agencies and POLICE in other.agencies:
        return False
    if rule == REFERENCE:
        return True
    numbers = {each.police for each in (*one.reports, *other.reports) if each.police}
    return len(numbers) <= 1 and not one.agencies & other.agencies


def _by_reference(joined: Sequence[Matched]) -> Iterator[Pair]:
    """Rows with one police number; then police rows with the number of a report that only one row bears."""
    numbers: dict[str, int] = {}
    passed_on: dict[str, list[int]] = defaultdict(list)
    own: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(joined):
        if each.lead.police:
            first = numbers.setdefault(each.lead.police, at)
            if first != at:
                yield first, at
        if each.lead.third:
            (passed_on if each.lead.agency == POLICE else own)[each.lead.third].append(at)
    for number, police in passed_on.items():
        third = own.get(number, [])
        # Of two centres that number alike nobody knows which of them passed it on; and a row that names
        # another police number itself is believed.
        if len(third) == len(police) == 1 and not _contradicts(joined[third[0]].lead, joined[police[0]].lead):
            yield police[0], third[0]


def _contradicts(one: Report, other: Report) -> bool:
    return bool(one.police and other.police and one.police != other.police)


def _by_victim(joined: Sequence[Matched]) -> Iterator[Pair]:
    """Incidents that share a victim, those nearest in time first."""
    pairs = _close(joined, lambda each: (each.victim,) if each.victim else (), VICTIM_DAYS)
    yield from sorted(pairs, key=lambda pair: (pairs[pair], pair))


def _by_place(joined: Sequence[Matched]) -> Iterator[Pair]:
    """Incidents in one LSOA with a strand in common, where each is the other's only candidate."""

    def keys(each: Report) -> tuple[tuple[str, int], ...]:
        strands = each.flags & ALL_STRANDS
        return tuple(
            (each.lsoa, 1 << bit) for bit in range(strands.bit_length()) if strands & 1 << bit and each.lsoa
        )

    pairs = [
        (one, other)
        for one, other in _close(joined, keys, PLACE_DAYS)
        if _may_be_one(joined[one], joined[other], PLACE) and not _other_victims(joined[one], joined[other])
    ]
    candidates: dict[int, int] = defaultdict(int)
    for pair in pairs:
        for at in pair:
            candidates[at] += 1
    yield from sorted(pair for pair in pairs if candidates[pair[0]] == candidates[pair[1]] == 1)


def _other_victims(one: Matched, other: Matched) -> bool:
    ours, theirs = ({each.victim for each in side.reports if each.victim} for side in (one, other))
    return bool(ours and theirs and not ours & theirs)


def _close(
    joined: Sequence[Matched], keys: Callable[[Report], Iterable[object]], days: int
) -> Mapping[Pair, int]:
    """Pairs of incidents with a key in common on days so far apart at most, with the days between them."""
    alike: dict[object, list[tuple[int, int]]] = defaultdict(list)
    for at, each in enumerate(joined):
        for report in each.reports:
            for key in keys(report):
                alike[key].append((report.day, at))
    pairs: dict[Pair, int] = {}
    for places in alike.values():
        places.sort()
        for number, (day, one) in enumerate(places):
            for later, other in places[number + 1 :]:
                if later - day > days:
                    break
                if one != other:
                    pair = (min(one, other), max(one, other))
                    pairs[pair] = min(later - day, pairs.get(pair, days))
    return pairs
