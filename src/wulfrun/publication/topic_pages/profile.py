"""Who lives here: a page for the whole place, and one for each of its neighbourhoods."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.topics.profile import AGES, GROWTH, PROFILE
from wulfrun.assessment.wording import number
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Links,
    Picture,
    topic_page,
)
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.page import Page
from wulfrun.publication.pyramid_chart import AgeGroup, pyramid
from wulfrun.publication.shelf import Row, Shelf

_TRAIL = (
    ("index.html", "Overview"),
    ("topics/index.html", "Topics"),
    ("topics/profile.html", "Who lives here"),
)


def pages(shelf: Shelf) -> list[Page]:
    """The whole place's page and those of its areas; none where neither ages nor deprivation are known."""
    rows = shelf.release.rows(PROFILE)
    if not rows:
        return []
    ages = _by_area(shelf.release.rows(AGES))
    growth = _by_area(shelf.release.rows(GROWTH))
    whole, areas = rows[0], rows[1:]
    code = str(whole["area_code"])
    about = "How many people live here, how old they are, their households, and how deprived their areas are."
    blocks = [Lead(lead(whole)), *_facts(whole), *_ages(whole, ages.get(code, []), [], shelf.place)]
    blocks += _growth(growth.get(code, []), whole)
    blocks += _compared(shelf, areas)
    found = [
        topic_page(
            "profile", "Who lives here", about, [*blocks, Heading("What these figures are"), _limits()]
        )
    ]
    for row in areas:
        own = str(row["area_code"])
        parts: list[Block] = [Lead(lead(row)), *_facts(row, whole)]
        parts += _ages(row, ages.get(own, []), ages.get(code, []), shelf.place)
        parts += _growth(growth.get(own, []), row)
        parts += [Links(((f"areas/{own}.html", f"Crime and other figures of {row['area_name']}"),))]
        title = f"Who lives in {row['area_name']}"
        found.append(topic_page(f"profile/{own}", title, about, parts, _TRAIL))
    return found


def lead(row: Row) -> str:
    """How many live in a place, how that has changed, and how deprived it is."""
    name = row["area_name"]
    if row["residents"] is None:
        return f"How deprived the areas of {name} are is known; how many live there is not."
    said = f"About {number(round(row['residents'], -2))} people lived in {name} in mid-{row['year']}."
    if row["first_year"] != row["year"] and row["first_residents"]:
        change = 100 * (row["residents"] / row["first_residents"] - 1)
        word = "more" if change >= 0 else "fewer"
        said += f" That is {number(abs(change), 1)}% {word} than in {row['first_year']}."
    if row["most_deprived_tenth"] is not None:
        said += (
            f" {number(100 * row['most_deprived_tenth'])}% live in areas among the most deprived tenth "
            f"({row['index']}, {row['edition']})."
        )
    return said


def _by_area(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row["area_code"]), []).append(row)
    return found


def _facts(row: Row, whole: Row | None = None) -> Iterator[Block]:
    heads = ["What", f"#{row['area_name']}", *([f"#{whole['area_name']}"] if whole else [])]
    rows = []
    for label, name, percent, year in (
        ("Residents", "residents", False, "year"),
        ("Aged under 15", "under_15", True, "ages_year"),
        ("Aged 65 and over", "aged_65", True, "ages_year"),
        ("Households", "households", False, "households_year"),
        ("Households in social rented homes", "social_rented", True, "households_year"),
        ("Residents in the most deprived tenth of areas", "most_deprived_tenth", True, "edition"),
        ("Residents in the most deprived fifth of areas", "most_deprived_fifth", True, "edition"),
    ):
        if row[name] is not None:
            both = [row, *([whole] if whole else [])]
            rows.append([f"{label}, {row[year]}", *(_cell(each[name], percent) for each in both)])
    yield Heading("In short")
    yield Grid(f"{row['area_name']} in figures", heads, rows, f"data/{PROFILE}.csv")


def _cell(value: float | None, percent: bool) -> str:
    if value is None:
        return "not known"
    return f"{number(100 * value, 1)}%" if percent else number(round(value))


