"""How the example declares its two surveys: sources, columns, waves, margins, and their targets."""

from collections.abc import Mapping

from wulfrun.example.survey_sample import ADULTS, AGE, ETHNIC, SEX

# Each wave of the quota sample: its name, first and last day of fieldwork.
WAVES = tuple(
    (f"{season} {year}", f"{year}-{first}", f"{year}-{last}")
    for year in range(2003, 2008)
    for season, first, last in (("Spring", "05-05", "06-13"), ("Autumn", "10-06", "11-14"))
)
STRANDS = (
    ("vehicles", "abandoned or burnt out cars"),
    ("noise", "noisy neighbours or loud parties"),
    ("drunk", "people drunk or rowdy in public"),
    ("drugs", "people using or dealing drugs"),
    ("litter", "rubbish or litter lying around"),
    ("teenagers", "teenagers hanging around"),
    ("vandalism", "vandalism and graffiti"),
)


def _people(shares: Mapping[str, float]) -> str:
    return ", ".join(f'"{group}" = {round(share * ADULTS)}' for group, share in shares.items())


def _margins(name: str) -> str:
    source = "Adults of Northbank, mid-2003 estimate (invented)"
    stated = "".join(
        f'\n[[survey.{name}.margins]]\nby = ["{axis}"]\n'
        f'people = {{ {_people(shares)} }}\nsource = "{source}"\n'
        for axis, shares in (("sex", SEX), ("age", AGE), ("ethnic_group", ETHNIC))
    )
    return stated + f'\n[[survey.{name}.margins]]\nby = ["area"]\nlevel = "group"\n'


_WAVES = "\n".join(
    f'  {{ name = "{name}", starts = {first}, ends = {last} }},' for name, first, last in WAVES
)
_STRANDS = "\n".join(f'ni17-{key} = "Problem: {text}"' for key, text in STRANDS)

SOURCES = f"""
# Two surveys. Who was asked is in the files; what they were asked, and for whom they stand, is here.

[source.feeling-the-difference]
layout = "survey-responses"
agency = "police_authority"
title = "Feeling the Difference, half-yearly, face to face"
files = ["feeling-the-difference-*.csv"]

[survey.feeling-the-difference]
title = "Feeling the Difference"
source = "feeling-the-difference"
design = "quota"                 # by sex, age and ethnic group, with more of minority groups than live here
age_bands = ["16-34", "35-54", "55+"]
waves = [
{_WAVES}
]

# Our question = the file's column, and our answer for each of its codes.
[survey.feeling-the-difference.columns.feel-safe-after-dark]
column = "Q7"
values.1 = "very-safe"
values.2 = "fairly-safe"
values.3 = "neither"
values.4 = "fairly-unsafe"
values.5 = "very-unsafe"
values.9 = "dont-know"

[survey.feeling-the-difference.columns.fear-of-crime]
column = "Q9"
values.1 = "very-worried"
values.2 = "fairly-worried"
values.3 = "not-very-worried"
values.4 = "not-at-all-worried"
values.9 = "dont-know"

[survey.feeling-the-difference.columns.ni21]
column = "Q12"
values.1 = "strongly-agree"
values.2 = "tend-to-agree"
values.3 = "neither"
values.4 = "tend-to-disagree"
values.5 = "strongly-disagree"
values.9 = "dont-know"
{_margins("feeling-the-difference")}
[source.household-survey]
layout = "survey-responses"
agency = "council"
title = "Household survey, yearly"
files = ["household-survey-*.xlsx"]

[source.household-survey.columns]
respondent = "Respondent No"
wave = "Survey Year"
age = {{ column = "Age Band", values = {{ "16 to 34" = "16-34", "35 to 54" = "35-54" }} }}

[survey.household]
title = "Household survey"
source = "household-survey"
design = "random"
age_bands = ["16-34", "35-54", "55+"]

[survey.household.columns]
{_STRANDS}
ni2 = "Belong"
ni23 = "Respect"
feel-safe-by-day = "Safe by day"
{_margins("household")}"""

TARGETS = """
[target.feel-safe-after-dark]
title = "46% of adults to feel safe after dark"
measure = "feel-safe-after-dark"
baseline = "2003/04"
end = "2007/08"
reach = 46
owner = "Safer Northbank Partnership board"

[target.perceived-asb]
title = "No more than a quarter of adults to see a high level of anti-social behaviour"
measure = "perceived-asb"
baseline = "2003/04"
end = "2007/08"
reach = 25
owner = "Northbank City Council"

[target.concerns-dealt-with]
title = "40% of adults to agree that police and council deal with local concerns"
measure = "concerns-dealt-with"
baseline = "2003/04"
end = "2010/11"
reach = 40
owner = "Northbank Police Authority"
"""
