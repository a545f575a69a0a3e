"""What the data of a problem cannot tell: months missing, breaks, places not known, files refused or late."""

from collections.abc import Iterator

from wulfrun.assessment.findings import break_finding
from wulfrun.assessment.wording import day_words, inside, sentence, told
from wulfrun.publication.pages.evidence import runs
from wulfrun.publication.pages.measures import crossed
from wulfrun.publication.problem.subject import Subject, Told
from wulfrun.words.periods import month_index, month_words

_QUALITY = ("data-quality.html", "Data quality")


def limits(subject: Subject) -> Iterator[Told]:
    """Every limit of this measure's data, in sentences."""
    if subject.declared["approximates"]:
        yield Told(f"It stands in for something else: {inside(sentence(subject.declared['approximates']))}")
    yield from _coverage(subject)
    yield from _breaks(subject)
    yield from _placed(subject)
    yield from _quality(subject)


def _coverage(subject: Subject) -> Iterator[Told]:
    record = subject.declared["of"]
    rows = [row for row in subject.shelf.release.rows("coverage") if row["record"] == record]
    for run in runs(subject.shelf, rows):
        if run["status"] != "complete":
            first, last = (month_words(month_index(run[end])) for end in ("first", "last"))
            span = first if first == last else f"{first} to {last}"
            why = f": {told(run['reason']).rstrip('.')}" if run["reason"] else ""
            yield Told(f"{span}: {run['status']}{why}.", _QUALITY)


def _breaks(subject: Subject) -> Iterator[Told]:
    for row in crossed(subject.shelf, subject.measure):
        yield Told(f"{day_words(row['when'])}: {break_finding(row).text}")


def _placed(subject: Subject) -> Iterator[Told]:
    row = subject.shelf.row(f"{subject.measure}.rate", subject.shelf.whole, subject.period)
    if row is not None and row["value"] is not None and row["note"]:
        yield Told(sentence(str(row["note"])))


def _quality(subject: Subject) -> Iterator[Told]:
    """What stops a comparison of its records."""
    for row in subject.shelf.release.rows("quality"):
        if row["record"] == subject.declared["of"] and row["severity"] == "blocks":
            yield Told(f"{sentence(told(row['found']))} {sentence(row['effect'])}", _QUALITY)
