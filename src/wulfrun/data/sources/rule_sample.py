"""A sample of records that people have labelled, against which a rule's words are judged."""

from wulfrun.data.layout import Field, Found, Layout, Row
from wulfrun.data.marking import CODE, TEXT
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import day, needed, reference, text, yes
from wulfrun.data.sources._checks import whole_row
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day
from wulfrun.words.places import offence_code

FIELDS = (
    Field("reference", "Reference of the record that was labelled", True, "20/123456/04", "code"),
    Field("rule", "Name of the rule, as the library calls it", True, "metal-theft", "code"),
    Field("recorded_date", "Day it was recorded", True, "31/03/2008", "date", "day"),
    Field("offence_code", "Home Office offence code", True, "49", "code"),
    Field("words", "What the record says was stolen, or how", True, "lead flashing from roof", "text"),
    Field("labelled", "Whether somebody who read it says that it is one", True, "yes", "yes or no"),
)


def accepts(row: Row, source: Source) -> Found | None:
    """One labelled record: its code says the rule and the label, its flags what the rule makes of it."""
    whole_row(row)
    label = needed(yes(row, "labelled"), "labelled")
    when = needed(day(row, "recorded_date"), "recorded_date")
    said = needed(text(row, "offence_code"), "offence_code")
    rule = needed(text(row, "rule"), "rule")
    return Found(
        month=month_of_day(when),
        code=f"{rule}:{'yes' if label else 'no'}",
        key=needed(reference(row, "reference"), "reference"),
        area="sample",
        more={TEXT: needed(text(row, "words"), "words"), CODE: offence_code(said) or said},
    )


LAYOUT = Layout(
    name="rule-sample",
    title="Records labelled by people, to judge a rule by",
    record="rule-sample",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("rule", "labelled")),
    opens=_agency_table.opens(FIELDS, "a labelled sample"),
    accepts=accepts,
    grain="district",
    points="bng",
    publisher="the police force",
    law="Crime and Disorder Act 1998, sections 17A and 115",
    sparse=True,
)
