"""The sides of a problem: who is affected, who offends, where, when and how; what nothing tells is said."""

from collections.abc import Iterator

from wulfrun.assessment.gap import PRIORITY
from wulfrun.assessment.topics._hot_spot_themes import OFFENCE, STREET
from wulfrun.assessment.topics.deprivation import GRADIENT
from wulfrun.assessment.topics.hot_spots import AREAS, CELLS
from wulfrun.assessment.topics.hot_spots import THEMES as HOT
from wulfrun.assessment.topics.near_repeats import AGAIN, CANNOT
from wulfrun.assessment.topics.near_repeats import GROUPS as NEAR
from wulfrun.assessment.topics.time_of_day import GROUPS as TIMES
from wulfrun.assessment.topics.time_of_day import HOURLY
from wulfrun.assessment.wording import figure_text, inside, kind_of, number, when
from wulfrun.publication.chart_model import listed
from wulfrun.publication.pages.gap import gap_item
from wulfrun.publication.pages.measures import signal_words
from wulfrun.publication.pages.said import compared
from wulfrun.publication.problem.subject import Side, Subject, Told
from wulfrun.publication.shelf import LEVEL_PLURALS, Row
from wulfrun.publication.topic_pages._hot_spot_maps import hot_words
from wulfrun.publication.topic_pages.deprivation import finding as gradient
from wulfrun.publication.topic_pages.near_repeats import again_words
from wulfrun.publication.topic_pages.near_repeats import sentence as near_words
from wulfrun.publication.topic_pages.time_of_day import busier_hours, weekday_sentence

AFFECTED, OFFENDS, WHERE, WHEN, HOW = "who is affected", "who offends", "where", "when", "how"
_MOST_NAMES = 6


def sides(subject: Subject) -> list[Side]:
    """Every side, in the order of the problem-analysis triangle; 'how' only where something tells of it."""
    ways = tuple(_spoken(subject, HOW))
    found = [affected(subject), offenders(subject), places(subject), times(subject)]
    return [*found, *([Side(HOW, ways)] if ways else [])]


def affected(subject: Subject) -> Side:
    """Victims: repeat victims, what measures tell of them, for every household, and by deprivation."""
    told = [
        *_repeat_places(subject),
        *_spoken(subject, AFFECTED),
        *_for_every(subject),
        *_deprivation(subject),
    ]
    if any(each.answers for each in told):
        return Side(AFFECTED, told)
    needed = "A count of those who report it by age group, sex and home area, with 1 to 4 kept back"
    if _is_crime(subject):
        needed = "A count of victims by age group, sex and whether it happened before, with 1 to 4 kept back"
    return Side(AFFECTED, told, "No agency's data say who is affected.", needed)


def offenders(subject: Subject) -> Side:
    """Those who offend, as far as a measure is declared to tell of them."""
    told = tuple(_spoken(subject, OFFENDS))
    if told:
        return Side(OFFENDS, told)
    needed = "A count of those warned, fined or prosecuted for it, with 1 to 4 kept back"
    if _is_crime(subject):
        needed = (
            "A count of those cautioned or charged by age group, sex and home area, with 1 to 4 kept back"
        )
    return Side(OFFENDS, told, "No agency's data say who does it.", needed)


def _is_crime(subject: Subject) -> bool:
    return subject.declared["of"] in (OFFENCE, STREET)


def places(subject: Subject) -> Side:
    """Places: areas apart from the whole, hot spots, near repeats, and how priority neighbourhoods do."""
    told = [*_areas(subject), *_hot(subject), *_near(subject), *_gap(subject), *_spoken(subject, WHERE)]
    if told:
        return Side(WHERE, told)
    return Side(
        WHERE,
        told,
        f"The data do not say where within {subject.place} it happens.",
        "A place for each record: a grid reference or a small area",
    )


def times(subject: Subject) -> Side:
    """Times: whether the latest month stands out, the hours and the days of the week."""
    told = [*_month(subject), *_hours(subject)]
    if any(each.answers for each in told):
        return Side(WHEN, told)
    return Side(
        WHEN,
        told,
        "The data do not say at what hour or on what day of the week it happens.",
        "The earliest and the latest moment of each record",
    )


def level_words(subject: Subject, name: str) -> str:
    """What a measure stands at here, with its interval, and the year before; nothing of small numbers."""
    shelf, declared = subject.shelf, subject.shelf.measures[name]
    row = shelf.row(name, subject.code, shelf.latest(name, subject.code))
    if row is None or row["value"] is None:
        return ""
    kind = kind_of(name, declared)
    unit = f" {declared['unit']}" if kind == "count" and declared.get("unit") else ""
    text = f"{declared['title']}: {figure_text(row['value'], kind)}{unit} in {when(row['period'])}"
    if kind != "count" and row["lower"] is not None and row["upper"] is not None:
        ends = [figure_text(row[end], kind) for end in ("lower", "upper")]
        text += f" (95% interval {ends[0]} to {ends[1]})"
    return f"{text}."


def _spoken(subject: Subject, side: str) -> Iterator[Told]:
    for name in subject.speaking(side):
        if words := level_words(subject, name):
            yield Told(words, (f"measures/{name}.html", subject.shelf.measures[name]["title"]))


def _repeat_places(subject: Subject) -> Iterator[Told]:
    for row in subject.of_groups(AGAIN)[:1] if len(subject.groups) == 1 else ():
        yield Told(_everywhere(subject, again_words(row)), ("topics/near-repeats.html", "Near repeats"))


