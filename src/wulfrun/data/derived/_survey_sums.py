"""Sums of weights by wave, group and answer, from which any share and its effective base follow."""

from collections.abc import Iterable, Mapping

import pyarrow as pa

_KEYS = ("survey", "wave", "starts", "year", "by", "group", "question", "code")
SUMS = pa.schema(
    [
        *((name, pa.string()) for name in _KEYS),
        ("n", pa.int64()),
        ("weight", pa.float64()),
        ("squares", pa.float64()),
    ]
)


class Sums:
    """Answers, their weights and the squares of these, added up by wave, group, question and answer."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, ...], list[float]] = {}

    def add(
        self,
        wave: tuple[str, str, str, str],
        groups: Iterable[tuple[str, str]],
        said: Mapping[str, str],
        weight: float,
    ) -> None:
        """Add a respondent's answers to every group that he or she is of."""
        own = [each for each in groups if each[1]]
        for question, code in said.items():
            for axis, group in own:
                cell = self._cells.setdefault((*wave, axis, group, question, code), [0, 0.0, 0.0])
                cell[0] += 1
                cell[1] += weight
                cell[2] += weight * weight

    def rows(self) -> list[dict[str, object]]:
        """The sums as rows, in a fixed order."""
        return [
            {**dict(zip(_KEYS, key, strict=True)), "n": int(n), "weight": weight, "squares": squares}
            for key, (n, weight, squares) in sorted(self._cells.items())
        ]
