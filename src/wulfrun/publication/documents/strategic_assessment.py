"""The yearly strategic assessment: what changed, for whom, where and when, and how sure we are."""

from collections.abc import Sequence

from wulfrun.publication.blocks import Block, Lead
from wulfrun.publication.documents import (
    _assessment_beside,
    _assessment_changes,
    _assessment_first,
    _assessment_limits,
    _assessment_plan,
    _assessment_problems,
    _assessment_summary,
    _assessment_topics,
)
from wulfrun.publication.documents._duties import checklist, checklist_blocks
from wulfrun.publication.documents._year import through_of, year_of, year_words
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.shelf import Shelf

NAME = "strategic-assessment"
_ABOUT = "What changed in the year, who it happened to, where and when, and how sure we are."
# The chapter that answers each thing that regulation 7 asks for.
_ANSWERS = {
    "patterns": "what-changed",
    "substances": "what-changed",
    "changes": "what-changed",
    "why": "emerging",
    "priorities": "what-first",
    "asked": "what-first",
    "carried-out": "last-year",
}


def document(shelf: Shelf) -> Document | None:
    """The strategic assessment; None where no measure has a year of figures."""
    year = year_of(shelf)
    if not year:
        return None
    problems = _assessment_problems.chapters(shelf)
    told = _assessment_problems.told_in_full(shelf)
    found = [
        Chapter("summary", "Summary", _assessment_summary.summary(shelf, _assessment_limits.in_short(shelf))),
        Chapter("what-changed", "What changed, and how sure we are", _assessment_changes.changes(shelf)),
        Chapter("what-first", "What should come first", _assessment_first.first(shelf)),
        *problems,
        *_where_any(
            ("similar-places", "Compared with similar places", _assessment_beside.similar(shelf)),
            ("harm", "Harm", _assessment_beside.weighed(shelf)),
            ("perception", "What residents feel, beside what was recorded", _assessment_beside.felt(shelf)),
            ("emerging", "What is emerging", _assessment_beside.emerging(shelf)),
        ),
        Chapter("cannot-tell", "What the data cannot tell", _assessment_limits.cannot_tell(shelf)),
        *_where_any(("last-year", "How far the plan was carried out", _assessment_plan.carried_out(shelf))),
        *_assessment_topics.chapters(shelf, NAME, told),
    ]
    title = f"Strategic assessment {year if '/' in year else year_words(year)}"
    subtitle = f"{shelf.partnership['name']}. {shelf.place}, {year_words(year)}, and the years before"
    every = [*found, _law(shelf, found)]
    return Document(NAME, title, _ABOUT, every, subtitle, "Strategic assessment", through_of(year))


def _where_any(*chapters: tuple[str, str, Sequence[Block]]) -> list[Chapter]:
    """Those chapters that have something to say."""
    return [Chapter(*each) for each in chapters if each[2]]


def _law(shelf: Shelf, chapters: Sequence[Chapter]) -> Chapter:
    """What regulation 7 asks for, and the chapter that answers each item."""
    names = {each.name for each in chapters}
    where = {
        aspect: f"documents/{NAME}/{name if name in names else 'summary'}.html"
        for aspect, name in _ANSWERS.items()
    }
    lead = (
        "The Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007 say what an "
        "assessment holds. Each item is answered by a chapter, or is named here as missing."
    )
    return Chapter(
        "what-the-law-asks",
        "What the law asks for",
        [Lead(lead), *checklist_blocks(checklist(shelf, "7", where))],
    )
