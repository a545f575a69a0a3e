"""The public summary: two pages in plain words, for everybody who lives or works in the place."""

from collections import Counter
from collections.abc import Iterator, Sequence

from wulfrun.assessment.headlines import years_headline
from wulfrun.assessment.plain_words import Plain, count_words, plain_name
from wulfrun.assessment.topics.lana import ASKED
from wulfrun.assessment.topics.voices import VOICES
from wulfrun.assessment.wording import kind_of, listed, sentence
from wulfrun.publication import page_charts
from wulfrun.publication.blocks import Block, Heading, Lead, Links, Prose, picture
from wulfrun.publication.chart_model import Caption, Year
from wulfrun.publication.documents._strategy_days import first_day, on_the_day
from wulfrun.publication.documents._year import through_of, year_of
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.pages.neighbourhood_voices import change_of, changed, did_words
from wulfrun.publication.pages.said import leading
from wulfrun.publication.plain_prose import plain_list, plain_prose
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.told_prose import told_plainly
from wulfrun.publication.year_charts import yearly_bars
from wulfrun.words.periods import month_index, month_words
from wulfrun.words.reading_grade import reading_grade

NAME, KIND = "public-summary", "summary"
_MOST_BETTER, _MOST_WORSE, _MOST_UNSURE, _MOST_SAID, _MOST_VOICES = 4, 3, 3, 3, 1
_LATELY_MONTHS = 12
_NO_WORSE = "Nothing that we track got clearly worse. That does not mean that nothing did."
_UNSURE = "Some counts moved, but chance alone could do that, or it is not clear if it is good or bad."
_SURE = (
    "“Sure” means that chance alone would do this less than once in 1,000 times. “Fairly sure” means less "
    "than once in 20. We can only count what people tell us."
)
_CALLS = "If you are in danger, call 999. If it can wait, call the police on 101."


def document(shelf: Shelf) -> Document | None:
    """The public summary; None where no measure has figures."""
    if not shelf.measures:
        return None
    blocks = [*blocks_of(shelf)]
    title = f"How safe is {shelf.place}?"
    about = "What we put first, what got better or worse, and what you can do: two pages in plain words."
    chapters = [Chapter(NAME, title, [*blocks, Prose(grade_words(spoken(blocks)))])]
    through = through_of(year_of(shelf))
    return Document(NAME, title, about, chapters, "A summary for residents", KIND, through)


def blocks_of(shelf: Shelf) -> Iterator[Block]:
    """The summary from its first sentence to where to read more."""
    changes = city_changes(shelf)
    yield Lead(f"What we did to make {shelf.place} safer, what got better or worse, and what we do next.")
    yield from _who(shelf)
    yield from _priorities(shelf)
    yield from better_and_worse(changes)
    yield from _chart(shelf)
    yield from _told_us(shelf)
    yield Heading("What you can do")
    yield plain_list([_CALLS, *_asked_of_you(shelf)])
    yield Heading("Read more")
    yield Links(_more(shelf))


def city_changes(shelf: Shelf) -> list[tuple[Row, Plain]]:
    """The change of every measure that is told, with the measure, those that lead first."""
    found = ((shelf.measures[name], change_of(shelf, name, shelf.whole)) for name in leading(shelf))
    return [(measure, said) for measure, said in found if said is not None and said.rows]


def one_of_a_theme(changes: Sequence[tuple[Row, Plain]]) -> list[tuple[Row, Plain]]:
    """The first of each theme, so that many measures of one thing do not crowd out the rest."""
    found: dict[str, tuple[Row, Plain]] = {}
    for measure, said in changes:
        found.setdefault(str(measure["theme"]), (measure, said))
    return list(found.values())


def _who(shelf: Shelf) -> Iterator[Block]:
    agencies = [row for row in shelf.definition["agency"].values() if row["duty"] == "responsible authority"]
    names = [str(row["name"]) for row in on_the_day(agencies, first_day(shelf))]
    yield Heading("Who we are")
    texts = ["By law we must work as one to cut crime and the harm from drink and drugs."]
    if names:
        texts.append(f"**We are:** {listed(names)}.")
    yield plain_prose(texts, " ")


