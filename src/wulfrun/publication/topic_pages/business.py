"""The page on business crime and metal theft, with what the rule that finds metal theft is worth."""

from collections.abc import Iterator

from wulfrun.assessment.wording import number
from wulfrun.publication.blocks import Block, Facts, Grid, Heading, Lead, Prose, Statement, topic_page
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._measure_blocks import by_year, finding, links, places, shown, years

BUSINESS, METAL, RULE = "business-crime", "metal-theft", "metal-theft"
_ABOUT = "Offences for every 1,000 business premises, and metal theft with how well it is found"
_FACTS = (
    (
        "For each 1,000 premises",
        "Offences that the police marked as against a business, for every 1,000 business premises of the "
        "same year. Where premises are few, as in streets of houses, a rate says little: look at the count.",
    ),
    (
        "What is not reported",
        "Shops do not report every theft. A scheme that makes reporting easier raises the count by itself.",
    ),
)


def pages(shelf: Shelf) -> list[Page]:
    """The page, or none where neither is counted."""
    led = shown(shelf, (BUSINESS, METAL))
    if not led:
        return []
    blocks: list[Block] = [
        Lead(" ".join(finding(shelf, name).text for name in led)),
        *_business(shelf),
        *_metal(shelf),
        Heading("How this is worked out"),
        Facts([*_FACTS, *_rule_facts(shelf)]),
        links(shelf, shown(shelf, (BUSINESS, METAL))),
    ]
    return [topic_page("business", "Business crime and metal theft", _ABOUT, blocks)]


def _business(shelf: Shelf) -> Iterator[Block]:
    if not shown(shelf, (BUSINESS,)):
        return
    yield Heading("Crime against businesses")
    yield finding(shelf, BUSINESS)
    rate = shelf.rate_of(BUSINESS)
    yield from years(shelf, rate)
    if rate == BUSINESS:
        yield Prose("How many business premises there are was not declared: only counts can be shown.")
    else:
        yield _premises(shelf, rate)
    yield from places(shelf, BUSINESS)


def _premises(shelf: Shelf, rate: str) -> Grid:
    rows = [
        (
            row["period"],
            shelf.row(BUSINESS, shelf.whole, row["period"]),
            number(row["denominator"]) if row["denominator"] else None,
            row,
        )
        for row in shelf.series(rate, shelf.whole, "year")
    ]
    heads = ("Year", "#Offences", "#Business premises", "#Per 1,000 premises")
    return Grid("Offences against businesses and the premises there are", heads, rows, f"data/{BUSINESS}.csv")


def _metal(shelf: Shelf) -> Iterator[Block]:
    if not shown(shelf, (METAL,)):
        return
    yield Heading("Metal theft")
    yield finding(shelf, METAL)
    yield Prose(
        "Found by words in what was stolen, as no offence code says metal: some are missed, and some of what "
        "is found is something else."
    )
    yield from _worth(shelf)
    yield from years(shelf, METAL)
    note = "Metal is also stolen from homes, churches and railways: the one is no part of the other."
    yield by_year(shelf, (METAL, BUSINESS), "Metal theft beside all offences against businesses", note)
    yield from places(shelf, METAL)


def quality_of(shelf: Shelf) -> Row | None:
    """What the sample says of the rule, None where none was sent."""
    return next((row for row in shelf.release.rows("rule_quality") if row["rule"] == RULE), None)


def _worth(shelf: Shelf) -> Iterator[Block]:
    row = quality_of(shelf)
    if row is None:
        yield Statement(
            "Not tested",
            "unknown",
            "No sample of records that people labelled was received, so nobody can say how many metal "
            "thefts the words miss, or how much of what they find is something else.",
        )
        return
    yield Prose(said_of(row))
    counts = [
        ("Metal thefts that the rule found", number(row["hits"])),
        ("Other thefts that it took for metal thefts", number(row["false_alarms"])),
        ("Metal thefts that it missed", number(row["misses"])),
        ("Records in the sample", number(row["sample"])),
    ]
    yield Grid("The rule against people who read the records", ("Records", "#Number"), counts,
               "data/rule_quality.csv")  # fmt: skip


def said_of(row: Row) -> str:
    """Precision and recall in words; what has no base is left unsaid."""
    said = [f"People read {number(row['sample'])} records and said which were metal theft."]
    if row["precision"] is not None:
        said.append(f"Of what the rule finds, {_share(row, 'precision')} is metal theft.")
    if row["recall"] is not None:
        said.append(f"Of all metal theft, it finds {_share(row, 'recall')}.")
    said.append("A change from year to year is that of what the rule finds, not of all metal theft.")
    return " ".join(said)


def _share(row: Row, name: str) -> str:
    value, lower, upper = (100 * row[f"{name}{end}"] for end in ("", "_lower", "_upper"))
    return f"{number(value)}% (95% interval {number(lower)} to {number(upper)}%)"


def _rule_facts(shelf: Shelf) -> list[tuple[str, str]]:
    rule = shelf.definition.get("rule", {}).get(RULE)
    if rule is None or not shown(shelf, (METAL,)):
        return []
    return [
        (
            "How metal theft is found",
            f"No offence code says metal. An offence of code {', '.join(rule['codes'])} counts where what "
            f"was stolen is said with one of these words: {', '.join(rule['words'])}; but not with "
            f"{', '.join(rule['but_not'])}. The words are read once and not kept. {rule['source']}.",
        )
    ]
