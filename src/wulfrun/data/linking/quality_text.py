"""The match-quality report for people to read, in Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_LONGEST_BAR = 40
_COUNTS = ("agency", "read", "accepted", "repeated", "refused")


def as_markdown(found: Mapping[str, Any]) -> str:
    """The report as text; it holds what the JSON holds and nothing more."""
    thresholds, pairs, clusters = found["thresholds"], found["pairs"], found["clusters"]
    parts = [
        f"# Match quality: {found['title']}",
        "RESTRICTED. Counts and weights only; nobody is named here.",
        f"Legal basis: {found['legal_basis']}.  \nPurpose: {found['purpose']}.  \n"
        f"Recipients: {', '.join(found['recipients']) or 'none declared'}.  \n"
        f"Run: {found['made']}. To be erased after {found['keep_until']}.  \n"
        f"Entry in the access log: {found['log_entry']}",
        "## What went in",
        _table(
            ("agency", "rows", "accepted", "repeated", "refused"),
            ([each[name] for name in _COUNTS] for each in found["agencies"]),
        ),
        *_reasons(found["agencies"]),
        "Share of accepted records in which a field is missing:",
        _table(
            ("agency", *found["agencies"][0]["missing"]),
            ([each["agency"], *map(_percent, each["missing"].values())] for each in found["agencies"]),
        ),
        "## What came out",
        f"Of {pairs['possible']:,} possible pairs of records of two agencies, {pairs['compared']:,} were "
        f"alike enough to be compared. {pairs['at_or_above_link_at']:,} reached the probability of "
        f"{thresholds['link_at']} at which records are linked; {pairs['kept_back_by_a_contradiction']:,} of "
        "these were kept back because forenames or dates of birth are wholly different. "
        f"{pairs['linked']:,} pairs were linked and {pairs['for_review']:,} wait for a person to look at "
        f"them (from {thresholds['review_at']}).",
        f"The records are of {clusters['people']:,} people, {clusters['in_several_agencies']:,} of them "
        "known to several agencies. People who hold two records of one agency, to be looked at first: "
        f"{clusters['with_an_agency_twice']:,}.",
        _table(
            ("known to both", "people"),
            ([" and ".join(each["agencies"]), each["people"]] for each in clusters["in_both"]),
        ),
        *_labelled(found.get("labelled")),
        "## How the model weighs agreement",
        f"Two records drawn by chance are one person with probability {found['prior']:.6f}. A weight of "
        "1 doubles the odds, one of -1 halves them. m: share of true pairs at the level; u: share of other "
        "pairs.",
        _table(("field", "level", "m", "u", "weight"), map(_weight, found["weights"])),
        f"{_percent(found['unlinkable']['below_link_at'])} of records hold too little to be linked to "
        "anything: even compared with themselves they stay below the threshold.",
        "## Weights of the compared pairs",
        "```\n" + _bars(found["histogram"]) + "\n```",
    ]
    return "\n\n".join(parts) + "\n"


def _weight(each: Mapping[str, Any]) -> list[object]:
    numbers = (f"{each['m']:.4f}", f"{each['u']:.6f}", f"{each['weight']:+.1f}")
    return [each["comparison"], each["level"], *numbers]


def _reasons(agencies: Iterable[Mapping[str, Any]]) -> list[str]:
    rows = [
        [each["agency"], why["reason"], why["rows"], ", ".join(map(str, why["lines"]))]
        for each in agencies
        for why in each["reasons"]
    ]
    return [_table(("agency", "why rows were refused", "rows", "lines"), rows)] if rows else []


def _labelled(found: Mapping[str, Any] | None) -> list[str]:
    if not found:
        return ["No labelled sample is declared, so precision and recall are not known."]
    columns = ("found", "right", "precision", "recall", "f1")
    rows = [[each["threshold"], *(each[name] for name in columns)] for each in found["by_threshold"]]
    rows.append(["as clustered", *(found["within_clusters"][name] for name in columns)])
    return [
        "## Against the labelled sample",
        f"{found['labelled_records']:,} records are labelled; {found['true_pairs']:,} pairs of them are one "
        "person, "
        f"of which {found['true_pairs_compared']:,} were alike enough to be compared.",
        _table(("threshold", *columns), rows),
    ]


def _bars(histogram: Sequence[Mapping[str, int]]) -> str:
    most = max((each["pairs"] for each in histogram), default=1)
    return "\n".join(
        f"{each['weight_from']:>4} {each['pairs']:>8,} {_bar(each['pairs'] / most)}" for each in histogram
    )


def _bar(share: float) -> str:
    return "#" * max(1, round(_LONGEST_BAR * share))


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [list(head), ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join("" if cell is None else str(cell) for cell in line) + " |" for line in lines
    )


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}%"
