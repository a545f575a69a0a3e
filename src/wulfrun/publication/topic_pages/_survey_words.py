"""What the page of surveys says of how people were asked, and the tables of waves and published surveys."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.wording import day_words, figure_text, number
from wulfrun.publication.blocks import Grid
from wulfrun.publication.shelf import Row

BY = {"sex": "Sex", "age": "Age", "ethnic_group": "Ethnic group", "area": "Area"}
DESIGNS = {
    "quota": (
        "A quota sample has no design-based standard error: interviewers fill quotas, so nobody's chance of "
        "being asked is known. The intervals here take it as a random sample of the effective size, and are "
        "the least that the uncertainty can be."
    ),
    "random": (
        "People were chosen at random, so the intervals hold for those who answered. Who declined to answer "
        "is not known and can move a figure by more than its interval."
    ),
}
METHOD = (
    (
        "Weights",
        "Each wave is weighted by raking to the declared margins of the population. Groups of whom more were "
        "asked than live here count less for each person asked.",
    ),
    (
        "Base",
        "Those who answered the question and gave an opinion; 'don't know' and blanks are left out where the "
        "questionnaire says so. Effective base: how many equally weighted answers these are worth (Kish).",
    ),
    (
        "Interval",
        "Wilson's, 95%, on the effective base. No figure is given where that is under the smallest declared.",
    ),
    (
        "Change",
        "The difference of two waves over its standard error (z), two-sided. 'No clear change' where the 95% "
        "interval of the difference holds nought.",
    ),
)
ESTIMATE_NOTE = (
    "These are figures as others published them, of a wider area or another place. They come without "
    "intervals and without the number of people asked, so no change between them is tested."
)
_MOST_PERIODS = 6


def wave_table(waves: Sequence[Row]) -> Grid:
    """The waves: when, how many were asked, what they are worth, and how they were weighted."""
    rows = [
        [
            f"{row['title']}: {row['wave']}",
            f"{day_words(row['starts'])} to {day_words(row['ends'])}",
            number(row["base"]),
            number(row["effective"]),
            number(row["design_effect"], 2),
            _weighting(row),
        ]
        for row in sorted(waves, key=lambda row: (row["title"], row["starts"]))
    ]
    heads = ("Wave", "Fieldwork", "#Asked", "#Effective", "#Design effect", "Weights")
    return Grid("The waves and how each was weighted", heads, rows, "data/survey_waves.csv")


def _weighting(row: Row) -> str:
    words = [str(row["weighting"])]
    if row["weighting"].startswith("raked"):
        words.append(f"weights from {number(row['smallest'], 2)} to {number(row['largest'], 2)}")
        words.append("all margins met" if row["converged"] else f"not all margins met: {row['reason']}")
    elif row["reason"]:
        words.append(str(row["reason"]))
    words += [f"joined: {row['joined']}"] if row["joined"] else []
    return "; ".join(words)


def estimate_tables(estimates: Sequence[Row]) -> Iterator[Grid]:
    """A table for each published survey and area: its series and groups over the latest periods."""
    for survey, area in sorted({(row["survey"], row["area"]) for row in estimates}):
        own = [row for row in estimates if (row["survey"], row["area"]) == (survey, area)]
        periods = sorted({row["period"] for row in own})[-_MOST_PERIODS:]
        cells = {(row["series"], row["group"], row["period"]): row["value"] for row in own}
        rows = [
            [
                ": ".join(each for each in (series, group) if each) or "All",
                *(_percent(cells.get((series, group, each))) for each in periods),
            ]
            for series, group in sorted({(row["series"], row["group"]) for row in own})
            if any((series, group, each) in cells for each in periods)
        ]
        heads = ("Percent of adults", *(f"#{each}" for each in periods))
        yield Grid(f"{survey}: {area}", heads, rows, "data/survey_estimates.csv")


def _percent(value: float | None) -> str:
    return "–" if value is None else figure_text(value, "share")
