"""What the columns of a table of population are: fields by their published names, ages, years."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from wulfrun.data.sources._ages import EVERY, Ages, head
from wulfrun.data.text_rows import plain

# What each column is called in tables of the Office for National Statistics, nomis and others.
NAMES = {
    "area": (
        "area",
        "area code",
        "areacode",
        "geography code",
        "lsoa code",
        "lsoa",
        "code",
        "mnemonic",
        "lsoa11code",
        "lsoa21code",
        "lsoa01code",
        "lsoa 2021 code",
        "lsoa 2011 code",
        "lsoa code (2021)",
        "lsoa code (2011)",
        "lsoa code (2001)",
        "lsoa11cd",
        "lsoa21cd",
        "lsoa01cd",
        "LAD23CD",
        "ladcode",
        "ltla21 code",
        "ltla20 code",
        "ltla23 code",
        "local authority code",
        "ward code",
        "GEOGRAPHY_CODE",
    ),
    "name": (
        "name",
        "area name",
        "lsoa name",
        "geography name",
        "lsoa11 name",
        "lsoa21 name",
        "LSOA 2021 Name",
        "LSOA 2011 Name",
        "LSOA name (2011)",
        "LSOA name (2021)",
        "ltla21 name",
        "ltla23 name",
        "ladname",
        "2021 super output area - lower layer",
        "2011 super output area - lower layer",
        "local authority",
        "local authority name",
        "geography",
        "ward name",
    ),
    "year": ("year", "date", "date name", "mid year", "reference year", "DATE_NAME"),
    "sex": ("sex", "gender", "c_sex_name", "gender name", "sex name", "C_SEX_NAME", "GENDER_NAME"),
    "age": (
        "age",
        "age group",
        "age band",
        "c_age_name",
        "age name",
        "C_AGE_NAME",
        "ageband",
        "five year age",
    ),
    "measure": ("measures name", "measures", "measure", "MEASURES_NAME"),
    "count": (
        "count",
        "population",
        "residents",
        "persons",
        "people",
        "value",
        "obs_value",
        "observation",
        "total",
        "all ages",
        "total population",
        "usual residents",
        "all persons",
        "all usual residents",
        "number",
    ),
}
KNOWN = {field: frozenset(map(plain, names)) for field, names in NAMES.items()}
_YEAR_HEAD = re.compile(r"(?:mid[-\s]?|pop(?:ulation)?[_\s]?)?((?:19|20)\d{2})(?:\s*:?\s*population)?", re.I)
FEWEST_AGES = 3


class Heads(NamedTuple):
    """Where a table's columns are: fields by name, ages by (sex, ages), and years."""

    fields: dict[str, int]
    ages: dict[int, tuple[str, Ages]]
    years: dict[int, str]

    @property
    def told(self) -> bool:
        """Whether this can be the header of such a table."""
        counted = bool(self.years) or len(self.ages) >= FEWEST_AGES or "count" in self.fields
        return "area" in self.fields and counted

    @property
    def sure(self) -> bool:
        """The same, where nobody has said that it is one."""
        long = {"count", "age"} <= set(self.fields)
        return "area" in self.fields and (bool(self.years) or len(self.ages) >= FEWEST_AGES or long)


def heads_of(cells: Sequence[str]) -> Heads:
    """What the cells of a row would be as a header."""
    fields: dict[str, int] = {}
    by_age: dict[int, tuple[str, Ages]] = {}
    years: dict[int, str] = {}
    for place, text in enumerate(cells):
        shape = plain(text)
        own = next((name for name, words in KNOWN.items() if shape in words and name not in fields), None)
        found = head(text) if shape else None
        if found and found[1] == EVERY and not found[0]:
            fields.setdefault("count", place)
        elif own:
            fields[own] = place
        elif found:
            by_age[place] = found
        elif match := _YEAR_HEAD.fullmatch(text.strip()):
            years[place] = match[1]
    if "name" in fields and "area" not in fields:
        fields["area"] = fields.pop("name")
    return Heads(fields, by_age, years)
