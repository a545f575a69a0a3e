"""The contract of an agency's part of the example: the files it sends, and the truths planted in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from wulfrun.example.city import City
from wulfrun.example.offences import Offences


@dataclass(frozen=True)
class Truth:
    """Something that can be planted: its usual value, its range, and what it means."""

    usual: float
    least: float
    most: float
    about: str


@dataclass(frozen=True)
class World:
    """What an agency's files are made from; `rng` is a stream of its own, `planted` each truth's value."""

    city: City
    offences: Offences
    seed: int
    rng: np.random.Generator
    planted: Mapping[str, float]


@dataclass(frozen=True)
class Made:
    """An agency's files by their path in the folder, and what a right count of them must find."""

    files: Mapping[str, str | bytes]
    planted: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AgencyPart:
    """One agency's part: its truths, how its sources and targets are declared, and its files.

    `sources` and `targets` are TOML added to the folder's partnership.toml and targets.toml.
    """

    make: Callable[[World], Made]
    truths: Mapping[str, Truth] = field(default_factory=dict)
    sources: str = ""
    targets: str = ""