def age_groups(rows: Sequence[Row], compared: Sequence[Row]) -> list[AgeGroup]:
    """Five years of age in percent of all residents of a place, beside those of another."""
    own, other = _shares(rows), _shares(compared)
    found = []
    for low, high in sorted({(row["low"], row["high"]) for row in rows}):
        name = f"{low}–{high}" if high < 100 else f"{low}+"
        men, women = own.get(("M", low)), own.get(("F", low))
        if men is not None and women is not None:
            found.append(AgeGroup(name, men, women, other.get(("M", low)), other.get(("F", low))))
    return found


def _shares(rows: Sequence[Row]) -> dict[tuple[str, int], float]:
    whole = sum(row["residents"] for row in rows)
    return {(row["sex"], row["low"]): 100 * row["residents"] / whole for row in rows} if whole else {}


def _ages(row: Row, rows: Sequence[Row], compared: Sequence[Row], place: str) -> Iterator[Block]:
    if not rows:
        return
    year, name = rows[0]["year"], row["area_name"]
    groups = age_groups(rows, compared)
    yield Heading("Ages")
    if not groups:
        whole = sum(each["residents"] for each in rows)
        told = [
            (f"{each['low']} to {each['high']}" if each["high"] < 100 else f"{each['low']} and over",
             number(each["residents"]), f"{number(100 * each['residents'] / whole, 1)}%")
            for each in sorted(rows, key=lambda each: each["low"])
        ]  # fmt: skip
        yield Grid(f"Residents of {name} by age, mid-{year}", ("Age", "#Residents", "#Share"), told,
                   f"data/{AGES}.csv")  # fmt: skip
        return
    largest = max(groups, key=lambda each: each.men + each.women)
    share = number(largest.men + largest.women, 1)
    caption = Caption(
        f"ages-{row['area_code']}", f"The largest five years of age in {name} are {largest.name}: {share}%",
        f"Mid-{year}", "Percent of all residents", str(rows[0]["series"]),
    )  # fmt: skip
    chart = pyramid(caption, groups, place if compared else "")
    heads = [f"#{head}" if at else head for at, head in enumerate(chart.columns)]
    yield Picture(chart, Grid(chart.title, heads, chart.rows, f"data/{AGES}.csv"))


def _growth(rows: Sequence[Row], row: Row) -> Iterator[Block]:
    if len(rows) < 2:
        return
    first = rows[0]["residents"]
    yield Heading("How the population has grown")
    yield Grid(
        f"Residents of {row['area_name']} at the middle of each year",
        ("Year", "#Residents", "#Since the first year"),
        [(str(each["year"]), number(round(each["residents"])),
          f"{100 * (each['residents'] / first - 1):+.1f}%" if first else "not known") for each in rows],
        f"data/{GROWTH}.csv",
    )  # fmt: skip


def _compared(shelf: Shelf, areas: Sequence[Row]) -> Iterator[Block]:
    if not areas:
        return
    yield Heading("Its areas")
    yield Grid(
        "Residents, ages and deprivation by area",
        ("Area", "#Residents", "#Aged under 15", "#Aged 65 and over", "#In the most deprived tenth"),
        [
            (row["area_name"], _cell(row["residents"], False), _cell(row["under_15"], True),
             _cell(row["aged_65"], True), _cell(row["most_deprived_tenth"], True))
            for row in areas
        ],
        f"data/{PROFILE}.csv",
    )  # fmt: skip
    yield Links(
        [(f"topics/profile/{row['area_code']}.html", f"Who lives in {row['area_name']}") for row in areas]
    )


def _limits() -> Facts:
    return Facts([
        ("Residents", "Those who usually live here, estimated for 30 June of each year. Students are counted "
         "where they live in term; visitors and those who only work here are not."),
        ("One series", "All years are of one set of estimates: those made before a census and those rebased "
         "to it differ, and are never joined."),
        ("Most deprived tenth", "The tenth of all areas that the index ranks, not a tenth of this place."),
    ])  # fmt: skip
