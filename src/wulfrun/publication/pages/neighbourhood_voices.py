"""For residents of one neighbourhood: what changed, what they said, what was done, and whether it helped."""

from collections import Counter
from collections.abc import Iterator, Sequence

from wulfrun.assessment.plain_words import Plain, change_words, compares, count_words, plain_name
from wulfrun.assessment.topics.evaluations import EVALUATIONS
from wulfrun.assessment.topics.lana import ASKED
from wulfrun.assessment.topics.voices import VOICES
from wulfrun.assessment.voice_words import changed_words
from wulfrun.assessment.wording import sentence
from wulfrun.methods.verdict import AGREED, CONTRADICTED, LOWER, NOT_SHOWN, PARTLY
from wulfrun.publication.blocks import Block, Heading, Links
from wulfrun.publication.pages.said import leading
from wulfrun.publication.plain_prose import plain_list, plain_prose
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._evaluation_words import page_path
from wulfrun.words.periods import a_year_before, month_index, month_words, period

LEVEL = "neighbourhood"
_MOST_CHANGES, _MOST_WORSE, _MOST_PRIORITIES = 5, 3, 3
_LATELY_MONTHS = 12
_CLOSED_WELL = "dealt with"


def neighbourhood_blocks(shelf: Shelf, area: Row) -> list[Block]:
    """What the page of a neighbourhood says first; nothing for areas of other levels."""
    if area["level"] != LEVEL:
        return []
    code = str(area["code"])
    blocks: list[Block] = [*_changes(shelf, code), Heading("What people here said, and what was done")]
    told = [*_voices(shelf, code), *_priorities(shelf, code), *_actions(shelf, code)]
    return [*blocks, *(told or _nothing_said()), *_taking_part(shelf)]


def _changes(shelf: Shelf, code: str) -> Iterator[Block]:
    # What keeps small numbers back is about people who could be known: not told by neighbourhood here.
    open_to_all = [name for name in leading(shelf) if not shelf.measures[name]["suppress_below"]]
    found = [said for name in open_to_all if (said := change_of(shelf, name, code)) is not None]
    known = [each for each in found if each.tone != "unknown"]
    # What got worse is told though other measures lead.
    worse = [each for each in known if each.tone == "bad"][:_MOST_WORSE]
    known = [*worse, *(each for each in known if each not in worse)][:_MOST_CHANGES]
    if known:
        yield Heading("What has changed here")
        yield plain_list(known)


def change_of(shelf: Shelf, measure: str, code: str) -> Plain | None:
    """A measure's change in an area in plain words: on the baseline year, else on the year before."""
    declared = shelf.measures[measure]
    period = shelf.latest(measure, code)
    if not period or not compares(declared):
        return None
    now = shelf.row(measure, code, period)
    for suffix, before in _earlier(shelf, period):
        change, earlier = shelf.row(f"{measure}.{suffix}", code, period), shelf.row(measure, code, before)
        if earlier is not None and (change is not None or declared["kind"] == "survey"):
            return change_words(declared, change, earlier, now)
    return None


def _earlier(shelf: Shelf, name: str) -> Iterator[tuple[str, str]]:
    baseline = shelf.partnership.get("baseline")
    if baseline and period(name).last > period(baseline).last:
        yield "on-baseline", baseline
    yield "on-last-year", a_year_before(period(name)).name


def _voices(shelf: Shelf, code: str) -> Iterator[Block]:
    declared = shelf.definition.get("voice", {})
    rows = [
        row for row in shelf.release.rows(VOICES) if row["area_code"] == code and row["voice"] in declared
    ]
    headed: Counter[str] = Counter()
    for row in sorted(rows, key=lambda row: str(declared[row["voice"]]["when"]), reverse=True):
        voice = declared[row["voice"]]
        name = heading_of(shelf, row, voice)
        headed[name] += 1
        # Two voices of one measure: no two places of a page bear one name.
        yield Heading(name if headed[name] == 1 else f"{name}, {_month(voice['when'])}", 3)
        yield plain_prose([said_words(shelf, voice), did_words(shelf, voice), changed(shelf, row)])


def heading_of(shelf: Shelf, row: Row, voice: Row) -> str:
    """What a voice is about: its measure by the plain name, else when it was said."""
    measure = shelf.definition["measure"].get(row["measure"] or "")
    name = plain_name(measure) if measure else f"said in {_month(voice['when'])}"
    return name[:1].upper() + name[1:]


