"""The match-quality report: what went in, how the model weighs it, what came out, and how sure that is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import floor, log2
from typing import Any

import pyarrow as pa

from wulfrun.data.linking.fit import Fitted
from wulfrun.data.linking.judged import Judged, members
from wulfrun.data.linking.person_rows import Taken
from wulfrun.definition.linkage import Linkage

_SHOWN = {"forename": "forename", "surname": "surname", "born": "date of birth", "sex": "sex"}
_SHOWN |= {"outward": "outward postcode", "postcode": "whole postcode"}


def quality(
    declared: Linkage,
    taken: Sequence[Taken],
    tables: Mapping[str, pa.Table],
    fitted: Fitted,
    judged: Judged,
) -> dict[str, Any]:
    """The report as plain JSON: counts, weights and shares only, and line numbers of refused rows."""
    return {
        "title": declared.title,
        "legal_basis": declared.legal_basis,
        "purpose": declared.purpose,
        "recipients": list(declared.recipients),
        "thresholds": {"link_at": declared.link_at, "review_at": declared.review_at},
        "agencies": [_agency(each, tables[each.agency]) for each in taken],
        "pairs": _pairs(declared, fitted, judged),
        "clusters": _clusters(judged),
        "prior": fitted.prior,
        "weights": weights(fitted.model),
        "histogram": _histogram(judged),
        "unlinkable": {
            "below_link_at": _unlinkable(fitted, declared.link_at),
            "below_review_at": _unlinkable(fitted, declared.review_at),
        },
    }


def weights(model: Mapping[str, Any]) -> list[dict[str, Any]]:
    """m, u and log2(m/u) of every level of every comparison."""
    return [
        {
            "comparison": comparison["output_column_name"],
            "level": level["label_for_charts"],
            "m": level["m_probability"],
            "u": level["u_probability"],
            "weight": log2(level["m_probability"] / level["u_probability"]),
        }
        for comparison in model["comparisons"]
        for level in comparison["comparison_levels"]
        if not level.get("is_null_level")
    ]


def _agency(taken: Taken, table: pa.Table) -> dict[str, Any]:
    return {
        "agency": taken.agency,
        "read": taken.read,
        "accepted": taken.accepted,
        "repeated": taken.repeated,
        "refused": len(taken.refused),
        "reasons": [
            {
                "reason": reason,
                "rows": count,
                "lines": [line for line, why in taken.refused if why == reason][:20],
            }
            for reason, count in Counter(reason for _, reason in taken.refused).most_common()
        ],
        "missing": {
            shown: round(table[column].null_count / table.num_rows, 4) if table.num_rows else None
            for column, shown in _SHOWN.items()
        },
    }


def _pairs(declared: Linkage, fitted: Fitted, judged: Judged) -> dict[str, int]:
    probable = [pair for pair in judged.pairs if pair.probability >= declared.link_at]
    return {
        "possible": fitted.possible,
        "compared": len(judged.pairs),
        "at_or_above_link_at": len(probable),
        "kept_back_by_a_contradiction": sum(1 for pair in probable if pair.against),
        "linked": len(judged.linked),
        "for_review": len(judged.review),
        "below_review_at": sum(1 for pair in judged.pairs if pair.probability < declared.review_at),
    }


def _clusters(judged: Judged) -> dict[str, Any]:
    found = members(judged.cluster)
    agencies = {first: sorted({agency for agency, _ in records}) for first, records in found.items()}
    both = Counter(pair for names in agencies.values() for pair in combinations(names, 2))
    return {
        "people": len(found),
        "in_several_agencies": sum(1 for names in agencies.values() if len(names) > 1),
        "by_records": dict(sorted(Counter(str(len(records)) for records in found.values()).items())),
        "in_both": [{"agencies": list(pair), "people": count} for pair, count in sorted(both.items())],
        "with_an_agency_twice": sum(1 for first, names in agencies.items() if len(names) < len(found[first])),
    }


def _histogram(judged: Judged) -> list[dict[str, int]]:
    """How many compared pairs have a weight from each whole number to the next."""
    counted = Counter(floor(pair.weight) for pair in judged.pairs)
    return [{"weight_from": weight, "pairs": counted[weight]} for weight in sorted(counted)]


def _unlinkable(fitted: Fitted, threshold: float) -> float:
    """The share of records that stay below a threshold even compared with themselves."""
    return round(max((share for reached, share in fitted.unlinkable if reached < threshold), default=0.0), 4)
