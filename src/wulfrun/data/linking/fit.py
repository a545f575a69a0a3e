"""Fit the linkage model and score the pairs: u by random sampling, m by expectation maximisation."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from wulfrun.data.linking.model import (
    COMPARED,
    PLAIN_RECALL,
    PLAIN_RULES,
    SEED,
    TRAINED_WITHIN,
    settings,
    splink,
)
from wulfrun.words.errors import DataError

_PAIRS_FOR_U = 1_000_000
_MEMORY = "2GB"
_PORTIONS = 10
_IDS = ("source_dataset_l", "unique_id_l", "source_dataset_r", "unique_id_r")
_KEPT = (*_IDS, "match_weight", "match_probability", *(f"gamma_{name}" for name in COMPARED))


@dataclass(frozen=True)
class Fitted:
    """What Splink found: scored pairs, the model, and how well records agree even with themselves.

    `pairs`: source_dataset_l, unique_id_l, source_dataset_r, unique_id_r, match_weight (log2),
    match_probability, and a gamma_ column for each comparison (-1 missing, 0 different).
    `unlinkable`: (probability, share of records that reach no more even compared with themselves).
    """

    pairs: pa.Table
    model: dict[str, Any]
    prior: float
    possible: int
    unlinkable: tuple[tuple[float, float], ...]


def fit(tables: Mapping[str, pa.Table]) -> Fitted:
    """Train the model on protected tables by agency, and score every pair that may be one person.

    The same tables give the same result: one thread, a fixed seed. DataError where nobody is plainly in two
    lists, for then nothing can be learnt of what a true pair looks like.
    """
    found = splink()
    base = found.DuckDBAPI(connection=":memory:")
    # One thread adds numbers up in one order. Nothing is spilled to disk, where it would lie about.
    base.duckdb_con.execute(f"set threads = 1; set memory_limit = '{_MEMORY}'; set temp_directory = ''")
    frames = [
        base.register(table, dataset_display_name=agency, table_name=f"people_{place}")
        for place, (agency, table) in enumerate(sorted(tables.items()))
    ]
    possible = _possible([table.num_rows for table in tables.values()])
    with _quiet():
        try:
            linker = found.Linker(frames, _trained(found, frames, possible), log_level=None)
            scored = linker.inference.predict()
            pairs = scored.query_sql(f"select {', '.join(_KEPT)} from {{this}} order by 1, 2, 3, 4")
            pairs = pairs.as_pyarrow_table()
            model = linker.misc.save_model_to_json()
            unlinkable = tuple(
                (float(row["match_probability"]), float(row["cum_prop"]))
                for row in linker.evaluation.unlinkables_chart().raw_records
            )
        finally:
            base.duckdb_con.close()
    return Fitted(pairs, model, model["probability_two_random_records_match"], possible, unlinkable)


def _possible(sizes: Sequence[int]) -> int:
    """The pairs of records from two different agencies."""
    return (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2


def _trained(found: Any, frames: list[Any], possible: int) -> dict[str, Any]:
    """The fitted model as settings in which every level has an m and a u."""
    linker = found.Linker(frames, settings(), log_level=None)
    rules = [found.block_on(*columns) for columns in PLAIN_RULES]
    linker.training.estimate_probability_two_random_records_match(rules, recall=PLAIN_RECALL)
    prior = linker.misc.save_model_to_json()["probability_two_random_records_match"]
    if not prior:
        raise DataError(
            "Nobody is plainly in two of the lists (same names and date of birth), so it cannot be learnt "
            "what a true pair looks like, and nothing was linked. Look whether the lists are of one place."
        )
    linker.training.estimate_u_using_random_sampling(
        max_pairs=_PAIRS_FOR_U, seed=SEED, min_count_per_level=None, num_chunks=_PORTIONS
    )
    for columns in TRAINED_WITHIN:
        linker.training.estimate_parameters_using_expectation_maximisation(found.block_on(*columns))
    model: dict[str, Any] = linker.misc.save_model_to_json()
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                # What no pair showed is not impossible: it gets half a pair of those that were looked at.
                _at_least(level, "m_probability", 0.5 / max(1.0, prior * possible))
                _at_least(level, "u_probability", 0.5 / min(possible, _PAIRS_FOR_U))
    return model


def _at_least(level: dict[str, Any], name: str, floor: float) -> None:
    value = level.get(name)
    level[name] = max(value, floor) if isinstance(value, float) else floor


@contextmanager
def _quiet() -> Iterator[None]:
    """Splink's own progress is not shown, and its warnings of levels without a pair are answered above."""
    log = logging.getLogger("splink")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)
