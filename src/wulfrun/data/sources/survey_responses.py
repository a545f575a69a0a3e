"""A survey of residents as rows of respondents: who was asked, when, where, and what each answered."""

import hashlib
import re
from functools import lru_cache

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sheet_rows import SHEET
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import day, day_number, needed, number, place, reference, text
from wulfrun.data.sources._checks import whole_row
from wulfrun.definition.model import Source
from wulfrun.words.periods import financial_year, month_of_day, period

FIELDS = (
    Field(
        "respondent",
        "The survey's own number of the respondent: no name, no address",
        True,
        "R-0001",
        "code",
        personal=True,
        aliases=("respondent id", "respondent number", "serial", "serial number", "respid", "interview id",
                 "case id", "interview number"),
    ),
    Field(
        "interviewed", "Day of the interview", False, "14/05/2007", "date", "day",
        aliases=("interview date", "date of interview", "fieldwork date", "int date", "date"),
    ),
    Field(
        "wave", "Name of the wave, needed where no day is given", False, "2007/08",
        aliases=("survey wave", "round", "sweep", "survey year", "period"),
    ),
    Field("lsoa", "LSOA where the respondent lives", False, "E01010410", "code", aliases=("lsoa code",)),
    Field(
        "area", "Neighbourhood or ward, by name or code, where there is no LSOA", False, "Bilston North",
        aliases=("neighbourhood", "ward", "ward name", "area name", "locality"),
    ),
    Field("age", "Age in years, or a band such as 35-54", False, "42", aliases=("age band", "age group")),
    Field("sex", "As the margins name it", False, "Female", aliases=("gender",)),
    Field(
        "ethnic_group", "As the margins name it", False, "White", aliases=("ethnicity", "ethnic origin")
    ),
    Field(
        "weight", "Design weight of a random sample, such as the adults in the household", False, "2",
        "number", "times", aliases=("design weight", "selection weight"),
    ),
)  # fmt: skip
ANSWER, SENT_BY, WAVE = "=", "sent_by", "wave"
CHARACTERISTICS = ("age", "sex", "ethnic_group")
# Longer than this is no coded answer but free text, in which people name people: it is not kept.
_LONGEST_ANSWER = 80
_YEAR = re.compile(r"(?<!\d)(\d{4})\s*[-/]\s*(?:\d{2})?(\d{2})(?!\d)")
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W+(\d{4})\b", re.IGNORECASE)
_SEASON = re.compile(r"\b(spring|summer|autumn)\W+(\d{4})\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 4, "summer": 7, "autumn": 10}
_NAMES = frozenset(each.name for each in FIELDS)


def accepts(row: Row, source: Source) -> Found | None:
    """One interview, in the March that ends its financial year; `more` holds its answers by column."""
    whole_row(row)
    who = needed(reference(row, "respondent"), "respondent")
    when, wave, where = day(row, "interviewed"), text(row, "wave"), place(row)
    if when is None and not wave:
        raise RefusedRow("interviewed and wave are both missing; one of them must be filled in")
    month = financial_year(month_of_day(when)).last if when else year_of_wave(wave)
    weight = number(row, "weight")
    if weight is not None and weight <= 0:
        raise RefusedRow(f"weight is {weight:g}; expected a number over 0, or a blank")
    said = {name: text(row, name) for name in CHARACTERISTICS}
    said |= {WAVE: wave, "weight": f"{weight:g}" if weight is not None else ""}
    answers = {
        ANSWER + column: " ".join(cell.split())
        for column, cell in row.items()
        if column not in _NAMES and column != SHEET and len(cell) <= _LONGEST_ANSWER
    }
    return Found(
        month=month,
        code=wave or "interview",
        key=f"{who}|{wave.casefold() or month}",
        lsoa=where.lsoa,
        area="" if where.lsoa else text(row, "area"),
        who=who,
        day=day_number(when) if when else None,
        more={name: word for name, word in (said | answers).items() if word} | {SENT_BY: identity(source)},
    )


def identity(source: Source) -> str:
    """What tells the rows of one source from another's: a digest of its declaration."""
    return hashlib.blake2b(source.model_dump_json().encode(), digest_size=6).hexdigest()


@lru_cache(maxsize=1024)
def year_of_wave(wave: str) -> int:
    """The March that ends the financial year a wave is named after; RefusedRow where it names none.

    >>> {year_of_wave(each) for each in ("2007/08", "2007-2008 Q3", "Wave 2, May 2007", "Autumn 2007")}
    {24098}
    """
    if found := _YEAR.search(wave):
        try:
            return period(f"{found[1]}/{found[2]}").last
        except ValueError as reason:
            raise RefusedRow(f"wave is '{wave[:_LONGEST_ANSWER]}': {reason}") from None
    if found := _MONTH.search(wave):
        return financial_year(int(found[2]) * 12 + _MONTHS.index(found[1].lower())).last
    if found := _SEASON.search(wave):
        return financial_year(int(found[2]) * 12 + _SEASONS[found[1].lower()] - 1).last
    raise RefusedRow(
        f"wave is '{wave[:_LONGEST_ANSWER]}' and no day is given; expected a financial year such as 2007/08, "
        "or a month such as May 2007; or declare what it means under columns.wave.values of the source"
    )


LAYOUT = Layout(
    name="survey-responses",
    title="A survey of residents, one row a respondent, with a column for each question",
    record="survey-response",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("sex", "age")),
    opens=_agency_table.opens(FIELDS, "a table of respondents"),
    accepts=accepts,
    grain="lsoa",
    time="year",
    publisher="the partnership's own survey, or its police authority's",
    law="Formulation and Implementation of Strategy Regulations 2007, reg. 12 (community consultation)",
    events=True,
    personal=True,
    # Samples are drawn in few places at a time: places without an interview are no gap.
    sparse=True,
)
