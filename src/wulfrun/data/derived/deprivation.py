"""How deprived each smallest area in use is by each edition, whatever LSOAs that was made for."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyarrow as pa

from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.geography.areas import Geography

TABLE = "deprivation"
SCHEMA = pa.schema(
    [
        ("area", pa.string()), ("edition", pa.int32()), ("source", pa.string()), ("score", pa.float64()),
        ("rank", pa.float64()), ("decile", pa.float64()), ("population", pa.float64()),
        ("converted", pa.bool_()),
    ]
)  # fmt: skip

Said = Mapping[str, str]


def derive(gathered: Gathered) -> Derived:
    """The table by area and edition, with the residents of the year nearest to it.

    An LSOA that was since divided gives its rank to each part; one made of several has the mean of theirs.
    """
    editions: dict[int, dict[str, Said]] = defaultdict(dict)
    clashes: dict[int, set[str]] = defaultdict(set)
    events = gathered.events["deprivation"]
    for code, more in zip(events["code"].to_pylist(), events["more"].to_pylist(), strict=True):
        said = json.loads(more)
        year = int(code.removeprefix("imd-"))
        before = editions[year].setdefault(said["lsoa"], said)
        if before["rank"] != said["rank"]:
            clashes[year].add(said["lsoa"])
        elif len(said) > len(before):
            editions[year][said["lsoa"]] = said
    people = _people(gathered)
    rows = [
        row
        for year, told in sorted(editions.items())
        for row in in_use(year, told, gathered.geography, _nearest(people, year))
    ]
    return Derived(
        months={"deprivation": []},
        judged={TABLE: pa.Table.from_pylist(rows, schema=SCHEMA)},
        notes=tuple(_notes(rows, clashes, gathered.geography)),
    )


def in_use(
    edition: int, told: Mapping[str, Said], geography: Geography, people: Mapping[str, float]
) -> Iterator[dict[str, object]]:
    """A row for each smallest area in use of which an edition says how deprived it is."""
    made_of: dict[str, list[Said]] = defaultdict(list)
    exact: set[str] = set()
    for code, said in sorted(told.items()):
        place = geography.resolve_lsoa(code)
        if place is None:
            continue
        parts = (place,) if isinstance(place, int) else place
        if len(parts) == 1 and geography.smallest[parts[0]] == code:
            exact.add(code)
            made_of[code] = [said]
            continue
        for part in parts:
            area = geography.smallest[part]
            if area not in exact:
                made_of[area].append(said)
    for area, own in sorted(made_of.items()):
        yield {
            "area": area, "edition": edition, "source": own[0]["source"], "score": _mean(own, "score"),
            "rank": _mean(own, "rank"), "decile": _mean(own, "decile"), "population": people.get(area),
            "converted": area not in exact,
        }  # fmt: skip


def _mean(own: list[Said], field: str) -> float | None:
    values = [float(each[field]) for each in own if field in each]
    return sum(values) / len(values) if values else None


def _people(gathered: Gathered) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for row in gathered.exposures.to_pylist():
        if row["of"] == "residents":
            found[row["year"]][row["area"]] = row["value"]
    return found


def _nearest(people: Mapping[int, Mapping[str, float]], year: int) -> Mapping[str, float]:
    return people[min(people, key=lambda each: (abs(each - year), each))] if people else {}


def _notes(
    rows: list[dict[str, object]], clashes: Mapping[int, set[str]], geography: Geography
) -> Iterator[str]:
    whole = len(geography.smallest)
    for year in sorted({int(str(row["edition"])) for row in rows}):
        own = [row for row in rows if row["edition"] == year]
        converted = sum(bool(row["converted"]) for row in own)
        if converted:
            yield (
                f"Deprivation {year}: made for other boundaries; {converted} of {whole} LSOAs in use have "
                "the rank of the LSOA they were part of, or the mean of those they were made of."
            )
        if len(own) < whole:
            yield f"Deprivation {year}: nothing is said of {whole - len(own)} of {whole} LSOAs."
        if clashes.get(year):
            yield (
                f"Deprivation {year}: {len(clashes[year])} LSOAs have two ranks in two tables; the first is "
                "used. Leave one of the tables out."
            )


DERIVATION = Derivation(gives=("deprivation",), of=("deprivation",), derive=derive)
