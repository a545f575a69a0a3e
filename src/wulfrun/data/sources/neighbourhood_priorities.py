"""Priorities that residents chose at public meetings of their neighbourhood, and what became of them."""

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import (
    choice,
    day,
    day_number,
    needed,
    reference,
    text,
    whole,
)
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources._neighbourhood_words import ISSUES, issue_of
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

STATUSES = ("open", "dealt with", "passed to another body", "not dealt with")
# What has been dealt with is marked as a detected offence is: as resolved.
DONE = FLAGS["detected"]
_LONGEST = 200

FIELDS = (
    Field(
        "reference",
        "The team's reference of the priority",
        False,
        "BIL-07-03",
        "code",
        aliases=("ref", "priority reference", "priority id", "id"),
    ),
    Field(
        "neighbourhood",
        "Neighbourhood, by name or code",
        True,
        "Bilston North",
        aliases=("area", "team", "neighbourhood team", "local area", "lana area"),
    ),
    Field(
        "chosen",
        "Day of the meeting that chose it",
        True,
        "14/05/2007",
        "date",
        "day",
        aliases=("date", "meeting date", "date of meeting", "date set", "date chosen", "issue date"),
    ),
    Field(
        "issue",
        "What kind of problem it is",
        True,
        "anti-social behaviour",
        "choice",
        values=tuple(ISSUES),
        aliases=("type", "category", "issue type", "priority type"),
    ),
    Field(
        "priority",
        "The priority in the meeting's words; no names or addresses of persons",
        True,
        "Young people drinking in the park",
        aliases=("description", "priority chosen", "what residents asked", "you said"),
    ),
    Field(
        "votes",
        "Votes for it at the meeting",
        False,
        "23",
        "whole number",
        "people",
        aliases=("number of votes", "votes cast"),
    ),
    Field(
        "status",
        "How it stands",
        False,
        "dealt with",
        "choice",
        values=STATUSES,
        aliases=("state", "progress", "outcome"),
    ),
    Field(
        "closed",
        "Day on which it was closed",
        False,
        "20/08/2007",
        "date",
        "day",
        aliases=("date closed", "closed date", "date completed"),
    ),
    Field(
        "action",
        "What was done",
        False,
        "Evening patrols; alcohol-free zone signed",
        aliases=("we did", "action taken", "what was done", "response"),
    ),
)


def accepts(row: Row, source: Source) -> Found | None:
    """One priority on the day it was chosen; it is dealt with where the team says so and when."""
    whole_row(row)
    where = needed(text(row, "neighbourhood"), "neighbourhood")
    issue = issue_of(needed(text(row, "issue"), "issue"), "issue")
    when, ended = needed(day(row, "chosen"), "chosen"), day(row, "closed")
    said = needed(text(row, "priority"), "priority")
    status = choice(row, "status", STATUSES) or ("dealt with" if ended else "open")
    if ended is not None and ended < when:
        raise RefusedRow(f"closed is {ended:%d/%m/%Y}, before {when:%d/%m/%Y}, when it was chosen")
    if ended is not None and status == "open":
        raise RefusedRow(f"status is 'open', and closed says {ended:%d/%m/%Y}; expected one or the other")
    if len(said) > _LONGEST or len(text(row, "action")) > _LONGEST:
        raise RefusedRow(f"priority or action is longer than {_LONGEST} characters; expected a line each")
    votes = whole(row, "votes")
    more = {"priority": said, "status": status, "action": text(row, "action")}
    if votes is not None:
        more["votes"] = str(votes)
    return Found(
        month=month_of_day(when),
        code=issue,
        key=reference(row, "reference") or f"{where} {when} {said}",
        flags=DONE if status == "dealt with" else 0,
        area=where,
        day=day_number(when),
        until=day_number(ended) if ended else None,
        more=more,
    )


LAYOUT = Layout(
    name="neighbourhood-priorities",
    title="Priorities that residents chose at public meetings, and what was done",
    record="neighbourhood-priority",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("chosen", "priority")),
    opens=_agency_table.opens(FIELDS, "a list of priorities that residents chose"),
    accepts=accepts,
    grain="neighbourhood",
    publisher="the neighbourhood teams (police and council: PACT, beat or LANA meetings)",
    law="Formulation and Implementation of Strategy Regulations 2007 reg. 12",
    events=True,
    sparse=True,
)
