"""How crime is concentrated in street segments: how few of them hold a quarter and a half of it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.concentration import generalised_gini, places_holding, top_share
from wulfrun.methods.confidence import checked

BY_LENGTH = "crimes put to segments at random, by length"
BY_NUMBER = "crimes put to segments at random"


class StreetConcentration(NamedTuple):
    """Shares of all segments that hold a quarter and a half of the crime, beside what chance gives.

    `unmatched` crimes lie near no segment and count nowhere; `with_crime`: share of segments with any.
    """

    segments: int
    matched: int
    unmatched: int
    with_crime: float
    quarter: float
    quarter_by_chance: float
    half: float
    half_lower: float
    half_upper: float
    half_by_chance: float
    top_share: float
    gini: float
    confidence: float
    method: str


def street_concentration(
    segment: npt.ArrayLike,
    segments: int,
    length: npt.ArrayLike | None = None,
    runs: int = 199,
    seed: int = 0,
    confidence: float = 0.95,
) -> StreetConcentration:
    """How few of all street segments hold a quarter and a half of the crime.

    `segment` (n,): each crime's segment, 0 to `segments` - 1, or -1 where none is near. `length` (segments,):
    how long each is, to which chance is proportional; equal where not given. `half_lower` and `half_upper`:
    where `half` lies in that part of `runs` random spreads of the same crimes: a half below `half_lower` is
    more concentrated than chance. Without a matched crime all shares are NaN. Raises ValueError for a segment
    that is not there. Source: Weisburd, Groff & Yang 2012; Weisburd 2015.

    >>> found = street_concentration([0, 0, 0, 0, 1, 2, -1], 10)
    >>> found.unmatched, round(found.half, 3), found.with_crime
    (1, 0.075, 0.3)
    """
    place = np.asarray(segment, np.int64)
    if place.ndim != 1 or segments < 1 or ((place < -1) | (place >= segments)).any():
        raise ValueError(
            f"segments {place.min() if place.size else 'none'} to {place.max() if place.size else 'none'} of "
            f"{segments}; expected one a crime, from 0 up, or -1 where none is near"
        )
    counts = np.bincount(place[place >= 0], minlength=segments)
    total = int(counts.sum())
    weight = np.ones(segments) if length is None else np.asarray(length, float)
    if weight.shape != (segments,) or not (weight >= 0).all() or not weight.sum() > 0:
        raise ValueError(f"lengths of the shape {weight.shape}; expected one for each of {segments} segments")
    drawn = np.random.default_rng(seed).multinomial(total, weight / weight.sum(), size=runs)
    tail = (1 - checked(confidence)) / 2
    halves = places_holding(drawn, 0.5)
    return StreetConcentration(
        segments,
        total,
        len(place) - total,
        float((counts > 0).mean()),
        float(places_holding(counts, 0.25)),
        float(places_holding(drawn, 0.25).mean()),
        float(places_holding(counts, 0.5)),
        float(np.quantile(halves, tail)),
        float(np.quantile(halves, 1 - tail)),
        float(halves.mean()),
        float(top_share(counts)),
        float(generalised_gini(counts)),
        confidence,
        BY_NUMBER if length is None else BY_LENGTH,
    )
