"""The days of a strategy, and what was in force on them."""

from collections.abc import Iterable

from wulfrun.assessment.wording import day_words
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_name, period


def first_day(shelf: Shelf) -> str:
    """The first day of the strategy's years as YYYY-MM-DD; '' where none are declared."""
    strategy = shelf.partnership.get("strategy")
    return f"{month_name(period(strategy['start']).first)}-01" if strategy else ""


def last_day(shelf: Shelf) -> str:
    """The last day of the strategy's years, a 31 March; '' where none are declared."""
    strategy = shelf.partnership.get("strategy")
    return f"{month_name(period(strategy['end']).last)}-31" if strategy else ""


def on_the_day(rows: Iterable[Row], day: str) -> list[Row]:
    """Those whose time holds a day; all where no day is given."""
    return [
        row
        for row in rows
        if not day or ((row["since"] or "") <= day and (not row["until"] or day <= row["until"]))
    ]


def span_words(row: Row) -> str:
    """The time of a duty or a body."""
    return in_words(row["since"], row["until"])


def in_words(since: str | None, until: str | None) -> str:
    """A time with open ends, in words.

    >>> in_words("2003-04-01", None), in_words(None, "2012-11-21"), in_words(None, None)
    ('since 1 April 2003', 'until 21 November 2012', 'not dated')
    """
    if since and until:
        return f"{day_words(since)} to {day_words(until)}"
    if since:
        return f"since {day_words(since)}"
    return f"until {day_words(until)}" if until else "not dated"
