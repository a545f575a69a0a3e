"""Which victims' pattern calls for earlier intervention, by rules anybody may read; restricted side only.

The rules find people whom somebody should look at; they say nothing of how dangerous anything is. A person
who knows the case decides (SafeLives, risk identification: visible high risk, escalation, repeat).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from wulfrun.data.derived._domestic_incidents import Incident
from wulfrun.data.derived._marac_cases import Case
from wulfrun.data.derived._within_a_year import anniversary
from wulfrun.data.sources._domestic_words import RISKS

# Three incidents in the last 12 months, whatever their risk (the usual threshold of escalation by number).
MANY = 3
# Two in the last 12 months, the last at a higher risk than the first.
RISING = 2
# Days that a referral to the conference may take before its absence is worth a word.
REFERRAL_TAKES = 14
HIGH = len(RISKS)
LIST = pa.schema(
    [("sealed", pa.binary()), ("why", pa.string()), ("rules", pa.int64()),
     ("incidents_12_months", pa.int64()), ("highest_risk", pa.string()), ("last_incident", pa.date32()),
     ("last_marac_referral", pa.date32())]
)  # fmt: skip


@dataclass(frozen=True)
class Pattern:
    """A victim's last 12 months: incidents in order of time, and all referrals to the conference."""

    incidents: tuple[Incident, ...]
    referrals: tuple[Case, ...]


def patterns(
    own: Mapping[int, Sequence[Incident]], cases: Sequence[Case], last_day: int
) -> Iterator[tuple[Pattern, list[str]]]:
    """Every victim with an incident in the 12 months to `last_day` whom at least one rule names, and why.

    Without any referral to the conference the rules that rest on it are left out.
    """
    referred: dict[int, list[Case]] = {}
    for case in cases:
        if case.day <= last_day:
            referred.setdefault(case.victim, []).append(case)
    for victim, incidents in sorted(own.items()):
        recent = tuple(each for each in incidents if each.day <= last_day <= anniversary(each.day))
        pattern = Pattern(recent, tuple(referred.get(victim, ())))
        if recent and (why := [*_of_incidents(recent), *_of_referrals(pattern, bool(cases), last_day)]):
            yield pattern, why


def listed(found: Sequence[tuple[Pattern, Sequence[str]]]) -> pa.Table:
    """The restricted list: references sealed; those named by most rules and with most incidents first."""
    ordered = sorted(
        found, key=lambda one: (-len(one[1]), -len(one[0].incidents), one[0].incidents[-1].sealed)
    )
    rows = [
        {
            "sealed": pattern.incidents[-1].sealed,
            "why": "; ".join(why),
            "rules": len(why),
            "incidents_12_months": len(pattern.incidents),
            "highest_risk": _risk(max(each.risk for each in pattern.incidents)),
            "last_incident": _day(pattern.incidents[-1].day),
            "last_marac_referral": _day(pattern.referrals[-1].day) if pattern.referrals else None,
        }
        for pattern, why in ordered
    ]
    return pa.Table.from_pylist(rows, LIST)


def _of_incidents(recent: Sequence[Incident]) -> Iterator[str]:
    if len(recent) >= MANY:
        yield f"{len(recent)} incidents in 12 months"
    assessed = [each.risk for each in recent if each.risk]
    if len(assessed) >= RISING and assessed[-1] > assessed[0]:
        yield f"risk rose from {_risk(assessed[0])} to {_risk(assessed[-1])}"


def _of_referrals(pattern: Pattern, known: bool, last_day: int) -> Iterator[str]:
    if not known:
        return
    waited = [each for each in pattern.incidents if each.day + REFERRAL_TAKES <= last_day]
    if any(each.risk == HIGH and not _referred(pattern.referrals, each.day) for each in waited):
        yield "high risk, not referred to MARAC"
    if any(_not_referred_back(each, pattern.referrals) for each in waited):
        yield "further abuse within 12 months of a MARAC referral, not referred back"


def _referred(referrals: Sequence[Case], day: int) -> bool:
    """Whether there is a referral after an incident, or in the 12 months before it."""
    return any(each.day >= day or day <= anniversary(each.day) for each in referrals)


def _not_referred_back(incident: Incident, referrals: Sequence[Case]) -> bool:
    """Whether an incident between the same people followed a referral, and no referral followed it.

    An incident on the day of the referral is what led to it.
    """
    same = [each for each in referrals if each.perpetrator and each.perpetrator == incident.suspect]
    before = [each for each in same if each.day < incident.day <= anniversary(each.day)]
    return bool(before) and not any(each.day >= incident.day for each in same)


def _risk(risk: int) -> str:
    return RISKS[risk - 1] if risk else "not assessed"


def _day(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)
