"""What offenders did in the example city, so planned that the prolific cohort's change is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

BEGIN, THROUGH = date(2003, 4, 1), date(2008, 6, 30)
OFFENDERS, MEMBERS = 2600, 130
# Nobody comes onto the scheme before a year of offences is known, and everybody's dates differ.
FIRST_START, LAST_START = date(2004, 7, 5), date(2008, 6, 16)
_OFFENCES = ("45", "28A", "46", "48", "39", "34B", "105A", "58B", "92D", "30A")


@dataclass(frozen=True)
class Offence:
    """One offence and what became of it; `proven` False where it came to nothing or is still open."""

    offender: int
    committed: date
    disposed: date | None
    kind: str
    code: str
    proven: bool


@dataclass(frozen=True)
class Member:
    """One stay on the scheme; `mature` where 18 months have passed since its start."""

    offender: int
    start: date
    end: date | None
    scheme: str
    mature: bool
    before: int
    after: int


@dataclass(frozen=True)
class OffenderPlan:
    """Everything done, the releases from custody, and the members of the cohort."""

    offences: tuple[Offence, ...]
    releases: tuple[tuple[int, date], ...]
    members: tuple[Member, ...]

    @property
    def before(self) -> int:
        """Proven offences of the mature members in the year before they came onto the scheme."""
        return sum(each.before for each in self.members if each.mature)

    @property
    def after(self) -> int:
        """The same members' in the year after."""
        return sum(each.after for each in self.members if each.mature)


def plan_offending(rng: np.random.Generator, change: float) -> OffenderPlan:
    """Offenders who differ much in how often they offend; those at their peak came onto the scheme.

    Mature members' proven offences of the year after are those of the year before, changed by `change`
    percent, to the last one.
    """
    rates = rng.gamma(0.4, 1.0, OFFENDERS + 1)
    members = _members(rng, change)
    chosen = {each.offender: each for each in members}
    offences = [
        each
        for offender in range(1, OFFENDERS + 1)
        for each in _done(rng, offender, float(rates[offender]), chosen.get(offender))
    ]
    ends = [each for each in offences if each.kind == "conviction" and each.disposed]
    picked = rng.choice(len(ends), len(ends) // 20, replace=False)
    out = [(ends[at].disposed or BEGIN) + timedelta(int(rng.integers(40, 200))) for at in sorted(picked)]
    releases = [
        (ends[at].offender, day) for at, day in zip(sorted(picked), out, strict=True) if day <= THROUGH
    ]
    return OffenderPlan(tuple(offences), tuple(releases), members)


def year_later(day: date, years: int = 1) -> date:
    """The same day in another year; no day here is 29 February."""
    return day.replace(year=day.year + years)


def _members(rng: np.random.Generator, change: float) -> tuple[Member, ...]:
    span = (LAST_START - FIRST_START).days
    starts = [FIRST_START + timedelta(span * number // (MEMBERS - 1)) for number in range(MEMBERS)]
    starts = [day - timedelta(day.month == 2 and day.day == 29) for day in starts]
    mature = [_eighteen_months(day) <= THROUGH for day in starts]
    before = rng.integers(5, 12, MEMBERS)
    total = int(before[mature].sum())
    after = np.zeros(MEMBERS, np.int64)
    wanted = round(total * (1 + change / 100))
    weights = before[mature] / total
    after[mature] = rng.multinomial(wanted, weights)
    return tuple(
        Member(
            number + 1,
            start,
            _ended(rng, start),
            "PPO" if number < 100 else "IOM",
            mature[number],
            int(before[number]),
            int(after[number]),
        )
        for number, start in enumerate(starts)
    )


def _eighteen_months(day: date) -> date:
    month = day.year * 12 + day.month - 1 + 18
    return date(month // 12, month % 12 + 1, min(day.day, 28))


def _ended(rng: np.random.Generator, start: date) -> date | None:
    end = start + timedelta(int(rng.integers(300, 1100)))
    return end if end <= THROUGH and rng.random() < 0.6 else None


def _done(rng: np.random.Generator, offender: int, rate: float, member: Member | None) -> Iterator[Offence]:
    """What an offender did; of a member the proven offences of the two years around the start are planned."""
    days = (THROUGH - BEGIN).days
    times = rng.integers(0, days + 1, rng.poisson(rate * days / 365))
    loose = [BEGIN + timedelta(int(at)) for at in np.sort(times)]
    if member is None:
        for day in loose:
            yield _offence(rng, offender, day, rng.random() < 0.9)
        return
    begin, end = year_later(member.start, -1), year_later(member.start)
    for day in loose:
        if not begin <= day <= end:
            yield _offence(rng, offender, day, rng.random() < 0.9)
    for _ in range(member.before):
        yield _offence(rng, offender, member.start - timedelta(int(rng.integers(2, 355))), True)
    if member.mature:
        for _ in range(member.after):
            yield _offence(rng, offender, member.start + timedelta(int(rng.integers(2, 355))), True)


def _offence(rng: np.random.Generator, offender: int, day: date, proven: bool) -> Offence:
    """Courts take 20 to 150 days: within the six months that proven re-offending waits for them."""
    code, disposed = str(rng.choice(_OFFENCES)), day + timedelta(int(rng.integers(20, 150)))
    kind = "charge" if not proven else "caution" if rng.random() < 0.2 else "conviction"
    if disposed > THROUGH:
        return Offence(offender, day, None, "charge", code, False)
    return Offence(offender, day, disposed, kind, code, proven)
