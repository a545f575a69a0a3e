"""The offences that hang together in chains of near repeats, one row each: for the restricted side alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wulfrun.assessment.topics._offence_points import MINUTES, offences_in
from wulfrun.methods.near_repeat_roles import (
    NEITHER,
    Chains,
    near_repeat_before,
    near_repeat_chains,
    near_repeat_roles,
)

# Linked with offences of its own day alone: nobody knows which came first.
SAME_DAY = "same day"
_BEGUN = np.datetime64("1970-01-01", "D")
CHAINED = pa.schema(
    {
        "chain": pa.int64(),
        "offences": pa.int64(),
        "current": pa.bool_(),
        "group": pa.string(),
        "verdict": pa.string(),
        "code": pa.string(),
        "first_day": pa.date32(),
        "last_day": pa.date32(),
        "easting": pa.int64(),
        "northing": pa.int64(),
        "area": pa.string(),
        "role": pa.string(),
        "days_before": pa.int64(),
        "metres_before": pa.int64(),
    }
)


_THEN = [(each, "ascending") for each in ("group", "chain", "day", "last_day", "easting", "northing")]


@dataclass(frozen=True)
class Linked:
    """What makes a chain: less than so many metres and days apart; current with one in so many last days."""

    metres: int
    days: int
    current: int


def still_current(chains: Chains, last: float, within: int) -> npt.NDArray[np.bool_]:
    """Of each chain whether it reaches into the `within` days up to the last day known."""
    return np.asarray(chains.last > last - within)


def chained(kept: pa.Table, day: npt.NDArray[np.float64], linked: Linked) -> pa.Table:
    """The rows of `kept` that belong to a chain, numbered within the group; columns of CHAINED but for two.

    `day` is that of each row, NaN where it is not known.
    """
    offences = offences_in(kept)
    place = (offences.x, offences.y, day, linked.metres, linked.days)
    chains, before = near_repeat_chains(*place), near_repeat_before(*place)
    role = near_repeat_roles(*place).role
    at = np.flatnonzero(chains.chain >= 0)
    number = chains.chain[at]
    end = np.where(np.isnan(offences.end), offences.start, offences.end)
    first, last = (_BEGUN + np.floor(each[at] / MINUTES).astype(int) for each in (offences.start, end))
    lone = np.isnan(before.days[at])
    return pa.table(
        {
            "chain": number,
            "offences": chains.events[number],
            "current": still_current(chains, np.nanmax(day, initial=0.0), linked.current)[number],
            "code": kept["code"].take(at),
            "first_day": first,
            "last_day": last,
            "easting": np.rint(offences.x[at]).astype(int),
            "northing": np.rint(offences.y[at]).astype(int),
            "area": kept["area"].take(at),
            "role": np.where(role[at] == NEITHER, SAME_DAY, role[at]).tolist(),
            "days_before": pa.array(before.days[at], mask=lone).cast(pa.int64()),
            "metres_before": pa.array(np.rint(before.metres[at]), mask=lone).cast(pa.int64()),
            "day": day[at].astype(int),
            "ends": chains.last[number],
        }
    )


def in_one_list(groups: Sequence[tuple[str, str, pa.Table]], first: str) -> pa.Table:
    """The chains of all groups (name, verdict, `chained`), numbered as they are to be read.

    Those that are current stand first, of them those of groups in which `first` was found, then those that
    ended last; each in the order of its days.
    """
    tables = [
        table.append_column("group", pa.array([name] * len(table), pa.string()))
        .append_column("verdict", pa.array([verdict] * len(table), pa.string()))
        .append_column("later", pa.array([verdict != first] * len(table)))
        for name, verdict, table in groups
    ]
    whole = pa.concat_tables(tables).sort_by(
        [("current", "descending"), ("later", "ascending"), ("ends", "descending"), *_THEN]
    )
    own = list(zip(whole["group"].to_pylist(), whole["chain"].to_pylist(), strict=True))
    numbers = {each: number for number, each in enumerate(dict.fromkeys(own), 1)}
    renumbered = whole.set_column(0, "chain", pa.array([numbers[each] for each in own], pa.int64()))
    return renumbered.select(CHAINED.names).cast(CHAINED)
