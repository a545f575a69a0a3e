"""How well linking did where a labelled sample says who is who: precision, recall and F1."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from wulfrun.data.layout import NotThisLayout
from wulfrun.data.linking.judged import Judged, Record, is_linked, members
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.text_rows import BROKEN, read_delimited
from wulfrun.words.errors import DataError

THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999)
_COLUMNS = ("agency", "reference", "person")


def read_labels(path: Path, shown: str, seal: Seal) -> dict[Record, str]:
    """Who each record of the sample is, keyed; DataError where the file is missing or has not the columns."""
    if not path.is_file():
        raise DataError(
            f"{shown}: there is no such file. Put the labelled sample there, or take 'truth' away."
        )
    try:
        return {
            (row["agency"].strip(), seal.who(row["reference"])): seal.keyed("link-label", row["person"])
            for _, row in read_delimited(path, _COLUMNS, what="a labelled sample")
            if not row.get(BROKEN) and row["reference"].strip() and row["person"].strip()
        }
    except NotThisLayout:
        raise DataError(
            f"{shown}: this is no labelled sample; expected the columns {', '.join(_COLUMNS)}."
        ) from None


def against_labels(judged: Judged, labels: Mapping[Record, str], link_at: float) -> dict[str, Any]:
    """Pairs found, right and missed: linked pairs at several thresholds, and pairs within the clusters.

    Only pairs of different agencies whose two records are both labelled count. Precision is right / found,
    recall is right / true, F1 their harmonic mean; null where nothing was found or nothing is true.
    """
    known = {record: label for record, label in labels.items() if record in judged.cluster}
    people: dict[str, list[Record]] = {}
    for record, label in known.items():
        people.setdefault(label, []).append(record)
    true = sum(1 for records in people.values() for _ in _across(records))
    compared = [(pair.left, pair.right) for pair in judged.pairs]
    by_threshold = [
        {
            "threshold": threshold,
            **_measured(
                ((pair.left, pair.right) for pair in judged.pairs if is_linked(pair, threshold)), known, true
            ),
        }
        for threshold in sorted({*THRESHOLDS, link_at})
    ]
    joined = (pair for records in members(judged.cluster).values() for pair in _across(records))
    return {
        "labelled_records": len(known),
        "true_pairs": true,
        "true_pairs_compared": int(_measured(compared, known, true)["right"] or 0),
        "by_threshold": by_threshold,
        "within_clusters": _measured(joined, known, true),
    }


def _across(records: Iterable[Record]) -> Iterable[tuple[Record, Record]]:
    return ((left, right) for left, right in combinations(sorted(records), 2) if left[0] != right[0])


def _measured(
    found: Iterable[tuple[Record, Record]], known: Mapping[Record, str], true: int
) -> dict[str, float | int | None]:
    judged = [known[left] == known[right] for left, right in found if left in known and right in known]
    right = sum(judged)
    precision = right / len(judged) if judged else None
    recall = right / true if true else None
    both = (precision or 0) + (recall or 0)
    return {
        "found": len(judged),
        "right": right,
        "precision": _rounded(precision),
        "recall": _rounded(recall),
        "f1": _rounded(2 * (precision or 0) * (recall or 0) / both if both else None),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
