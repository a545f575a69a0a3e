"""Problems that residents reported to their neighbourhood team, one row a report."""

from wulfrun.data.layout import Field, Found, Layout, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import day, needed, reference, text
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources._neighbourhood_words import ISSUES, issue_of
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

FIELDS = (
    Field("reference", "The team's reference of the report", False, "NT-07-00312", "code",
          aliases=("ref", "log number", "problem reference", "id")),
    Field("neighbourhood", "Neighbourhood, by name or code", True, "Bilston North",
          aliases=("area", "team", "neighbourhood team", "lana area")),
    Field("problem reported", "Day on which it was reported", True, "14/05/2007", "date", "day",
          aliases=("reported", "date reported", "date", "date logged", "received")),
    Field("problem", "What kind of problem it is", True, "speeding and parking", "choice",
          values=tuple(ISSUES), aliases=("type of problem", "problem type", "issue", "issue type")),
    Field("told", "How the team heard of it", False, "at a meeting",
          aliases=("how reported", "contact method", "reported to", "reported by")),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found | None:
    """One problem on the day on which the team heard of it."""
    whole_row(row)
    where = needed(text(row, "neighbourhood"), "neighbourhood")
    when = needed(day(row, "problem reported"), "problem reported")
    issue = issue_of(needed(text(row, "problem"), "problem"), "problem")
    return Found(month=month_of_day(when), code=issue, key=reference(row, "reference"), area=where)


LAYOUT = Layout(
    name="neighbourhood-problems",
    title="Problems reported to neighbourhood teams, one row a report",
    record="neighbourhood-problem",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("told",)),
    opens=_agency_table.opens(FIELDS, "a list of problems reported to neighbourhood teams"),
    accepts=accepts,
    grain="neighbourhood",
    publisher="the neighbourhood teams (police and council)",
    law="Crime and Disorder Act 1998 ss. 6 and 115",
)
