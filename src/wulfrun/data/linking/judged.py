"""What becomes of each scored pair: linked, for a person to look at, or left; and who is one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from wulfrun.data.linking.model import splink
from wulfrun.definition.linkage import Linkage

Record = tuple[str, int]
CONTRADICTIONS = {
    "forename": "forenames wholly different: perhaps twins or others of one household",
    "born": "dates of birth wholly different: perhaps a parent and a child of one name",
}
UNSURE = "probability between the two thresholds"
TWICE = "one person would be in an agency's list twice"


@dataclass(frozen=True)
class Pair:
    """Two records of different agencies, how likely they are one person, and what speaks against it."""

    left: Record
    right: Record
    weight: float
    probability: float
    against: str = ""


@dataclass(frozen=True)
class Judged:
    """Every scored pair; those linked; those for review with the reason; and each record's cluster.

    A cluster is the records that links join, by its first record: every record is in one, if only its own.
    """

    pairs: Sequence[Pair]
    linked: Sequence[Pair]
    review: Sequence[tuple[Pair, str]]
    cluster: Mapping[Record, Record]


def judge(scored: pa.Table, records: Sequence[Record], declared: Linkage) -> Judged:
    """Apply the declared thresholds.

    A pair whose forenames or dates of birth are both known and wholly different is never linked by itself,
    however much else agrees: the model adds up fields as if they were independent, and in a household
    surname, address and even date of birth are not.
    """
    pairs = [_pair(row) for row in scored.to_pylist()]
    linked = [pair for pair in pairs if is_linked(pair, declared.link_at)]
    cluster = _clusters(sorted(records), linked)
    twice = _twice(cluster)
    review = [
        (pair, pair.against or (UNSURE if pair.probability < declared.link_at else TWICE))
        for pair in pairs
        if pair.probability >= declared.review_at
        and (not is_linked(pair, declared.link_at) or cluster[pair.left] in twice)
    ]
    return Judged(pairs, linked, review, cluster)


def is_linked(pair: Pair, threshold: float) -> bool:
    """Whether a pair is linked at a threshold."""
    return pair.probability >= threshold and not pair.against


def members(cluster: Mapping[Record, Record]) -> dict[Record, list[Record]]:
    """The records of each cluster."""
    found: dict[Record, list[Record]] = {}
    for record, first in cluster.items():
        found.setdefault(first, []).append(record)
    return found


def _twice(cluster: Mapping[Record, Record]) -> set[Record]:
    """Clusters that hold two records of one agency."""
    return {
        first
        for first, records in members(cluster).items()
        if len({agency for agency, _ in records}) < len(records)
    }


def _pair(row: Mapping[str, float]) -> Pair:
    against = [reason for field, reason in CONTRADICTIONS.items() if row[f"gamma_{field}"] == 0]
    return Pair(
        (str(row["source_dataset_l"]), int(row["unique_id_l"])),
        (str(row["source_dataset_r"]), int(row["unique_id_r"])),
        float(row["match_weight"]),
        float(row["match_probability"]),
        "; ".join(against),
    )


def _clusters(records: Sequence[Record], linked: Sequence[Pair]) -> dict[Record, Record]:
    """Connected components of the linked pairs, as Splink finds them."""
    found = splink()
    from splink.clustering import cluster_pairwise_predictions_at_threshold

    place = {record: number for number, record in enumerate(records)}
    base = found.DuckDBAPI(connection=":memory:")
    try:
        component = cluster_pairwise_predictions_at_threshold(
            pa.table({"record": pa.array(range(len(records)), pa.int64())}),
            pa.table(
                {
                    "record_l": pa.array([place[pair.left] for pair in linked], pa.int64()),
                    "record_r": pa.array([place[pair.right] for pair in linked], pa.int64()),
                }
            ),
            base,
            "record",
        ).as_record_list()
    finally:
        base.duckdb_con.close()
    return {records[row["record"]]: records[row["cluster_id"]] for row in component}
