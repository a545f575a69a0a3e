"""What residents of each neighbourhood asked for and what was done, as its team tells it."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.series import finite, parting_months
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.methods.laney import u_prime
from wulfrun.words.periods import month_name

ASKED, CONTACTS = "neighbourhood_priorities", "patrol_contacts"
COUNTED, HOURS = "resident-contacts", "patrol-hours"
# Contacts are told for so many hours; limits need a year of months.
PER_HOURS, LEAST_MONTHS = 100, 12
JUDGED = "neighbourhood_priority_list"
_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
TABLES = {
    ASKED: pa.schema(
        {
            "area_code": _TEXT, "area_name": _TEXT, "chosen": _TEXT, "issue": _TEXT, "priority": _TEXT,
            "votes": _WHOLE, "status": _TEXT, "closed": _TEXT, "days": _WHOLE, "action": _TEXT,
        }
    ),
    CONTACTS: pa.schema(
        {
            "month": _TEXT, "contacts": _NUMBER, "hours": _NUMBER, "rate": _NUMBER, "centre": _NUMBER,
            "lower": _NUMBER, "upper": _NUMBER, "rule": _TEXT, "segment": _WHOLE,
        }
    ),
}  # fmt: skip
_EPOCH = date(1970, 1, 1)


def assess(known: Known) -> dict[str, Rows]:
    """Every priority in order of neighbourhood and day, the latest first; and contacts beside hours by month.

    Priorities were chosen in public.
    """
    table = known.judged.get(JUDGED)
    names = {area.code: area.name for area in known.geography.areas}
    rows = table.to_pylist() if table is not None else []
    rows.sort(key=lambda row: (names.get(row["area"], ""), -row["chosen"], row["priority"]))
    return {ASKED: [_row(row, names) for row in rows], CONTACTS: contacts_by_hours(known)}


def contacts_by_hours(known: Known) -> Rows:
    """The teams' contacts for every 100 hours outside, of the whole place, with the limits of a u' chart.

    More hours bring more contacts and narrower limits. A month that lacks one of the two is a gap.
    """
    whole = known.book.codes(COUNTED, "partnership")[:1]
    if not whole:
        return []
    contacts, hours = (known.book.monthly(name, whole[0]) for name in (COUNTED, HOURS))
    worked = dict(zip(hours.months.tolist(), hours.values.tolist(), strict=True))
    exposure = np.array([worked.get(month, np.nan) for month in contacts.months.tolist()], float)
    both = (contacts.counts >= 0) & (exposure > 0)
    if both.sum() < LEAST_MONTHS:
        return []
    count, at_risk = np.where(both, contacts.counts, np.nan), np.where(both, exposure, np.nan)
    parting = sorted({*parting_months(known.breaks, COUNTED), *parting_months(known.breaks, HOURS)})
    segments = np.searchsorted(np.array(parting, np.int64), contacts.months, side="right")
    chart = u_prime(count, at_risk, segments, PER_HOURS, least=LEAST_MONTHS)
    return [
        {
            "month": month_name(int(month)), "contacts": finite(count[at]), "hours": finite(at_risk[at]),
            "rate": finite(PER_HOURS * count[at] / at_risk[at]), "centre": finite(chart.centre[at]),
            "lower": finite(chart.lower[at]), "upper": finite(chart.upper[at]),
            "rule": str(chart.rule[at]) or None, "segment": int(segments[at]),
        }
        for at, month in enumerate(contacts.months)
    ]  # fmt: skip


def _row(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    closed = row["closed"]
    return {
        "area_code": row["area"], "area_name": names.get(row["area"], row["area"]),
        "chosen": _day(row["chosen"]), "issue": row["issue"], "priority": row["priority"],
        "votes": row["votes"], "status": row["status"], "closed": _day(closed) if closed else "",
        "days": closed - row["chosen"] if closed else None, "action": row["action"],
    }  # fmt: skip


def _day(number: int) -> str:
    return (_EPOCH + timedelta(days=number)).isoformat()


TOPIC = Topic(tables=TABLES, assess=assess)
