"""What in a release answers each thing that the law asks for: content answers, never a heading."""

from collections.abc import Callable
from dataclasses import dataclass

from wulfrun.assessment.topics.alerts import ALERTS
from wulfrun.assessment.topics.evaluations import EVALUATIONS
from wulfrun.assessment.topics.lana import ASKED
from wulfrun.assessment.topics.relations import TESTS
from wulfrun.assessment.wording import day_words, number
from wulfrun.publication.chart_model import listed
from wulfrun.publication.documents._year import day_of_judging
from wulfrun.publication.pages.said import on_last_year
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_index

_MEETING = "public meeting"
_RESPONSIBLE = "responsible authority"


@dataclass(frozen=True)
class Answer:
    """Whether there is one, and in a sentence by what, or what is not there."""

    given: bool
    said: str


def many(count: int, one: str, several: str) -> str:
    """A number with its noun.

    >>> many(1, "priority", "priorities"), many(4, "priority", "priorities")
    ('1 priority', '4 priorities')
    """
    return f"{number(count)} {one if count == 1 else several}"


def declared(shelf: Shelf, table: str) -> dict[str, Row]:
    """What was declared under a name; nothing where the release is older than the table."""
    return dict(shelf.definition.get(table) or {})


def plan(shelf: Shelf) -> Row:
    """The plan's own words; an empty one where none is declared."""
    return dict(shelf.definition.get("plan") or {})


def protocol(shelf: Shelf) -> Answer:
    """The agreement to share, by its title and day."""
    found = plan(shelf).get("sharing_protocol")
    if not found:
        return Answer(False, "No agreement is declared.")
    agreed = f", agreed on {day_words(found['agreed'])}" if found["agreed"] else ""
    return Answer(True, f"{found['title']}{agreed}.")


def patterns(shelf: Shelf) -> Answer:
    """Measures with a figure for the whole place."""
    known = [name for name in shelf.measures if shelf.latest(name, shelf.whole)]
    if not known:
        return Answer(False, "No measure has a whole year of figures.")
    return Answer(True, f"{many(len(known), 'measure has', 'measures have')} a whole year of figures.")


def substances(shelf: Shelf) -> Answer:
    """Measures with figures that stand under a theme of drugs or alcohol, or a priority for them."""
    named = {name for row in _of_limb(shelf, "substance misuse") for name in row["measures"]}
    known = [
        name for name, row in shelf.measures.items()
        if (name in named or "drug" in row["theme"].lower() or "alcohol" in row["theme"].lower())
        and shelf.latest(name, shelf.whole)
    ]  # fmt: skip
    if not known:
        return Answer(False, "No measure of drugs or alcohol has figures.")
    return Answer(True, f"{many(len(known), 'measure', 'measures')} of drugs and alcohol.")


def changes(shelf: Shelf) -> Answer:
    """Measures whose change on the year before can be told."""
    told = 0
    for name in shelf.measures:
        period = shelf.latest(name, shelf.whole)
        told += bool(period) and on_last_year(shelf, name, shelf.whole, period).finding.tone != "unknown"
    if not told:
        return Answer(False, "No change on the year before can be told.")
    return Answer(True, f"The change on the year before is told for {many(told, 'measure', 'measures')}.")


def why(shelf: Shelf) -> Answer:
    """Explained alerts, evaluated actions, tested relations, and topic assessments with findings."""
    rows = shelf.release.rows
    explained = sum(row["decision"] == "explained" and bool(row["note"]) for row in rows(ALERTS))
    relations = len({row["relation"] for row in rows(TESTS)})
    written = sum(bool(row["summary"]) for row in declared(shelf, "assessment").values())
    parts = [
        many(count, *words)
        for count, words in (
            (explained, ("alert explained", "alerts explained")),
            (len(rows(EVALUATIONS)), ("action evaluated", "actions evaluated")),
            (relations, ("relation tested", "relations tested")),
            (written, ("topic assessment", "topic assessments")),
        )
        if count
    ]
    if not parts:
        return Answer(False, "Nothing in the data or the declarations says why.")
    return Answer(True, f"{', '.join(parts)}.")


def priorities(shelf: Shelf) -> Answer:
    """Priorities that name a measure with figures."""
    named = [
        row for row in declared(shelf, "priority").values() if set(row["measures"]) & set(shelf.measures)
    ]
    if not named:
        return Answer(False, "No priority names a measure that has figures.")
    return Answer(True, f"{many(len(named), 'priority', 'priorities')} with evidence.")


def asked(shelf: Shelf) -> Answer:
    """What people said at consultations, and what they chose in their neighbourhoods."""
    said = sum(len(row["said"]) for row in declared(shelf, "consultation").values())
    chosen = len(shelf.release.rows(ASKED))
    if not said and not chosen:
        return Answer(False, "Nothing is declared that residents said should come first.")
    parts = [f"{many(said, 'thing', 'things')} said at consultations"] if said else []
    parts += [f"{many(chosen, 'priority', 'priorities')} that neighbourhoods chose"] if chosen else []
    return Answer(True, f"{' and '.join(parts)}.")


def carried_out(shelf: Shelf) -> Answer:
    """Actions with their status."""
    actions = [action for row in declared(shelf, "priority").values() for action in row["actions"]]
    if not actions:
        return Answer(False, "No action is declared.")
    done = sum(action["status"] == "done" for action in actions)
    return Answer(True, f"{done} of {many(len(actions), 'action is', 'actions are')} done.")


