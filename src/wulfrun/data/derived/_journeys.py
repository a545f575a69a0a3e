"""Episodes of treatment joined into journeys: what agencies record apart, one person lives through as one."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wulfrun.data.sources._treatment_words import CARRIES_ON, PLANNED, SUBSTANCES

TWELVE_WEEKS = 84
THREE_WEEKS = 21


@dataclass(frozen=True)
class Episode:
    """One person's time at one agency; days since 1970, `end` None while it is open."""

    who: int
    agency: str
    start: int
    end: int | None
    substance: str
    area: str = ""
    file: str = ""
    reason: str = ""
    referral: int | None = None
    triage: int | None = None
    sealed: bytes = b""


@dataclass(frozen=True)
class Journey:
    """One person's unbroken treatment over one agency or several; `episodes` in order of their starts."""

    who: int
    start: int
    end: int | None
    episodes: tuple[Episode, ...]

    @property
    def substance(self) -> str:
        """The strongest of the main substances that its episodes name."""
        return min((each.substance for each in self.episodes), key=SUBSTANCES.index)

    @property
    def planned(self) -> bool:
        """Whether it ended in a planned way: the last to discharge says so."""
        if self.end is None:
            return False
        return any(each.reason in PLANNED for each in self.episodes if each.end == self.end)

    @property
    def retained(self) -> bool:
        """Still in treatment 12 weeks after the first modality, or left before in a planned way.

        Only to be asked of a journey whose 84 days have passed.
        """
        return self.end is None or self.end - self.start >= TWELVE_WEEKS or self.planned

    @property
    def triage(self) -> int:
        """The day from which effective treatment is counted: triage, or the start where it is not known."""
        first = self.episodes[0]
        return self.start if first.triage is None else first.triage

    @property
    def waited(self) -> int | None:
        """Days from the first referral to the first modality, None where the referral is not known."""
        referral = self.episodes[0].referral
        return None if referral is None else self.start - referral

    @property
    def placed(self) -> Episode:
        """The last episode that says where the person lived, else the last."""
        return next((each for each in reversed(self.episodes) if each.area), self.episodes[-1])

    @property
    def effective(self) -> bool:
        """In treatment 12 weeks after triage, or left before in a planned way (NI 40)."""
        return self.end is None or self.end - self.triage >= TWELVE_WEEKS or self.planned


def episodes_of(events: Iterable[dict[str, Any]], last_day: int) -> list[Episode]:
    """The episodes in which a modality began by `last_day`; a discharge after it has not happened yet.

    An episode sent again (same person, agency and start) is one: the row that tells its discharge is kept.
    """
    found: dict[tuple[int, str, int], Episode] = {}
    for row in events:
        if row["day"] is None or row["day"] > last_day or not row["who"]:
            continue
        more = json.loads(row["more"] or "{}")
        ended = row["until"] is not None and row["until"] <= last_day
        episode = Episode(
            who=row["who"],
            agency=more.get("agency", ""),
            start=row["day"],
            end=row["until"] if ended else None,
            substance=row["code"],
            area=row["area"],
            file=row["file"],
            reason=more.get("reason", "") if ended else "",
            referral=_day(more, "referral"),
            triage=_day(more, "triage"),
            sealed=row["sealed"] or b"",
        )
        key = (episode.who, episode.agency, episode.start)
        known = found.get(key)
        if known is None or (known.end or 0) < (episode.end or 0):
            found[key] = episode
    return list(found.values())


def journeys(episodes: Iterable[Episode]) -> list[Journey]:
    """Every person's journeys in order of time: a modality within 21 days of the last discharge, or while
    another episode is open, carries the journey on (National Indicator 40, technical definition)."""
    own: dict[int, list[Episode]] = defaultdict(list)
    for each in episodes:
        own[each.who].append(each)
    found: list[Journey] = []
    for who in sorted(own):
        run: list[Episode] = []
        for each in sorted(own[who], key=lambda one: (one.start, one.agency)):
            if run and not _carried_on(_end(run), each.start):
                found.append(_journey(run))
                run = []
            run.append(each)
        found.append(_journey(run))
    return found


def _carried_on(end: int | None, start: int) -> bool:
    return end is None or start - end <= CARRIES_ON


def _end(run: Sequence[Episode]) -> int | None:
    """The last discharge, None while any episode is open."""
    ends = [each.end for each in run]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def _journey(run: Sequence[Episode]) -> Journey:
    return Journey(run[0].who, run[0].start, _end(run), tuple(run))


def _day(more: dict[str, str], name: str) -> int | None:
    return int(more[name]) if name in more else None
