"""A council's own list of environmental complaints: fly-tipping, graffiti, noise, needles and the like."""

from functools import lru_cache

from wulfrun.data.layout import Field, Found, Layout, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import (
    day,
    day_number,
    needed,
    place,
    reference,
    text,
    yes,
)
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources._environment_words import CHANNELS, LAND, SIZE, TYPES, WASTE, Words, coded
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

FIELDS = (
    Field(
        "reference",
        "The council's reference of the complaint",
        True,
        "CRM-104512",
        "code",
        aliases=(
            "complaint reference", "case reference", "case number", "crm reference", "request id",
            "service request number", "case id", "enquiry number", "ref", "job number", "complaint id",
        ),
    ),
    Field(
        "type",
        "What is complained about",
        True,
        "fly-tipping",
        "choice",
        values=tuple(TYPES),
        aliases=("complaint type", "request type", "service request type", "enquiry type", "category",
                 "subject", "case type", "service"),
    ),
    Field(
        "reported",
        "Day on which it was reported",
        True,
        "14/05/2007",
        "date",
        "day",
        aliases=("date reported", "reported date", "date received", "received", "date logged", "date",
                 "created", "opened", "logged", "date of complaint"),
    ),
    Field(
        "easting", "British National Grid", False, "391540", "number", "metres",
        aliases=("x", "eastings", "grid x", "osx"),
    ),
    Field(
        "northing", "British National Grid", False, "298860", "number", "metres",
        aliases=("y", "northings", "grid y", "osy"),
    ),
    Field("lsoa", "LSOA, where there is no point", False, "E01010410", "code", aliases=("lsoa code",)),
    Field(
        "area",
        "Neighbourhood or ward, by name or code, where there is neither point nor LSOA",
        False,
        "Bilston North",
        aliases=("neighbourhood", "ward", "ward name", "area name", "locality"),
    ),
    Field(
        "land", "Where fly-tipped waste lay: Defra's land types", False, "highway", "choice",
        values=tuple(LAND), aliases=("land type", "location type", "type of land"),
    ),
    Field(
        "waste", "What was fly-tipped: Defra's waste types", False, "household-bags", "choice",
        values=tuple(WASTE), aliases=("waste type", "primary waste type", "type of waste"),
    ),
    Field(
        "size", "How much was fly-tipped: Defra's sizes", False, "small-van", "choice",
        values=tuple(SIZE), aliases=("size of tip", "size category", "load size", "volume", "quantity"),
    ),
    Field(
        "racially_offensive", "Racially offensive graffiti", False, "no", "yes or no",
        aliases=("racist", "offensive", "racist graffiti", "racially offensive graffiti"),
    ),
    Field(
        "channel", "How it reached the council", False, "telephone", "choice",
        values=tuple(CHANNELS),
        aliases=("source", "contact channel", "method", "how reported", "contact method", "origin"),
    ),
    Field(
        "duplicate_of",
        "Reference of an earlier complaint about the same thing",
        False,
        "CRM-104498",
        "code",
        aliases=("parent case", "parent reference", "linked case", "original reference"),
    ),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found | None:
    """One complaint; a second report of the same thing has the key of the first, so both count once."""
    whole_row(row)
    code = needed(_coded(TYPES, text(row, "type"), "type"), "type")
    when = needed(day(row, "reported"), "reported")
    where = place(row)
    said = {
        "land": _coded(LAND, text(row, "land"), "land"),
        "waste": _coded(WASTE, text(row, "waste"), "waste"),
        "size": _coded(SIZE, text(row, "size"), "size"),
        "channel": _coded(CHANNELS, text(row, "channel"), "channel"),
    }
    racist = yes(row, "racially_offensive") and code == "graffiti"
    placed = bool(where.lsoa) or where.x is not None
    return Found(
        month=month_of_day(when),
        code=code,
        key=reference(row, "duplicate_of") or reference(row, "reference"),
        flags=FLAGS["hate_race"] if racist else 0,
        lsoa=where.lsoa,
        x=where.x,
        y=where.y,
        area="" if placed else text(row, "area"),
        day=day_number(when),
        more={name: word for name, word in said.items() if word},
    )


@lru_cache(maxsize=4096)
def _cached(table: int, said: str, field: str) -> str:
    return coded((TYPES, LAND, WASTE, SIZE, CHANNELS)[table], said, field)


def _coded(words: Words, said: str, field: str) -> str:
    tables = (TYPES, LAND, WASTE, SIZE, CHANNELS)
    return _cached(next(n for n, each in enumerate(tables) if each is words), said, field)


LAYOUT = Layout(
    name="environment-complaints",
    title="Environmental complaints to the council, one row a complaint",
    record="environment",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("land",)),
    opens=_agency_table.opens(FIELDS, "a list of environmental complaints"),
    accepts=accepts,
    grain="point",
    points="bng",
    publisher="the council's customer relationship system",
    law="Crime and Disorder Act 1998 ss. 6 and 115 (anti-social behaviour affecting the local environment)",
    events=True,
)
