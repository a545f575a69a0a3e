"""The page on rubbish fires and fly-tipping: what the tests show, where both are high, how it was tested."""

from wulfrun.assessment.rubbish_link import (
    CANNOT,
    NO_LINK,
    PLACE_AND_TIME,
    PLACE_ONLY,
    TIME_ONLY,
    judged,
)
from wulfrun.assessment.topics.rubbish_fires import LINK, PLACES, UNTESTED
from wulfrun.assessment.wording import number, percent
from wulfrun.publication.blocks import Block, Facts, Heading, Lead, Links, Prose, Statement, topic_page
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import LEVEL_WORDS, Shelf
from wulfrun.publication.topic_pages._rubbish_fires_places import MEASURE, where
from wulfrun.publication.topic_pages._rubbish_fires_tests import facts, tests_grid, when

TIPS = "fly-tipping"
_LABELS = {
    PLACE_AND_TIME: ("Linked by place and time", "bad"),
    PLACE_ONLY: ("By place only: no link shown", "neutral"),
    TIME_ONLY: ("By time only: no link shown", "neutral"),
    NO_LINK: ("No link shown", "neutral"),
    CANNOT: ("Cannot be tested", "unknown"),
}


def pages(shelf: Shelf) -> list[Page]:
    """The page, where anything was tested or it can be said why not."""
    tests = {level: [row for row in shelf.release.rows(LINK) if row["level"] == level]
             for level in ("lsoa", "neighbourhood")}  # fmt: skip
    tests = {level: rows for level, rows in tests.items() if rows}
    if not tests:
        return []
    level = next((each for each, rows in tests.items() if rows[0]["test"] != UNTESTED), next(iter(tests)))
    link = judged(tests[level], shelf.place)
    label, tone = _LABELS[link.word]
    blocks: list[Block] = [Lead(_lead(shelf)), Statement(label, tone, link.sentence)]
    for each in tests:
        blocks += where(shelf, each, [row for row in shelf.release.rows(PLACES) if row["level"] == each])
    if link.word != CANNOT:
        blocks += when(shelf, tests[level], link)
    blocks.append(Heading("How this was tested"))
    for each in tests:
        if each != level:
            other = _LABELS[judged(tests[each], shelf.place).word][0].lower()
            blocks.append(Prose(f"The same tests by {LEVEL_WORDS[each]}: {other}."))
    blocks += [tests_grid(tests), Facts(facts(tests[level][0]))]
    blocks.append(Links([(f"measures/{name}.html", shelf.measures[name]["title"])
                         for name in (MEASURE, TIPS) if name in shelf.measures]))  # fmt: skip
    about = f"Do rubbish fires follow fly-tipping, and where are both high? {label}."
    return [topic_page("rubbish-fires", "Rubbish fires and fly-tipping", about, blocks)]


def _lead(shelf: Shelf) -> str:
    period = shelf.latest(MEASURE, shelf.whole) if MEASURE in shelf.measures else ""
    now = shelf.row(MEASURE, shelf.whole, period)
    if now is None or now["value"] is None:
        return (
            "Rubbish fires are set in refuse, bins and skips. Here they stand beside reports of fly-tipping."
        )
    text = f"Firefighters put out {number(now['value'])} deliberate rubbish fires in {period}"
    change = shelf.row(f"{MEASURE}.on-last-year", shelf.whole, period)
    if change is None or change["value"] is None:
        return f"{text}."
    way = "more" if change["value"] > 0 else "fewer"
    sure = change["lower"] is not None and (change["lower"] > 0 or change["upper"] < 0)
    said = (
        f"{percent(change['value'])} {way} than the year before" if change["value"] else "as many as before"
    )
    return f"{text}, {said}{'' if sure else ' (no more than chance could bring)'}."
