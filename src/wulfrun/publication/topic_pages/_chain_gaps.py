"""Where the chain from problem to result is broken, said plainly."""

from collections.abc import Iterator, Mapping, Sequence

from wulfrun.assessment.wording import inside
from wulfrun.publication.blocks import Block, Heading, Statement
from wulfrun.publication.chain import Act, evidence_of, ranked
from wulfrun.publication.shelf import Row, Shelf

_MOST = 8


def gaps(shelf: Shelf, found: Mapping[str, Row], acts: Sequence[Act]) -> Iterator[Block]:
    """Problems among the first without a priority, and priorities, targets and actions that lead nowhere."""
    yield Heading("What is missing")
    told = list(_missing(shelf, found, acts))
    if not told:
        yield Statement(
            "Nothing",
            "good",
            "Every first problem has a priority, and every priority, target and action leads on.",
        )
    for words, names in told:
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        yield Statement(
            f"{words[0]}: {len(names)}", "neutral", f"{words[1]}: {'; '.join(names[:_MOST])}{more}."
        )


def _missing(
    shelf: Shelf, found: Mapping[str, Row], acts: Sequence[Act]
) -> Iterator[tuple[tuple[str, str], list[str]]]:
    targets, measures = shelf.definition["target"], shelf.measures
    named = {name for row in found.values() for name in evidence_of(shelf, row)}
    aimed = {name for row in found.values() for name in row["targets"]}
    served = {name for act in acts for name in act.targets}
    title = {name: row["title"] or name for name, row in targets.items()}
    lists = (
        (("First problem without a priority", "Among the first, and no priority names it"),
         [inside(row["title"]) for name, row in ranked(shelf).items()
          if row["rank"] <= row["top"] and name not in named]),
        (("Priority without evidence", "None of its measures has figures"),
         [row["title"] for row in found.values() if not evidence_of(shelf, row)]),
        (("Priority without a target", "It can never be said whether it was reached"),
         [row["title"] for row in found.values() if not row["targets"]]),
        (("Priority without an action", "Nobody undertook to do anything"),
         [row["title"] for row in found.values() if not row["actions"]]),
        (("Action without a target", "It serves no target"),
         [act.title for act in acts if not any(name in targets for name in act.targets)]),
        (("Target without an action", "A priority has it, and no action serves it"),
         [title[name] for name in targets if name in aimed and name not in served]),
        (("Target without a priority", "No priority has it"),
         [title[name] for name, row in targets.items() if name not in aimed and row["measure"] in measures]),
    )  # fmt: skip
    return ((words, names) for words, names in lists if names)
