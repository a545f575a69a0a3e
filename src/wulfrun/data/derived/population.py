"""Residents by sex and five years of age, and households, in areas in use: what profiles are drawn from."""

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from wulfrun.data.coverage import Month
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.population import Cell, Series, chosen, counted, series_of
from wulfrun.data.sources._ages import EVERY, OPEN, Ages

TABLE = "residents_by_age"
SCHEMA = pa.schema(
    [
        ("area", pa.string()), ("year", pa.int32()), ("sex", pa.string()), ("low", pa.int32()),
        ("high", pa.int32()), ("n", pa.float64()), ("series", pa.string()),
    ]
)  # fmt: skip
OLDEST = 85
FIVES = (*(Ages(low, low + 4) for low in range(0, OLDEST, 5)), Ages(OLDEST, OPEN))


def derive(gathered: Gathered) -> Derived:
    """The table of residents by age of one series, and of everybody by the series that tells most years."""
    series = series_of(gathered.events["population"], gathered.geography)
    rows = [row for who in _asked(series) for row in _rows(series, who)]
    return Derived(
        months={"population": reached(gathered, "population")},
        judged={TABLE: pa.Table.from_pylist(rows, schema=SCHEMA)},
    )


def reached(gathered: Gathered, record: str) -> Sequence[Month]:
    """The years of a record that other data reach: an estimate of a later year moves no series to its end."""
    others = [each.month for name, own in gathered.months.items() for each in own
              if name not in ("population", "households", "deprivation")]  # fmt: skip
    own = gathered.months[record]
    return [each for each in own if not others or each.month <= max(others)]


def _asked(series: Sequence[Series]) -> Iterator[Cell]:
    yield "P", EVERY
    sexes = ("F", "M") if any(sex == "F" for each in series for sex, _ in each.cells) else ("P",)
    for sex in sexes:
        yield from ((sex, each) for each in FIVES)


def _rows(series: Sequence[Series], who: Cell) -> Iterable[dict[str, object]]:
    detailed = [each for each in series if len(each.cells) > 1]
    found = chosen(detailed if who[1] != EVERY and detailed else series, who)
    if found is None:
        return
    sex, ages = who
    for (area, year), n in sorted(counted(found[0].cells, who).items()):
        yield {"area": area, "year": year, "sex": sex, "low": ages.low, "high": ages.high, "n": n,
               "series": found[0].name}  # fmt: skip


DERIVATION = Derivation(gives=("population",), of=("population", "households"), derive=derive)
