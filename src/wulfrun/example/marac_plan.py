"""Referrals to the example city's conference (MARAC): how many are repeats is known by either definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from wulfrun.example.domestic_plan import Incident, anniversary

FIRST = 2005
REFERRALS = (90, 150, 210)
# Percent of referrals that are repeats with a criminal act in 2006/07; with another act in every year.
SHARE_FIRST, SHARE_OTHER = 20.0, 6.0
_STATED_WRONG = 17
_REFERRERS = ("police", "police", "police", "domestic violence adviser", "health", "children's services",
              "housing", "probation")  # fmt: skip


@dataclass(frozen=True)
class Referral:
    """One referral: `again` is '' (new), 'criminal' or 'other'; `stated` is the agency's own word for it."""

    number: int
    day: date
    heard: date
    victim: int
    perpetrator: int
    lsoa: int | None
    agency: str
    again: str
    criminal: bool
    stated: bool


def plan_referrals(
    incidents: Sequence[Incident], rng: np.random.Generator, planted: Mapping[str, float]
) -> list[Referral]:
    """Three years of referrals in order of time, most of them of victims at high risk."""
    found: list[Referral] = []
    last: dict[tuple[int, int], int] = {}
    stranger = 900_000
    high = [each for each in incidents if each.risk == "high" and each.victim]
    for place, n in enumerate(REFERRALS):
        begin = date(FIRST + place, 4, 1).toordinal()
        days = np.sort(rng.integers(begin + 2, date(FIRST + place + 1, 4, 1).toordinal(), n)).tolist()
        share = (8.0, SHARE_FIRST, planted["marac_repeat_share"])[place]
        kinds = np.array([""] * n, dtype="U8")
        chosen = rng.permutation(n)
        first, other = round(share / 100 * n), round(SHARE_OTHER / 100 * n)
        kinds[chosen[:first]], kinds[chosen[first : first + other]] = "criminal", "other"
        for day, kind in zip(days, kinds.tolist(), strict=True):
            pair = _pair_again(rng, last, day) if kind else None
            again = kind if pair else ""
            lsoa = None
            if pair is None:
                incident = _high_risk(rng, high, last, day)
                stranger += 1
                pair = (stranger, stranger)
                if incident and incident.victim:
                    pair, lsoa = (incident.victim.number, incident.victim.suspect), incident.lsoa
            last[pair] = day
            wrong = len(found) % _STATED_WRONG == _STATED_WRONG - 1
            criminal = again == "criminal" or (not again and rng.random() < 0.8)
            found.append(
                Referral(
                    len(found) + 1, date.fromordinal(day),
                    date.fromordinal(day) + timedelta(int(rng.integers(3, 29))), *pair, lsoa,
                    str(rng.choice(_REFERRERS)), again, criminal, bool(again) != wrong,
                )
            )  # fmt: skip
    return found


def _pair_again(
    rng: np.random.Generator, last: Mapping[tuple[int, int], int], day: int
) -> tuple[int, int] | None:
    """A pair last referred within the 12 months before: now and then on the very anniversary."""
    known = sorted(pair for pair, before in last.items() if before < day <= anniversary(before))
    edge = [pair for pair in known if anniversary(last[pair]) == day]
    if edge and rng.random() < 0.5:
        return edge[0]
    return known[int(rng.integers(len(known)))] if known else None


def _high_risk(
    rng: np.random.Generator, high: Sequence[Incident], last: Mapping[tuple[int, int], int], day: int
) -> Incident | None:
    """An incident at high risk of the last two weeks whose people were not referred in 12 months."""
    found = []
    for each in high:
        if each.victim and 0 <= day - each.day.toordinal() <= 14:
            before = last.get((each.victim.number, each.victim.suspect))
            if before is None or day > anniversary(before):
                found.append(each)
    return found[int(rng.integers(len(found)))] if found else None
