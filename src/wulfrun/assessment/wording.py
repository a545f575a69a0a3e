"""How numbers and names are written for residents: rounded once, here, the same in sentences and tables."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from wulfrun.words.periods import month_index, month_words, period, period_words

Row = dict[str, Any]

CHANGES = {"on-last-year": "change on a year before", "on-baseline": "change on the baseline"}
# Kinds whose figures are written as those of another: persons as a count, weighted answers as a share.
WRITTEN_AS = {"people": "count", "survey": "share"}
_MINUS = "−"
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DAY = re.compile(r"(?<![\w/.-])\d{4}-\d{2}-\d{2}(?![\w/-]|\.\w)")
_MONTH = re.compile(r"(?<![\w/.-])\d{4}-(?:0[1-9]|1[0-2])(?![\w/-]|\.\w)")
_COMMON = re.compile(
    r"(?:a|all|an|at|both|data|each|every|fewer|few|files?|for|from|in|its?|less|many|missing|months?|more|most|no"
    r"|none|not|nothing|numbers|of|one|only|parts?|rows|small|some|the|there|this|these|those|too|two|under)\b",
    re.IGNORECASE,
)


def base_of(measure: str) -> str:
    """The declared measure that a derived one belongs to.

    >>> base_of("psa1.on-last-year"), base_of("psa1")
    ('psa1', 'psa1')
    """
    return measure.partition(".")[0]


def kind_of(measure: str, declared: Row) -> str:
    """How a figure is written: count, rate, share (in percent), or 'change' where it is derived."""
    suffix = measure.partition(".")[2]
    if suffix in CHANGES:
        return "change"
    kind = suffix or str(declared.get("kind", "count"))
    kind = WRITTEN_AS.get(kind, kind)
    return "rate" if kind == "share" and declared.get("scale") != 100 else kind


def number(value: float, decimals: int = 0) -> str:
    """Write a number with a comma at the thousands and a true minus sign.

    >>> number(12345.0), number(-2.345, 1)
    ('12,345', '−2.3')
    """
    text = f"{abs(value):,.{decimals}f}"
    return (_MINUS if value < 0 and float(text.replace(",", "")) else "") + text


def signed(value: float) -> str:
    """Write a percent change with its sign.

    >>> signed(3.14), signed(-24.0), signed(0.01)
    ('+3.1%', '−24.0%', '0.0%')
    """
    text = number(value, 1)
    return ("" if text.startswith(_MINUS) or text == "0.0" else "+") + text + "%"


def points(value: float) -> str:
    """Write the change of a share: a percent of a percentage is read wrongly.

    >>> points(18.0), points(-7.91), points(0.02)
    ('+18.0 points', '−7.9 points', '0.0 points')
    """
    return signed(value).removesuffix("%") + " points"


def percent(value: float) -> str:
    """Write the size of a change, without its sign: the words beside it say the direction."""
    return number(abs(value), 1) + "%"


def figure_text(value: float, kind: str) -> str:
    """Write a published value as its kind is written: changes and shares in percent, rates to a decimal.

    >>> figure_text(1234.0, "count"), figure_text(12.345, "rate"), figure_text(25.6, "share")
    ('1,234', '12.3', '25.6%')
    """
    if kind == "change":
        return signed(value)
    if kind == "share":
        return number(value, 1) + "%"
    if kind == "ratio":
        return number(value, 2)
    whole = kind == "count" and float(value).is_integer()
    return number(value, 0 if whole else 1)


def inside(title: str) -> str:
    """A title as it stands inside a sentence: names and abbreviations keep their capital.

    >>> inside("Domestic burglary"), inside("PSA1 basket")
    ('domestic burglary', 'PSA1 basket')
    """
    first = title.split(" ", 1)[0]
    plain = first[1:].islower() or len(first) == 1
    return title[:1].lower() + title[1:] if plain else title


def listed(parts: Sequence[str]) -> str:
    """Parts as a list in a sentence; nothing where there is none.

    >>> listed(["litter", "noise", "drugs"]), listed([])
    ('litter, noise and drugs', '')
    """
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def number_words(count: int) -> str:
    """A small number in words.

    >>> number_words(4), number_words(12)
    ('four', '12')
    """
    return _SMALL[count] if count < len(_SMALL) else number(count)


def when(name: str) -> str:
    """A period in words, left as it is where it is no period.

    >>> when("year to 2008-03"), when("2007/08")
    ('the 12 months to March 2008', '2007/08')
    """
    try:
        return period_words(name)
    except ValueError:
        return name


def last_month(name: str) -> int:
    """The last month of a period, as a number that orders periods in time; -1 where it is no period."""
    try:
        return period(name).last
    except ValueError:
        return -1


def sentence(text: str) -> str:
    """A text that begins with a capital and ends with a stop."""
    trimmed = text.strip()
    if not trimmed:
        return ""
    return trimmed[:1].upper() + trimmed[1:] + ("" if trimmed[-1] in ".!?" else ".")


def clause(text: str) -> str:
    """A note as it stands after 'because': no stop; a common first word loses its capital, a name keeps it.

    >>> clause("Part of the year is missing."), clause("November 2006 is missing")
    ('part of the year is missing', 'November 2006 is missing')
    """
    trimmed = text.strip().rstrip(".")
    return trimmed[:1].lower() + trimmed[1:] if _COMMON.match(trimmed) else trimmed


def told(note: str | None) -> str:
    """A note as readers see it: without the words that stand beside it already, months and days in words.

    >>> told("no figure: 2006-11 missing; the data hold 11 of its 12 parts")
    'November 2006 missing; the data hold 11 of its 12 parts'
    >>> told("data/street/2011-04/2011-04-north.csv: 3 rows of 2011-04.")
    'data/street/2011-04/2011-04-north.csv: 3 rows of April 2011.'
    """
    text = re.sub(r"^(?:no figure|suppressed): ", "", note or "")
    text = _DAY.sub(lambda found: day_words(found[0]), text)
    text = _MONTH.sub(lambda found: month_words(month_index(found[0])), text)
    first = text.split(" ", 1)[0]
    return text if "/" in first or "." in first else text[:1].upper() + text[1:]


def day_words(text: str) -> str:
    """A day in words; anything else is left as it is.

    >>> day_words("2017-04-01")
    '1 April 2017'
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {month_words(found.year * 12 + found.month - 1)}"
