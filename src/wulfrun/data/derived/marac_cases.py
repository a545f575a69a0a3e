"""Cases at the conference (MARAC): every referral once, and whether it is a repeat by either definition."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pyarrow as pa

from wulfrun.data.derived._marac_cases import Case, cases_of, disagreement
from wulfrun.data.derived._within_a_year import with_history
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.tables import CUBE

REFERRAL, CASES = "marac-referral", "marac-case"


def derive(gathered: Gathered) -> Derived:
    """Referrals by what they are, in the months whose twelve months before are known."""
    cases = cases_of(gathered.events[REFERRAL].to_pylist())
    cells = Counter((CASES, each.code, each.flags, each.month, each.area, each.file) for each in cases)
    counted = sorted(cells.items())
    columns = list(zip(*(cell for cell, _ in counted), strict=True)) if counted else [()] * 6
    return Derived(
        cube=pa.table([*columns, [n for _, n in counted]], names=CUBE.names).cast(CUBE),
        months={CASES: with_history(gathered.months.get(REFERRAL, ()), CASES, "who was referred")},
        notes=tuple(_notes(cases)),
    )


def _notes(cases: Sequence[Case]) -> Iterator[str]:
    if unpaired := sum(each.unpaired for each in cases):
        yield (
            f"MARAC: {unpaired:,} of {len(cases):,} referrals name no perpetrator; none of them can be told "
            "to be a repeat, as a repeat is between the same people."
        )
    if unsure := sum(each.unsure for each in cases):
        yield (
            f"MARAC: of {unsure:,} repeats nobody says whether the act would be a crime; the earlier "
            "definition, which needs that, leaves them out."
        )
    if told := disagreement(cases):
        yield told


DERIVATION = Derivation(gives=(CASES,), of=(REFERRAL,), derive=derive)
