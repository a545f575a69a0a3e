"""What a partnership declares, as frozen models; nothing here reads a file or counts anything."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from wulfrun.definition.alert import Alert
from wulfrun.definition.body import Body
from wulfrun.definition.comparison import Comparison
from wulfrun.definition.consultation import Consultation, Voice
from wulfrun.definition.declared import Declared, Words
from wulfrun.definition.earlier import Earlier
from wulfrun.definition.harm import HarmIndex
from wulfrun.definition.linkage import Linkage
from wulfrun.definition.offence_group import Basket as Basket
from wulfrun.definition.offence_group import CodeSpan as CodeSpan
from wulfrun.definition.offence_group import Group as Group
from wulfrun.definition.plan import Plan
from wulfrun.definition.priority import Priority as Priority
from wulfrun.definition.ranking import Judgement, Ranking
from wulfrun.definition.relation import Relation
from wulfrun.definition.rule import Rule
from wulfrun.definition.speaks_of import SpeaksOf
from wulfrun.definition.statutory_return import Holder, StatutoryReturn
from wulfrun.definition.survey import Question, Survey
from wulfrun.definition.topic_assessment import TopicAssessment
from wulfrun.words import periods


def _financial_year(text: str) -> str:
    if periods.period(text).kind != "year":
        raise ValueError(f"{text!r} is not a financial year; expected YYYY/YY, for example 2003/04")
    return text


def _ordered(text: str) -> str:
    periods.period(text)
    return text


FinancialYear = Annotated[str, AfterValidator(_financial_year)]
PeriodName = Annotated[str, AfterValidator(_ordered)]
Better = Literal["lower", "higher", "neither"]
Level = Literal["lsoa", "ward", "neighbourhood", "district", "partnership", "force"]


class Strategy(Declared):
    """The years a strategy runs."""

    start: FinancialYear
    end: FinancialYear


class Partnership(Declared):
    """The partnership: its name, the local authorities it covers, and the years that matter."""

    name: str
    area_codes: Words = Field(min_length=1, description="Local authority codes, such as E08000031")
    area_name: str
    strategy: Strategy | None = None
    baseline: FinancialYear | None = Field(None, description="The year every change is also measured against")
    whole_force: bool = Field(
        False, description="True where the force serves this area alone: offences without a place count here"
    )
    invented: bool = Field(False, description="True for an invented place: every page says so")
    contact: str = ""
    language: Literal["en", "cy"] = Field(
        "en", description="Language of the site's own words: English or Welsh"
    )
    address: str = Field("", description="Where the site stands on the web, such as https://safer.example")
    formerly: tuple[Earlier, ...] = Field((), description="Partnerships that were merged into this one")
    as_of: date | None = Field(
        None, description="The day on which it is judged what is late; else the last of the data"
    )


class Agency(Declared):
    """A body that sends data."""

    name: str
    role: str = ""
    duty: Literal["responsible authority", "co-operating body", "invited body", ""] = Field(
        "", description="What it is under section 5 of the Crime and Disorder Act 1998"
    )
    since: date | None = Field(None, description="The day since which that duty has been its own")
    until: date | None = Field(None, description="The last day of that duty")
    holds: tuple[Holder, ...] = Field(
        (), description="Whose statutory returns it owes, where its key does not say so"
    )


class Column(Declared):
    """Where one field of a record is found in a partner's file, and how its values are said there."""

    column: str
    values: dict[str, str] = Field(default_factory=dict, description="Their word = our word")
    format: str | None = Field(None, description="How a date is written, such as %d/%m/%Y")
    true: Words = Field(("Y", "YES", "TRUE", "1", "T"), description="Words that set a flag")


class Source(Declared):
    """One stream of files from one agency, in one layout."""

    layout: str
    agency: str
    title: str = ""
    files: Words = Field((), description="File patterns, read from data/<agency>/ unless absolute")
    forces: Words = Field((), description="Only files of these forces, as police.uk spells them")
    areas: Words = Field((), description="Names of the areas to keep, where the file names areas")
    columns: dict[str, Column | str] = Field(default_factory=dict)
    flags: dict[str, Column | str] = Field(default_factory=dict)
    expected: tuple[str, str] | None = Field(None, description="First and last month that should be there")
    received: dict[str, date] = Field(
        default_factory=dict,
        description="File or pattern = the day it came: the file's own date proves nothing",
    )
    licence: str = ""
    published_at: str = ""


class Boundaries(Declared):
    """A boundary file: one polygon an area."""

    file: str
    level: Level
    code: str
    name: str | None = None
    vintage: int | None = None
    within: dict[str, Words] = Field(
        default_factory=dict, description="Keep features whose field has a value"
    )


class Lookup(Declared):
    """An official list that says which area lies in, or became, which."""

    file: str
    code: str = Field(description="Column of the smaller or older area's code")
    to: str = Field(description="Column of the larger or newer area's code")
    to_name: str | None = None
    level: Level | Literal["lsoa-2011-to-2021"]
    within: dict[str, Words] = Field(default_factory=dict, description="Keep rows whose column has a value")


class Exposure(Declared):
    """A count of what is at risk (residents, households) by area and year."""

    of: str = "residents"
    file: str
    code: str
    value: str | None = Field(None, description="Column of the count, with `year` or `year_column`")
    year: int | None = None
    year_column: str | None = None
    years: str | None = Field(None, description="Pattern of one column a year, such as pop_{year}")
    title: str = ""


