"""The day on which a release judges what is late: a build knows no clock."""

from collections.abc import Sequence
from datetime import date

from wulfrun.assessment.topics.topic import Known
from wulfrun.data.batches import Receipt
from wulfrun.data.sources import layouts
from wulfrun.words.periods import last_day_of, month_name, period


def as_of(known: Known, supplied: Sequence[Receipt]) -> date:
    """The day on which it is judged: as declared, else the last of the months that agencies' files reach.

    Before there are any data it is the first day of the strategy.
    A build knows no clock, so that the same files give the same release on any day.
    """
    if known.definition.partnership.as_of:
        return known.definition.partnership.as_of
    last = max((each.tally.last_month for each in supplied if each.tally.last_month), default=known.through)
    declared = known.definition.partnership.strategy
    if not last and declared:
        return date.fromisoformat(f"{month_name(period(declared.start).first)}-01")
    return last_day_of(last)


def supplied_returns(known: Known) -> list[Receipt]:
    """Receipts of the files that agencies sent for a return, those stopped at the door among them."""
    wanted = {record for asked in known.definition.returns.values() for record in asked.records}
    closed = {layout.name for layout in layouts().values() if not layout.open}
    return [each for each in known.receipts if each.record in wanted and each.layout in closed]