def limb(name: str) -> Callable[[Shelf], Answer]:
    """The answer for one of the things that section 6 wants a strategy for."""

    def answer(shelf: Shelf) -> Answer:
        rows = _of_limb(shelf, name)
        if not rows:
            return Answer(False, f"No priority is for {name}.")
        return Answer(True, f"{', '.join(row['title'] for row in rows)}.")

    return answer


def _of_limb(shelf: Shelf, name: str) -> list[Row]:
    return [row for row in declared(shelf, "priority").values() if name in row.get("limbs", ())]


def steps(shelf: Shelf) -> Answer:
    """Whether every responsible authority has a part in some action, by name or key."""
    actions = [action for row in declared(shelf, "priority").values() for action in row["actions"]]
    if not actions:
        return Answer(False, "No action is declared.")
    part = {action["owner"] for action in actions} | {
        key for each in actions for key in each.get("partners", ())
    }
    without = [row["name"] for key, row in _responsible(shelf).items() if not part & {key, row["name"]}]
    if without:
        return Answer(False, f"No action names {', '.join(without)}.")
    return Answer(
        True, f"{many(len(actions), 'action', 'actions')}, with every responsible authority in one or more."
    )


def resources(shelf: Shelf) -> Answer:
    """The plan's words on resources, and what the actions cost."""
    actions = [action for row in declared(shelf, "priority").values() for action in row["actions"]]
    costed = [action["cost"] for action in actions if action.get("cost") is not None]
    if not plan(shelf).get("resources"):
        return Answer(False, "The plan does not say how resources are used.")
    said = (
        f", and {many(len(costed), 'action has', 'actions have')} a cost: £{number(sum(costed))} in all"
        if costed
        else ""
    )
    return Answer(True, f"The plan says how{said}.")


def measuring(shelf: Shelf) -> Answer:
    """The plan's words on measuring, with targets to measure by."""
    targets = len(declared(shelf, "target"))
    if not targets:
        return Answer(False, "No target is declared.")
    if not plan(shelf).get("measuring"):
        return Answer(False, "The plan does not say how success is measured.")
    return Answer(True, f"The plan says how, with {many(targets, 'target', 'targets')}.")


def taking_part(shelf: Shelf) -> Answer:
    """The plan's words on taking part."""
    if not plan(shelf).get("taking_part"):
        return Answer(False, "The plan does not say how residents take part.")
    return Answer(True, "The plan says how.")


def views(shelf: Shelf) -> Answer:
    """Consultations of the year."""
    held = _held(shelf)
    if not held:
        return Answer(False, "No consultation of the year is declared.")
    reached = sum(row["reached"] or 0 for row in held)
    people = f", with {many(reached, 'person', 'people')}" if reached else ""
    return Answer(True, f"{many(len(held), 'consultation', 'consultations')} in the year{people}.")


def groups(shelf: Shelf) -> Answer:
    """More than one way of asking: no single one reaches everybody."""
    kinds = sorted({row["kind"] for row in _held(shelf)})
    if len(kinds) < 2:
        return Answer(False, "People were asked in fewer than two ways.")
    return Answer(True, f"Asked by {listed(kinds)}.")


def meeting(shelf: Shelf) -> Answer:
    """Public meetings of the year."""
    held = _meetings(shelf)
    if not held:
        return Answer(False, "No public meeting of the year is declared.")
    named = "; ".join(f"{row['title']}, {day_words(row['when'])}" for row in held)
    return Answer(True, f"{named}.")


def seniors(shelf: Shelf) -> Answer:
    """Whether each responsible authority of that day was at one of the year's public meetings."""
    held = _meetings(shelf)
    if not held:
        return Answer(False, "No public meeting of the year is declared.")
    owed = _responsible(shelf, min(row["when"] for row in held))
    if not owed:
        return Answer(False, "No agency is declared as a responsible authority.")
    there = {key for row in held for key in row["agencies"]}
    absent = [row["name"] for key, row in owed.items() if key not in there]
    if absent:
        return Answer(False, f"Not named as there: {', '.join(absent)}.")
    return Answer(True, f"All {len(owed)} responsible authorities.")


def told(shelf: Shelf) -> Answer:
    """Whether every public meeting of the year says what was said."""
    held = _meetings(shelf)
    silent = [row["title"] for row in held if not row["said"]]
    if not held:
        return Answer(False, "No public meeting of the year is declared.")
    if silent:
        return Answer(False, f"Nothing is written of {', '.join(silent)}.")
    return Answer(True, "What people said is published here.")


def _held(shelf: Shelf) -> list[Row]:
    """Consultations of the twelve months to the day of judging, and any after the data end."""
    rows = declared(shelf, "consultation").values()
    now = month_index(day_of_judging(shelf)[:7])
    return sorted(
        (row for row in rows if month_index(row["when"][:7]) > now - 12), key=lambda row: str(row["when"])
    )


def _meetings(shelf: Shelf) -> list[Row]:
    return [row for row in _held(shelf) if row["kind"] == _MEETING]


def _responsible(shelf: Shelf, day: str = "") -> dict[str, Row]:
    """The responsible authorities of a day; of the day of judging where none is given."""
    day = day or day_of_judging(shelf)
    return {
        key: row for key, row in declared(shelf, "agency").items()
        if row.get("duty") == _RESPONSIBLE
        and (row["since"] or "") <= day <= (row["until"] or "9999")
    }  # fmt: skip
