"""What the command on evaluations does: it prints what the last build found of each action."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from wulfrun.commands import _release

Row = dict[str, Any]


def evaluate(options: Namespace) -> None:
    """Print the verdict on every evaluated action, or on one, with the table of designs."""
    from wulfrun.assessment.topics.evaluations import DESIGNS, EVALUATIONS
    from wulfrun.words.errors import DefinitionError, did_you_mean

    release = _release(options.folder)
    found = {row["action"]: row for row in release.rows(EVALUATIONS)}
    if not found:
        print(
            "No action is evaluated. Add [actions.evaluation] below an action in priorities/*.md and build."
        )
        return
    if options.action and options.action not in found:
        remedy = did_you_mean(options.action, found)
        raise DefinitionError(f"There is no evaluated action '{options.action}'. {remedy}")
    designs = release.rows(DESIGNS)
    for name in [options.action] if options.action else sorted(found):
        print("\n".join(_told(found[name], [row for row in designs if row["action"] == name])))


def _told(row: Row, designs: list[Row]) -> Iterator[str]:
    yield f"{row['action']}: {row['title']}"
    yield f"  {row['measure']} in {row['areas']}, since {row['start']}"
    yield f"  {row['sentence']}"
    if designs:
        yield f"  {'design':<26}{'effect':>10}{'95% interval':>22}{'p':>8}  word"
    for each in designs:
        yield f"  {each['design']:<26}{_numbers(each)}  {each['word']}"
    for each in designs:
        yield f"  {each['design']}: {each['sentence']}"


def _numbers(each: Row) -> str:
    if each["estimate"] is None:
        return f"{'-':>10}{'-':>22}{'-':>8}"
    form = ",.2f" if each["kind"] == "ratio" else ",.0f"
    limits = f"{each['lower']:{form}} to {each['upper']:{form}}"
    return f"{each['estimate']:>10{form}}{limits:>22}{each['p']:>8.3f}"