class Streets(Declared):
    """A file of street centre lines, one line a segment, to whose segments points are put."""

    file: str
    within: float = Field(50, gt=0, description="Metres; a point farther from every segment counts in none")


class Geography(Declared):
    """Where the partnership's areas are."""

    lsoa_vintage: Literal[2001, 2011, 2021] = 2021
    boundaries: tuple[Boundaries, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    streets: Streets | None = None


class Neighbourhood(Declared):
    """A neighbourhood as the partnership draws it: a list of LSOAs, or a polygon in a boundary file."""

    name: str
    lsoas: Words = ()
    polygon: str | None = Field(None, description="Code of a polygon of level 'neighbourhood'")
    priority: bool = False


class Break(Declared):
    """A day on which a series stopped meaning what it meant before."""

    title: str
    when: date
    groups: Words = Field((), description="Groups it touches; none named = every measure of the records")
    codes: Words = Field(
        (), description="Types or codes it touches; a measure that counts all of them is not"
    )
    records: Words = ("offence",)
    forces: Words = Field((), description="Only where one of these forces supplies the data")
    severity: Literal["annotate", "do-not-join"] = "annotate"
    reason: str = ""
    source: str = ""


class Where(Declared):
    """Which records count: each list is 'one of'; the lists are joined by 'and'."""

    code: Words = ()
    group: Words = ()
    basket: str | None = None
    flag: Words = ()


class Measure(Declared):
    """A rule that makes figures."""

    title: str
    plain: str = Field("", description="Its name in plain words, for residents; else the title")
    kind: str = "count"
    question: str = Field("", description="For a survey: the question; `where.code`: the answers that count")
    of: str = Field(description="The records it counts, such as offence, fire, treatment")
    where: Where = Where()
    out_of: Where | None = Field(None, description="For a share: what it is a share of")
    per: str | None = Field(None, description="For a rate: residents, households ...")
    scale: float = Field(1000, gt=0)
    unit: str = "offences"
    better: Better = "lower"
    better_because: str = ""
    theme: str = "All crime"
    part_of: str | None = Field(None, description="The measure whose total this is a part of")
    speaks_of: SpeaksOf | None = Field(None, description="The problem of other measures that it tells of")
    approximates: str = Field("", description="What it stands in for, and how it differs; shown with it")
    suppress_below: int = Field(0, ge=0, description="Counts from 1 to one less than this are not published")
    least_base: float | None = Field(
        None, ge=1, description="For a survey: no figure under this effective base; else the survey's"
    )
    smallest_level: Level = "lsoa"
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class RecordType(Declared):
    """What a kind of record is called in a list, and what a figure that counts it counts."""

    title: str
    about: str


class Target(Declared):
    """What is to be reached, from when, by when."""

    title: str = ""
    measure: str
    baseline: PeriodName
    end: PeriodName
    change_percent: float | None = Field(None, description="Change to reach, such as -20")
    reach: float | None = Field(None, description="Value to reach, in the measure's own unit")
    close_gap: bool = Field(False, description="Priority neighbourhoods are to change more than the rest")
    path: Literal["straight", "stepped"] = "straight"
    area: str | None = Field(None, description="Area code; the whole partnership where none is given")
    owner: str = ""
    source: str = ""


class Definition(Declared):
    """Everything a partnership declared, joined to the shipped library."""

    partnership: Partnership
    agency: dict[str, Agency] = Field(default_factory=dict)
    source: dict[str, Source] = Field(default_factory=dict)
    geography: Geography = Geography()
    neighbourhood: dict[str, Neighbourhood] = Field(default_factory=dict)
    measure: dict[str, Measure] = Field(default_factory=dict)
    target: dict[str, Target] = Field(default_factory=dict)
    priority: dict[str, Priority] = Field(default_factory=dict)
    group: dict[str, Group] = Field(default_factory=dict)
    basket: dict[str, Basket] = Field(default_factory=dict)
    breaks: dict[str, Break] = Field(default_factory=dict, alias="break")
    record: dict[str, RecordType] = Field(default_factory=dict)
    comparison: dict[str, Comparison] = Field(default_factory=dict)
    rule: dict[str, Rule] = Field(default_factory=dict)
    returns: dict[str, StatutoryReturn] = Field(default_factory=dict, alias="return")
    flag: dict[str, str] = Field(default_factory=dict, description="Flag = what it means")
    linkage: dict[str, Linkage] = Field(default_factory=dict)
    survey: dict[str, Survey] = Field(default_factory=dict)
    question: dict[str, Question] = Field(default_factory=dict)
    harm: dict[str, HarmIndex] = Field(default_factory=dict)
    relation: dict[str, Relation] = Field(default_factory=dict)
    alert: dict[str, Alert] = Field(default_factory=dict, description="Decisions about alerts")
    plan: Plan | None = None
    body: dict[str, Body] = Field(default_factory=dict)
    consultation: dict[str, Consultation] = Field(default_factory=dict)
    voice: dict[str, Voice] = Field(default_factory=dict)
    assessment: dict[str, TopicAssessment] = Field(default_factory=dict, description="Of single topics")
    ranking: Ranking | None = None
    judgement: dict[str, Judgement] = Field(default_factory=dict, description="The board's, by measure")

    def snapshot(self) -> dict[str, Any]:
        """The whole definition as plain JSON, for the release."""
        return self.model_dump(mode="json", by_alias=True)