def said_words(shelf: Shelf, voice: Row) -> str:
    """What was said, as it was said, when, and on which occasion where one is named."""
    held = shelf.definition.get("consultation", {}).get(voice["consultation"])
    where = f" ({held['title']})" if held else ""
    return f"**You said** in {_month(voice['when'])}{where}: “{voice['said']}”"


def did_words(shelf: Shelf, voice: Row) -> str:
    """What was done, by whom, since when."""
    if not voice["done"]:
        return "**We did:** nothing yet."
    who = shelf.definition["agency"].get(voice["agency"], {}).get("name", "")
    since = f" since {_month(voice['done_when'])}" if voice["done_when"] else ""
    by = f" {who} has done this{since}." if who else f" This has been done{since}." if since else ""
    return f"**We did:** {sentence(voice['done'])}{by}"


def changed(shelf: Shelf, row: Row) -> Plain:
    """What changed since, with its figures."""
    measure = shelf.definition["measure"].get(row["measure"] or "", {})
    found = changed_words(measure, row, shelf.place)
    return Plain(f"**What changed:** {found.text}", found.tone, found.rows)


def _priorities(shelf: Shelf, code: str) -> Iterator[Block]:
    """What people chose at the meetings of their neighbourhood team in the latest twelve months told."""
    rows = [row for row in shelf.release.rows(ASKED) if row["area_code"] == code]
    if not rows:
        return
    latest = max(month_index(str(row["chosen"])[:7]) for row in rows)
    late = [row for row in rows if month_index(str(row["chosen"])[:7]) > latest - _LATELY_MONTHS]
    yield Heading("What you asked the neighbourhood team for", 3)
    yield plain_prose([chosen_words(late, latest)])
    yield plain_list([f"{sentence(row['priority'])} {_became(row)}" for row in late[:_MOST_PRIORITIES]])
    yield Links([(f"topics/lana/{code}.html", "All that people here asked for")])


def chosen_words(rows: Sequence[Row], latest: int) -> str:
    """How many things people chose in a year, and what became of them."""
    stand = Counter(str(row["status"]) for row in rows)
    many = count_words(len(rows), "thing", "things")
    text = f"In the year to {month_words(latest)} you chose {many} to put right."
    if stand[_CLOSED_WELL] == len(rows) > 1:
        return f"{text} All of them were dealt with."
    if stand[_CLOSED_WELL]:
        were = "was" if stand[_CLOSED_WELL] == 1 else "were"
        text += f" Of these {count_words(stand[_CLOSED_WELL], were, were)} dealt with."
    if stand["open"]:
        text += f" We still work on {count_words(stand['open'], 'of them', 'of them')}."
    return text


def _became(row: Row) -> str:
    if row["status"] == "open":
        return "We still work on it."
    done = sentence(str(row["action"]))
    return f"It was {row['status']}. {done}".strip()


def _actions(shelf: Shelf, code: str) -> Iterator[Block]:
    """What the strategy does here and whether it worked, where that is tested."""
    name = str(shelf.areas[code]["name"])
    for row in shelf.release.rows(EVALUATIONS):
        if name not in str(row["areas"]).split(", "):
            continue
        yield Heading("Did it work?", 3)
        yield plain_prose([f"We tested this: “{row['title']}”. {tested_words(row)}"])
        yield Links([(page_path(str(row["action"])), "How we tested it")])


def tested_words(row: Row) -> str:
    """What the tests of an action found, in plain words."""
    way = "less" if row["way"] == LOWER else "more"
    return {
        AGREED: f"There was {way} of what it was to change than we would expect without it.",
        PARTLY: f"There are signs of {way} of what it was to change, but this is not settled.",
        CONTRADICTED: "The tests do not agree, so we cannot say.",
        NOT_SHOWN: "We could not show that it made a change.",
    }.get(str(row["word"]), "We cannot say yet.")


def _nothing_said() -> list[Block]:
    return [
        plain_prose(
            ["We have no note of what people here have said. So please tell us what should come first."]
        )
    ]


def _taking_part(shelf: Shelf) -> Iterator[Block]:
    contact = str(shelf.partnership.get("contact") or "").rstrip(".")
    yield Heading("How to have your say", 3)
    ask = f" Contact: {contact}." if contact else ""
    yield plain_prose([f"Come to a meeting of your neighbourhood team, or tell any of us.{ask}"])


def _month(day: str) -> str:
    return month_words(month_index(str(day)[:7]))