def _for_every(subject: Subject) -> Iterator[Told]:
    """The rate for every household or business: who they are it does not say."""
    per, rate = subject.declared.get("per"), f"{subject.measure}.rate"
    row = subject.shelf.row(rate, subject.code, subject.period)
    if not per or per == "residents" or row is None or row["value"] is None:
        return
    scale = number(subject.declared["scale"])
    yield Told(
        f"In {when(subject.period)} there were {figure_text(row['value'], 'rate')} for every {scale} {per}.",
        answers=False,
    )


def _deprivation(subject: Subject) -> Iterator[Told]:
    rows = subject.rows(GRADIENT)
    if rows and subject.whole:
        last = max(rows, key=lambda row: str(row["period"]))
        words = f"{gradient(subject.shelf, last)}."
        yield Told(words, ("topics/deprivation.html", "Crime and deprivation"), answers=False)


def _areas(subject: Subject) -> Iterator[Told]:
    """Which areas lie surely above the whole place, by rate; of an area, how it stands itself."""
    shelf, rate = subject.shelf, subject.shelf.rate_of(subject.measure)
    if not subject.period:
        return
    if not subject.whole:
        found = compared(shelf, rate, subject.code, subject.period)
        if found.tone != "unknown":
            yield Told(f"{found.text} in {when(subject.period)}.")
        if subject.code != PRIORITY:
            return
    rows = [row for row in shelf.across(rate, shelf.level, subject.period) if row["value"] is not None]
    if not subject.whole:
        rows = [row for row in rows if shelf.areas[row["area_code"]]["priority"]]
    if len(rows) < 2 or kind_of(rate, subject.declared) not in ("rate", "share"):
        return
    above = sorted(
        (row for row in rows if _above(subject, rate, row)), key=lambda row: (-row["value"], row["area_name"])
    )
    of = f"{len(rows)} {'' if subject.whole else 'priority '}{LEVEL_PLURALS[shelf.level]}"
    if not above:
        yield Told(f"Of {of} none has a rate clearly above that of {shelf.place}.")
        return
    names = [str(row["area_name"]) for row in above[:_MOST_NAMES]]
    more = f", among them {listed(names)}" if len(above) > _MOST_NAMES else f": {listed(names)}"
    verb = "has" if len(above) == 1 else "have"
    yield Told(f"Of {of} {len(above)} {verb} a rate clearly above that of {shelf.place}{more}.")


def _above(subject: Subject, rate: str, row: Row) -> bool:
    text = compared(subject.shelf, rate, row["area_code"], subject.period).text
    return text.startswith("Significantly above")


def _hot(subject: Subject) -> Iterator[Told]:
    themes = [row for row in subject.shelf.release.rows(HOT) if row["theme"] == subject.theme]
    if not themes or themes[0]["note"] or subject.code == PRIORITY:
        return
    page = (f"topics/hot-spots-{subject.theme}.html", f"Hot spots: {inside(str(themes[0]['title']))}")
    cells = [row for row in subject.shelf.release.rows(CELLS) if row["theme"] == subject.theme]
    hot = [row for row in cells if row["hot"]]
    if subject.whole:
        yield Told(hot_words(themes[0], hot), page)
        return
    own = sum(row["area_name"] == subject.place for row in hot)
    high = [
        row
        for row in subject.shelf.release.rows(AREAS)
        if row["theme"] == subject.theme and row["within"] == subject.place and "high" in row["kind"][:4]
    ]
    many = "no hot cell" if not own else "1 hot cell" if own == 1 else f"{own} hot cells"
    yield Told(f"{subject.place} holds {many} of the {len(hot)} in {subject.shelf.place}.", page)
    if high:
        names = listed([str(row["area_name"]) for row in high[:_MOST_NAMES]])
        yield Told(f"Small areas that stand out as high: {names}.", page)


def _near(subject: Subject) -> Iterator[Told]:
    for row in subject.of_groups(NEAR) if len(subject.groups) == 1 else ():
        if row["verdict"] != CANNOT:
            words = _everywhere(subject, near_words(row))
            yield Told(words, ("topics/near-repeats.html", "Near repeats"))


def _gap(subject: Subject) -> Iterator[Told]:
    if not subject.whole and subject.code != PRIORITY:
        return
    for row in subject.rows("gap"):
        if row["verdict"] != "cannot be said" and subject.shelf.has_priority:
            told = gap_item(subject.shelf, row)["said"].finding.text
            yield Told(told, ("gap.html", "Closing the gap"))


def _month(subject: Subject) -> Iterator[Told]:
    if subject.whole and (subject.measure, subject.code) in subject.shelf.signals:
        page = (f"measures/{subject.measure}.html", subject.title)
        yield Told(signal_words(subject.shelf, subject.measure), page, answers=False)


def _hours(subject: Subject) -> Iterator[Told]:
    page = ("topics/time-of-day.html", "Time of day and week")
    rows = subject.of_groups(TIMES)
    hourly = subject.shelf.release.rows(HOURLY)
    for row in rows if len(rows) <= 2 else ():
        named = f"{row['title']}: " if len(rows) > 1 else ""
        if row["note"]:
            continue
        hours = busier_hours([each for each in hourly if each["group"] == row["group"]])
        words = f"clearly most from {hours}." if hours else "no hour stands out clearly."
        words = words if named else words[:1].upper() + words[1:]
        yield Told(_everywhere(subject, f"{named}{words}"), page)
        if row["weekday_p"] is not None:
            days = weekday_sentence(row)
            yield Told(f"{named}{days[:1].lower()}{days[1:]}" if named else days, page)


def _everywhere(subject: Subject, text: str) -> str:
    """Of a part of the place: that the sentence is of all of it."""
    return text if subject.whole else f"In all of {subject.shelf.place}: {text[:1].lower()}{text[1:]}"