def _priorities(shelf: Shelf) -> Iterator[Block]:
    declared = shelf.priorities.values()
    if not declared:
        return
    yield Heading("What we put first")
    parts: list[Plain | str] = [" ".join(_priority(shelf, row)) for row in declared]
    yield plain_list(parts)
    yield from _targets(shelf)


def _priority(shelf: Shelf, row: Row) -> Iterator[str]:
    yield f"**{sentence(row['title'])}**"
    if row.get("because"):
        yield sentence(first_sentence(told_plainly(shelf, row["because"])))
    statuses = [action["status"] for action in row["actions"]]
    if statuses:
        yield tasks_words(statuses.count("done"), len(statuses))


def tasks_words(done: int, of: int) -> str:
    """How many of the tasks of a priority are done.

    >>> tasks_words(1, 3), tasks_words(0, 1), tasks_words(2, 2)
    ('One of our three tasks is done.', 'Our one task is not done yet.', 'All of our two tasks are done.')
    """
    many = count_words(of, "task", "tasks")
    if done == of:
        return f"Our {many} is done." if of == 1 else f"All of our {many} are done."
    if not done:
        return f"Our {many} {'is' if of == 1 else 'are'} not done yet."
    text = f"{count_words(done, 'of', 'of')} our {many} {'is' if done == 1 else 'are'} done."
    return text[:1].upper() + text[1:]


def first_sentence(text: str) -> str:
    """The first sentence of a text.

    >>> first_sentence("Homes come first. They matter.")
    'Homes come first.'
    """
    head, stop, _ = text.strip().partition(". ")
    return head + stop.strip()


def _targets(shelf: Shelf) -> Iterator[Block]:
    stand = Counter(str(row["status"]) for row in shelf.release.rows("targets"))
    ended = stand["achieved"] + stand["not achieved"]
    if ended:
        met = f"We met {count_words(stand['achieved'], 'of', 'of')} the {ended} targets that have ended."
        yield Prose(f"{met} [See each target](/targets.html).")


def better_and_worse(changes: Sequence[tuple[Row, Plain]]) -> Iterator[Block]:
    """What got better, what got worse, and what is not sure."""
    first = one_of_a_theme(changes)
    better = [said for _, said in first if said.tone == "good"][:_MOST_BETTER]
    unsure = [unsure_words(*each) for each in first if each[1].tone == "neutral"][:_MOST_UNSURE]
    # What got worse is never left out because something else of its theme did not.
    worse = [said for _, said in changes if said.tone == "bad"]
    if better:
        yield Heading("What got better")
        yield plain_list(better)
    yield Heading("What got worse")
    yield plain_list(worse[:_MOST_WORSE]) if worse else Prose(_NO_WORSE)
    if len(worse) > _MOST_WORSE:
        more = count_words(len(worse) - _MOST_WORSE, "more count", "more counts")
        yield Prose(f"There are [{more} that got worse](/measures/index.html).")
    if unsure:
        yield Heading("What we are not sure about")
        yield plain_prose([_UNSURE, *unsure], " ")
    yield Prose(_SURE)


def unsure_words(measure: Row, said: Plain) -> Plain:
    """From what to what a measure went whose change may be chance, or is neither good nor bad."""
    share = "the share of " if measure.get("kind") == "survey" else ""
    name = f"{share}{plain_name(measure)}"
    a_year = "" if share else " a year"
    return Plain(f"{name[:1].upper()}{name[1:]} went from {{0}} to {{1}}{a_year}.", said.tone, said.rows)


