"""The year that a yearly document is about."""

from wulfrun.assessment.topics.actions import ACTIONS
from wulfrun.assessment.wording import last_month
from wulfrun.definition.statutory_return import last_day
from wulfrun.publication.pages.said import leading
from wulfrun.publication.shelf import Shelf
from wulfrun.words.periods import month_name, month_words, period, single


def year_of(shelf: Shelf) -> str:
    """The latest year or twelve months of the measure that matters most; '' where none has one.

    Not the last month of any data: one late or early file would move it.
    """
    found = (shelf.latest(name, shelf.whole) for name in leading(shelf))
    return next((each for each in found if each), "")


def year_words(name: str) -> str:
    """From which month to which a year runs.

    >>> year_words("2007/08")
    'April 2007 to March 2008'
    """
    whole = period(name)
    return f"{month_words(whole.first)} to {month_words(whole.last)}"


def through_of(name: str) -> str:
    """The last month of a year or a quarter; '' for none.

    >>> through_of("2007/08")
    '2008-03'
    """
    return month_name(period(name).last) if name else ""


def day_of_judging(shelf: Shelf) -> str:
    """The day on which it is judged what was held or owed.

    As declared, or as actions were judged; else the end of the year.
    """
    if shelf.partnership.get("as_of"):
        return str(shelf.partnership["as_of"])
    judged = shelf.release.rows(ACTIONS)
    if judged:
        return str(judged[0]["as_of"])
    year = year_of(shelf)
    return last_day(single(last_month(year) if year else shelf.through)).isoformat()
