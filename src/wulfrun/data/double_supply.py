"""Refuse two sources that would count the same thing twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from wulfrun.data.batches import Receipt
from wulfrun.data.layout import Layout
from wulfrun.words.errors import Mistake
from wulfrun.words.periods import month_name

Span = tuple[int, int]


def double_supply(receipts: Sequence[Receipt], layouts: Mapping[str, Layout]) -> list[Mistake]:
    """A mistake for each pair of sources of one kind of record that cannot stand beside each other.

    Files of one layout may come through several sources (two forces, two folders): the same offence is
    then known by its key. Two layouts have no key in common, so in a month that both supply everything
    would be counted twice; and a table of whole areas cannot stand beside records of small ones.
    """
    spans: dict[str, dict[tuple[str, str], list[Span]]] = defaultdict(lambda: defaultdict(list))
    for receipt in receipts:
        first, last = receipt.tally.first_month, receipt.tally.last_month
        if first is not None and last is not None:
            spans[receipt.record][receipt.source, receipt.layout].append((first, last))
    found = []
    for record, sources in spans.items():
        for (one, ours), (other, theirs) in combinations(sorted(sources), 2):
            if ours == theirs:
                continue
            shared = _shared(sources[one, ours], sources[other, theirs])
            if shared is not None:
                text = f"'{one}' and '{other}' both give {record} records of {month_name(shared)}."
                remedy = "Everything would be counted twice: take one of them out, or limit its files."
                found.append(Mistake("partnership.toml", f"[source.{other}]", text, remedy))
            elif layouts[ours].grain != layouts[theirs].grain:
                text = (
                    f"'{one}' knows {record} records by {layouts[ours].grain}, "
                    f"'{other}' by {layouts[theirs].grain}."
                )
                remedy = (
                    "They cannot make one series: take one of them out, or build it as a folder of its own."
                )
                found.append(Mistake("partnership.toml", f"[source.{other}]", text, remedy))
    return found


def _shared(ours: Sequence[Span], theirs: Sequence[Span]) -> int | None:
    """The first month that both supply, or None."""
    both = [max(a, c) for a, b in ours for c, d in theirs if max(a, c) <= min(b, d)]
    return min(both, default=None)
