"""Which referrals to a conference (MARAC) are repeats, by both definitions that have been in force."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wulfrun.data.derived._within_a_year import anniversary

# Codes of a case. The current definition counts the first two, the earlier one the first alone.
REPEAT_CRIMINAL, REPEAT_OTHER, NEW = "repeat, criminal act", "repeat, other abuse", "new referral"


@dataclass(frozen=True)
class Case:
    """One referral with what it is; `stated` is what the agency says of it: yes, no, or '' for nothing.

    `unsure`: a repeat of which nobody said whether it was a criminal act, so only the current definition
    counts it; `unpaired`: the perpetrator is not known, so no earlier referral can be told to be theirs.
    """

    day: int
    victim: int
    perpetrator: int
    code: str
    stated: str
    unsure: bool
    flags: int
    month: int
    area: str
    file: str

    @property
    def unpaired(self) -> bool:
        """Whether the perpetrator is unknown."""
        return not self.perpetrator


def cases_of(rows: Iterable[Mapping[str, Any]]) -> list[Case]:
    """Every referral once, in order of time: the same pair on the same day is one, however often it is sent.

    A repeat: the same victim and perpetrator were referred in the 12 months before, counted from the LAST
    referral, not from the first nor from the conference that heard it. Later than that is a new referral.
    Source: SafeLives, Definition of a 'repeat' at Marac, in both versions.
    """
    last: dict[tuple[int, int], int] = {}
    found: list[Case] = []
    for row in sorted(rows, key=lambda each: (each["day"], each["who"], each["other"], each["more"] or "")):
        pair = (row["who"], row["other"])
        before = last.get(pair) if row["other"] else None
        if before == row["day"]:
            continue
        more = json.loads(row["more"] or "{}")
        again = before is not None and row["day"] <= anniversary(before)
        criminal = more.get("criminal", "")
        code = NEW if not again else REPEAT_CRIMINAL if criminal == "yes" else REPEAT_OTHER
        found.append(
            Case(
                row["day"], *pair, code, more.get("stated", ""), again and not criminal, row["flags"],
                row["month"], row["area"], row["file"],
            )
        )  # fmt: skip
        last[pair] = row["day"]
    return found


def disagreement(cases: Iterable[Case]) -> str:
    """How far the agency's own word for repeats agrees with the dates; '' where it gives none or agrees."""
    said = [each for each in cases if each.stated and not each.unpaired]
    more = sum(each.stated == "yes" and each.code == NEW for each in said)
    fewer = sum(each.stated == "no" and each.code != NEW for each in said)
    if not more + fewer:
        return ""
    return (
        f"MARAC: of {len(said):,} referrals that say whether they are repeats, the agency and the dates "
        f"disagree on {more + fewer:,}: {more:,} are called repeats without a referral of the same pair in "
        f"the 12 months before, {fewer:,} are not called so although there is one. The dates are counted."
    )
