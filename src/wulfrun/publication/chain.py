"""What leads to what: problem, priority, target, action and its evaluation, followed in both directions."""

from dataclasses import dataclass

from wulfrun.assessment.topics.evaluations import EVALUATIONS
from wulfrun.assessment.topics.problems import PROBLEMS
from wulfrun.assessment.wording import base_of
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._evaluation_words import page_path

CHAIN = "topics/chain.html"


@dataclass(frozen=True)
class Act:
    """An action: its key as evaluations name it, its priority, the targets it serves, its evaluation."""

    key: str
    priority: str
    declared: Row
    targets: tuple[str, ...]
    evaluation: Row | None

    @property
    def title(self) -> str:
        """What is done."""
        return str(self.declared["title"])

    @property
    def page(self) -> str:
        """Where its evaluation stands; '' where it has none."""
        return page_path(self.key) if self.evaluation else ""


def actions(shelf: Shelf) -> list[Act]:
    """Every action; one that names no target serves those of its priority."""
    evaluated = {row["action"]: row for row in shelf.release.rows(EVALUATIONS)}
    return [
        Act(
            f"{name}-{place}",
            name,
            action,
            tuple(action.get("targets") or priority["targets"]),
            evaluated.get(f"{name}-{place}"),
        )
        for name, priority in shelf.priorities.items()
        for place, action in enumerate(priority["actions"], 1)
    ]


def evidence_of(shelf: Shelf, priority: Row) -> list[str]:
    """The measures with figures that a priority rests on: those it names, then those of its targets."""
    targets = shelf.definition["target"]
    aimed = [base_of(targets[name]["measure"]) for name in priority["targets"] if name in targets]
    return [name for name in dict.fromkeys([*priority["measures"], *aimed]) if name in shelf.measures]


def priorities_of_measure(shelf: Shelf, measure: str) -> list[tuple[str, str]]:
    """The priorities a measure is evidence for: key and title."""
    return [
        (name, row["title"]) for name, row in shelf.priorities.items() if measure in evidence_of(shelf, row)
    ]


def priorities_of_target(shelf: Shelf, target: str) -> list[tuple[str, str]]:
    """The priorities that have a target: key and title."""
    return [(name, row["title"]) for name, row in shelf.priorities.items() if target in row["targets"]]


def actions_of_target(shelf: Shelf, target: str) -> list[Act]:
    """The actions that serve a target."""
    return [each for each in actions(shelf) if target in each.targets]


def ranked(shelf: Shelf) -> dict[str, Row]:
    """The problems that have a rank, by measure, in order."""
    return {row["measure"]: row for row in shelf.release.rows(PROBLEMS) if row["rank"]}
