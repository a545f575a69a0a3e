"""What stands beside a problem: like places, harm, what residents feel, alerts, relations, kin measures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wulfrun.assessment.alert_words import alert_sentence, slow_sentence
from wulfrun.assessment.relation_words import finding as related
from wulfrun.assessment.topics.alerts import ALERTS, SLOW
from wulfrun.assessment.topics.harm import CODES
from wulfrun.assessment.topics.problems import PROBLEMS
from wulfrun.assessment.topics.relations import TESTS
from wulfrun.assessment.wording import last_month, number, percent, sentence, when
from wulfrun.publication.blocks import Grid, Link, Tag
from wulfrun.publication.pages.said import Said, on_baseline, on_last_year
from wulfrun.publication.problem.subject import Subject, Told
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages.alerts import decided
from wulfrun.publication.topic_pages.peers import verdict_sentence

_MOST_CODES, _MOST_KIN = 4, 12
# Months by which the ends of two figures may differ and still be told together.
_FAR_APART = 12


def ranked(subject: Subject) -> Iterator[Told]:
    """Where it ranks among the problems, how sure that is, and where the board puts it."""
    rows = [row for row in subject.shelf.release.rows(PROBLEMS) if row["rank"] is not None]
    own = [row for row in rows if row["measure"] == subject.measure]
    if not own or not subject.whole:
        return
    row = own[0]
    text = f"It ranks {number(row['rank'])} of {number(len(rows))} problems"
    if row["top_share"] is not None:
        share = f"{100 * row['top_share']:.0f}%"
        text += f", and is among the first {row['top']} in {share} of the ways to weigh the criteria"
    if row["board_rank"]:
        reason = f": {sentence(row['board_reason'])}" if row["board_reason"] else "."
        text += f". The board puts it at {row['board_rank']}{reason}"
    yield Told(text.rstrip(".") + ".", ("topics/problems.html", "Which problems come first?"))


def peers(subject: Subject) -> Iterator[Told]:
    """How the whole place compares with those most like it."""
    if not subject.whole:
        return
    groups = subject.shelf.release.rows("peer_groups")
    for row in subject.rows("peer_verdicts"):
        own = next(
            each["place"] for each in groups if each["own"] and each["comparison"] == row["comparison"]
        )
        yield Told(
            f"{verdict_sentence(row, subject.title, own)} Against similar places: {row['verdict']}.",
            ("topics/peers.html", "Compared with similar places"),
        )


def harm(subject: Subject) -> Iterator[Told]:
    """What share of the harm its offences make, code by code, where they are few."""
    if not subject.whole or not subject.exact:
        return
    codes = _codes(subject)
    rows = [
        row for row in subject.shelf.release.rows(CODES) if row["code"] in codes and row["share"] is not None
    ]
    page = ("topics/harm.html", "Harm")
    for row in sorted(rows, key=lambda row: -row["share"])[:_MOST_CODES]:
        yield Told(
            f"{row['name'] or 'Code ' + row['code']}: {percent(100 * row['share'])} of all harm and "
            f"{percent(100 * row['share_of_count'])} of all offences in {when(row['period'])}.",
            page,
        )


def _codes(subject: Subject) -> set[str]:
    groups = subject.shelf.definition["group"]
    spans = [span for name in subject.groups if name in groups for span in groups[name]["spans"]]
    return {code for span in spans for code in span["codes"]}


def asked_of(shelf: Shelf, measure: str) -> list[str]:
    """The survey measures whose question is declared to speak of a measure of what was recorded."""
    found = []
    for name, row in shelf.measures.items():
        if row["kind"] == "survey" and measure in _recorded(shelf, name):
            found.append(name)
    return found


def recorded_beside(shelf: Shelf, survey_measure: str) -> list[str]:
    """The recorded measures that stand beside the answers of a survey measure, those with figures."""
    named = _recorded(shelf, survey_measure)
    return [name for name in named if name in shelf.measures and shelf.latest(name, shelf.whole)]


def _recorded(shelf: Shelf, survey_measure: str) -> Sequence[str]:
    """What its question, or the one that it is like, is declared to stand beside."""
    questions = shelf.definition["question"]
    own = questions.get(shelf.measures[survey_measure]["question"], {})
    return own.get("recorded") or questions.get(own.get("like") or "", {}).get("recorded") or ()


def felt(subject: Subject) -> Iterator[Told]:
    """What residents say of it, and whether that went the same way as what was recorded."""
    if not subject.whole:
        return
    for name in asked_of(subject.shelf, subject.measure):
        pair = side_by_side(subject.shelf, subject.measure, name)
        yield Told(f"{pair.answers.finding.text} {pair.words}", ("topics/surveys.html", "What residents say"))


@dataclass(frozen=True)
class Pair:
    """What was recorded beside what residents say, over the same years, and whether they went one way.

    `since`: what both are held against, in a few words.
    """

    recorded: Said
    answers: Said
    words: str
    since: str = ""


def side_by_side(shelf: Shelf, measure: str, survey_measure: str) -> Pair:
    """Both on the baseline where both can be said, else both on the year before."""
    names = measure, survey_measure
    spans = [(name, shelf.whole, shelf.latest(name, shelf.whole)) for name in names]
    long = [on_baseline(shelf, *each) for each in spans]
    last = [on_last_year(shelf, *each) for each in spans]
    told = [each for each in long if each is not None and each.finding.tone != "unknown"]
    recorded, answers = told if len(told) == len(names) else last
    since = (
        f"since {when(shelf.partnership['baseline'])}" if len(told) == len(names) else "on the year before"
    )
    periods = [each[2] for each in spans]
    if abs(last_month(periods[0]) - last_month(periods[1])) >= _FAR_APART:
        apart = f"What was recorded is of {when(periods[0])}: the two are too far apart to compare."
        return Pair(recorded, answers, apart, since)
    return Pair(recorded, answers, together(recorded.finding.tone, answers.finding.tone), since)


def together(recorded: str, answers: str) -> str:
    """Whether two findings, by their tones, went the same way; no more than both tests allow.

    >>> together("good", "neutral")
    'What was recorded improved; what residents say shows no clear change: the two differ.'
    """
    if "unknown" in (recorded, answers):
        return "Whether it agrees with what was recorded cannot be said."
    if recorded == answers == "neutral":
        return "What was recorded shows no clear change either."
    if recorded == answers:
        return f"What was recorded went the {'right' if recorded == 'good' else 'wrong'} way as well."
    words = {"good": "improved", "bad": "got worse", "neutral": "shows no clear change"}
    return f"What was recorded {words[recorded]}; what residents say {words[answers]}: the two differ."


def stood_out(subject: Subject) -> Iterator[Told]:
    """Its alerts here with what was decided, the latest first, and whether it changes slowly."""
    page = ("topics/alerts.html", "What stood out this month")
    declared = subject.declared
    for row in subject.rows(ALERTS):
        if row["area_code"] == subject.code or (subject.whole and row["latest"]):
            yield Told(f"{alert_sentence(row, declared)} {decided(row)}", page)
    for row in subject.rows(SLOW):
        if row["direction"] and row["area_code"] == subject.code:
            yield Told(f"A slow change, {slow_sentence(row, declared)}", page)


def relations(subject: Subject) -> Iterator[Told]:
    """What was tested to go together with it."""
    declared = subject.shelf.definition["measure"]
    tests: dict[str, list[Row]] = {}
    for row in subject.shelf.release.rows(TESTS):
        if subject.measure in (row["a"], row["b"]):
            tests.setdefault(row["relation"], []).append(row)
    for rows in tests.values():
        titles = [str(declared[rows[0][end]]["title"]) for end in ("a", "b")]
        yield Told(related(rows, titles[0], titles[1]).text, ("topics/relations.html", "What goes together"))


def kin(subject: Subject) -> Grid | None:
    """Measures of the same theme, its whole and its parts, with the latest figure and the change."""
    shelf, own = subject.shelf, subject.declared
    rows = []
    for name, row in shelf.measures.items():
        near = row["theme"] == own["theme"] or row["part_of"] == subject.measure or name == own["part_of"]
        period = shelf.latest(name, subject.code)
        if name == subject.measure or not near or not period:
            continue
        said = on_last_year(shelf, name, subject.code, period)
        label = Tag(said.label, said.finding.tone)
        rows.append(
            (
                Link(f"measures/{name}.html", row["title"]),
                when(period),
                shelf.row(name, subject.code, period),
                label,
            )
        )
    if not rows:
        return None
    left = f"The first {_MOST_KIN} of {number(len(rows))}." if len(rows) > _MOST_KIN else ""
    heads = ("Measure", "Period", "#Figure", "On the year before")
    return Grid(f"Measures near to it: {subject.title}", heads, rows[:_MOST_KIN], note=left)
