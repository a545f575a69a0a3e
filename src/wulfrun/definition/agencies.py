"""The responsible authorities of a partnership in the years of its strategy."""

from dataclasses import dataclass
from datetime import date, timedelta

from wulfrun.words.periods import month_index, month_words, period


@dataclass(frozen=True)
class Authority:
    """A body that must (or did) work in the partnership; from and to are months as YYYY-MM, '' = open."""

    key: str
    name: str
    role: str = "responsible authority"
    start: str = ""
    end: str = ""


# Crime and Disorder Act 1998 s. 5 as amended: Police Reform Act 2002 (fire, primary care trusts), Policing
# and Crime Act 2009 s. 108 (probation), Police Reform and Social Responsibility Act 2011, Health and Social
# Care Act 2012, Health and Care Act 2022.
AUTHORITIES = (
    Authority("council", "Council"),
    Authority("police", "Police force"),
    Authority("fire", "Fire and rescue authority", start="2003-04"),
    Authority("police-authority", "Police authority", start="2003-04", end="2012-11"),
    Authority("primary-care-trust", "Primary care trust", start="2004-04", end="2013-03"),
    Authority("probation", "Probation service", start="2010-04"),
    Authority("clinical-commissioning-group", "Clinical commissioning group", start="2013-04", end="2022-06"),
    Authority("integrated-care-board", "Integrated care board", start="2022-07"),
)
PUBLISHERS = (Authority("home-office", "Home Office", "publisher of open data"),)


def in_force(start: str, end: str) -> tuple[Authority, ...]:
    """The authorities of any month of a strategy, given as its first and last financial year.

    >>> [each.key for each in in_force("2008/09", "2009/10")]
    ['council', 'police', 'fire', 'police-authority', 'primary-care-trust']
    """
    first, last = period(start).first, period(end).last
    return tuple(each for each in AUTHORITIES if _begins(each) <= last and _ends(each) >= first)


def role(authority: Authority, start: str, end: str) -> str:
    """Its role, with the month in which it began or ended where that lies inside the strategy."""
    first, last = period(start).first, period(end).last
    said = authority.role
    if first < _begins(authority) <= last:
        said += f", from {month_words(_begins(authority))}"
    if first <= _ends(authority) < last:
        said += f", until {month_words(_ends(authority))}"
    return said


def first_day(authority: Authority) -> date | None:
    """The first day of its duty; None where it had it from the beginning of the Act.

    >>> first_day(AUTHORITIES[2])
    datetime.date(2003, 4, 1)
    """
    return _day(_begins(authority)) if authority.start else None


def last_day(authority: Authority) -> date | None:
    """The last day of its duty; None where it still has it.

    >>> last_day(AUTHORITIES[4])
    datetime.date(2013, 3, 31)
    """
    return _day(_ends(authority) + 1) - timedelta(days=1) if authority.end else None


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _begins(authority: Authority) -> int:
    return month_index(authority.start) if authority.start else 0


def _ends(authority: Authority) -> int:
    return month_index(authority.end) if authority.end else month_index("9999-12")