def _chart(shelf: Shelf) -> Iterator[Block]:
    """The years of the measure that leads, under its plain name."""
    for name in leading(shelf)[:1]:
        rows = shelf.series(name, shelf.whole, "year")
        if sum(row["value"] is not None for row in rows) < 2:
            return
        plain = plain_name(shelf.measures[name])
        title = {"title": plain[:1].upper() + plain[1:]}
        caption = Caption(
            f"plain-years-{name}",
            years_headline(title, rows, kind_of(name, shelf.measures[name])),
            f"By year from April to March, {shelf.place}, with 95% intervals",
            page_charts.unit_of(shelf, name),
            page_charts.source_of(shelf, name),
        )
        years = [Year(row["period"], page_charts.value_of(row)) for row in rows]
        yield picture(yearly_bars(caption, years, page_charts.marks(shelf, name)), f"data/{name}.csv")


def _told_us(shelf: Shelf) -> Iterator[Block]:
    parts: list[Plain | str] = [*_consulted(shelf), *_chosen(shelf), *_voices(shelf)]
    if parts:
        yield Heading("What you told us, and what we did")
        yield plain_list(parts)


def _consulted(shelf: Shelf) -> Iterator[str]:
    held = sorted(
        shelf.definition.get("consultation", {}).values(), key=lambda row: str(row["when"]), reverse=True
    )
    reached = sum(row["reached"] or 0 for row in held)
    # What came first on each occasion, the latest first.
    said = list(dict.fromkeys(row["said"][0] for row in held if row["said"]))[:_MOST_SAID]
    texts = [f"We asked {reached:,} people what should come first."] if reached else []
    if said:
        texts.append(f"You said: {'; '.join(text.rstrip('.') for text in said)}.")
    if texts:
        yield " ".join(texts)


def _chosen(shelf: Shelf) -> Iterator[str]:
    rows = shelf.release.rows(ASKED)
    if not rows:
        return
    latest = max(month_index(str(row["chosen"])[:7]) for row in rows)
    late = [row for row in rows if month_index(str(row["chosen"])[:7]) > latest - _LATELY_MONTHS]
    done = sum(row["status"] == "dealt with" for row in late)
    many = count_words(len(late), "thing", "things")
    chose = f"In the year to {month_words(latest)} you chose {many} to put right."
    yield f"{chose} We dealt with {count_words(done, 'of them', 'of them')}."


def _voices(shelf: Shelf) -> Iterator[Plain]:
    """What was said and done in a few places: those first whose change is clear, good or bad."""
    declared = shelf.definition.get("voice", {})
    told = [
        (row, changed(shelf, row))
        for row in shelf.release.rows(VOICES)
        if row["voice"] in declared and not row["reason"]
    ]
    told.sort(key=lambda each: (each[1].tone == "neutral", each[0]["voice"]))
    for row, found in told[:_MOST_VOICES]:
        voice = declared[row["voice"]]
        said = f"In {row['area_name']} you said: “{voice['said']}” {did_words(shelf, voice)}"
        yield Plain(f"{said} {found.text}", found.tone, found.rows)


def _asked_of_you(shelf: Shelf) -> Iterator[str]:
    if shelf.by_level.get("neighbourhood"):
        yield "Look up [your part of town](/areas/index.html), and come to a meeting of the team there."
    contact = str(shelf.partnership.get("contact") or "").rstrip(".")
    if contact:
        yield f"Tell us what we should do next. Contact: {contact}."


def _more(shelf: Shelf) -> list[tuple[str, str]]:
    return [
        ("index.html", "All that has changed"),
        ("priorities.html", "What we do next, and who does it"),
        ("documents/index.html", "The full strategy"),
    ]


def spoken(blocks: Sequence[Block]) -> str:
    """The running text of the summary, each figure as one short word."""
    texts = [each.text for each in blocks if isinstance(each, Lead | Prose)]
    return "\n".join(texts).replace("\ue000", "").replace("\ue001", "")


def grade_words(text: str) -> str:
    """How hard the summary is to read, as counted."""
    grade = f"This summary reads at grade {reading_grade(text):.0f} (Flesch-Kincaid)."
    return f"{grade} Grade 9 or less suits most adults."
