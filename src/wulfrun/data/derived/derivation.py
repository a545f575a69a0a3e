"""The contract of a derivation: what rows about persons or answers say that no row says alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from wulfrun.data.coverage import Month
from wulfrun.data.geography.areas import Geography
from wulfrun.data.tables import ANSWERS, CUBE, PEOPLE
from wulfrun.definition.model import Definition


@dataclass(frozen=True)
class Gathered:
    """What a derivation may look at.

    `events` holds by record type the kept rows of its files, repeats left out (`data.tables.EVENTS`);
    `months` how each month of each record type stands; `exposures` the people in each area and year.
    """

    definition: Definition
    geography: Geography
    events: Mapping[str, pa.Table]
    months: Mapping[str, Sequence[Month]]
    exposures: pa.Table


@dataclass(frozen=True)
class Derived:
    """What a derivation gives.

    `cube`: counts that add up over months and areas; `people`: who was seen in which month, so that each
    is counted once in any period; `answers`: weighted answers of a survey. `months` by record type: those
    that may be counted; a record type that is not named has the months of the first record it is made of.
    `judged` are tables for topics, never released as they are; `restricted` are lists of persons for the
    restricted side; `notes` are said on the data-quality page.
    """

    cube: pa.Table = field(default_factory=CUBE.empty_table)
    people: pa.Table = field(default_factory=PEOPLE.empty_table)
    answers: pa.Table = field(default_factory=ANSWERS.empty_table)
    months: Mapping[str, Sequence[Month]] = field(default_factory=dict)
    judged: Mapping[str, pa.Table] = field(default_factory=dict)
    restricted: Mapping[str, pa.Table] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Derivation:
    """A way from events to records: what it gives, what it is made of, and how.

    It runs where events of the first record of `of` were taken in; the others may be absent.
    """

    gives: tuple[str, ...]
    of: tuple[str, ...]
    derive: Callable[[Gathered], Derived]
