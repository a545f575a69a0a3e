"""How a measure's figures are made: the rule in words, its SQL, its files, and every figure a page shows."""

from typing import Any

from markupsafe import Markup

from wulfrun.assessment.target_findings import chance_words, closes_gap
from wulfrun.assessment.wording import (
    CHANGES,
    day_words,
    figure_text,
    kind_of,
    last_month,
    number,
    sentence,
    signed,
    told,
    when,
)
from wulfrun.publication.page import Citations, Page, anchor
from wulfrun.publication.shelf import Row, Shelf

MOST_FILES = 120
_NONE = "–"
_KINDS = {
    "count": "A count. Interval: exact Poisson under 10, otherwise Byar's approximation.",
    "rate": "A rate: a count divided by how many are at risk in the same year. Interval: Byar.",
    "share": "A share: a part divided by its whole. Interval: Wilson.",
    "people": "Persons, each counted once in a period. Interval: exact Poisson under 10, otherwise Byar's.",
    "survey": "The weighted share of those who gave an opinion. Interval: Wilson on the effective base.",
}
_BETTER = {
    "lower": "Lower is better",
    "higher": "Higher is the aim",
    "neither": "Neither higher nor lower is better",
}


def record_words(shelf: Shelf, record: str) -> Row:
    """What a kind of record is called (`title`), and what a figure of it counts (`about`)."""
    known: dict[str, Row] = shelf.definition.get("record", {})
    return known.get(record, {"title": record, "about": record})


def rule_facts(shelf: Shelf, measure: str) -> list[tuple[str, str]]:
    """The rule of a measure as pairs of a heading and words; pairs without words are not shown."""
    row = shelf.measures[measure]
    better = _BETTER[row["better"]] + (
        f". {sentence(row['better_because'])}" if row["better_because"] else ""
    )
    suppressed = f"Counts from 1 to {row['suppress_below'] - 1}, and others that would reveal them"
    part = shelf.definition["measure"].get(row["part_of"] or "", {}).get("title", "")
    return [
        ("What is counted", record_words(shelf, row["of"])["about"]),
        ("Which of them", where_words(shelf, row["where"])),
        ("Out of", where_words(shelf, row["out_of"]) if row["out_of"] else ""),
        ("Rate", f"For every {row['scale']:,.0f} {row['per']}" if row["per"] else ""),
        ("How", _KINDS.get(row["kind"], str(row["kind"]))),
        ("Direction of good", better),
        ("Stands in for", row["approximates"]),
        ("Part of", part),
        ("Suppressed", suppressed if row["suppress_below"] > 1 else ""),
        ("Holds", _held(row["valid_from"], row["valid_to"])),
        ("Source of the rule", row["source"]),
    ]


def where_words(shelf: Shelf, where: Row) -> str:
    """A filter in words: each list is 'one of', and lists are joined by 'and'."""
    parts = []
    if where.get("code"):
        parts.append("code " + " or ".join(where["code"]))
    names = list(where.get("group", []))
    if where.get("basket"):
        names += shelf.definition["basket"][where["basket"]]["groups"]
    if names:
        groups = shelf.definition["group"]
        parts.append(
            "; ".join(
                f"{groups[n]['title']} ({span_words(groups[n]['spans'])})" for n in names if n in groups
            )
        )
    if where.get("flag"):
        flags = shelf.definition["flag"]
        parts.append("marked as " + " or ".join(f"'{flags.get(flag, flag)}'" for flag in where["flag"]))
    return sentence(", and ".join(parts)).rstrip(".") or "All of them"


def span_words(spans: list[Row]) -> str:
    """Codes with the days between which they hold."""
    return "; ".join(", ".join(s["codes"]) + _brackets(_held(s["valid_from"], s["valid_to"])) for s in spans)


def _brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _held(start: str | None, end: str | None) -> str:
    return " ".join(
        part
        for part in (
            f"from {day_words(start)}" if start else "",
            f"to {day_words(end)}" if end else "",
        )
        if part
    )


def explanation_page(shelf: Shelf, measure: str, citations: Citations) -> Page:
    """The explanation of a measure, with an anchor for every figure that a page shows."""
    declared = shelf.measures[measure]
    receipts = [row for row in shelf.receipts_of(declared["of"]) if row["accepted"]]
    files = [row | {"agency_name": shelf.agency_name(row["agency"])} for row in receipts]
    targets = [row for row in shelf.release.rows("targets") if row["measure"].partition(".")[0] == measure]
    gaps = [row for row in shelf.release.rows("gap") if row["measure"].partition(".")[0] == measure]
    content = {
        "measure": measure,
        "measure_title": declared["title"],
        "declared": declared,
        "facts": rule_facts(shelf, measure),
        "sql": _sql(shelf, measure),
        "files": files[:MOST_FILES],
        "left_out": max(0, len(files) - MOST_FILES),
        "record": record_words(shelf, declared["of"])["about"],
        "accepted": sum(row["accepted"] for row in files),
        "targets": [_target(row, declared) for row in targets],
        "gap": _gap(gaps[0]) if gaps else None,
        "figures": _figures(shelf, measure, citations),
    }
    trail = (("index.html", "Overview"), (f"measures/{measure}.html", declared["title"]))
    return Page(f"explanations/{measure}.html", "How it is made", "explanation.html", content, trail)


def _sql(shelf: Shelf, measure: str) -> str:
    try:
        return shelf.release.sql(measure)
    except FileNotFoundError:
        return ""


def _figures(shelf: Shelf, measure: str, citations: Citations) -> list[dict[str, Any]]:
    rows = sorted(citations.shown.get(measure, {}).values(), key=_order)
    return [_figure(row, shelf.measures[measure]) for row in rows]


def _order(row: Row) -> tuple[str, str, str, str, int]:
    return (
        row["area_level"],
        row["area_name"],
        row["measure"],
        row["period_kind"],
        last_month(row["period"]),
    )


def _figure(row: Row, declared: Row) -> dict[str, Any]:
    kind = kind_of(row["measure"], declared)
    if row["value"] is None:
        shown: str | Markup = "suppressed" if row["suppressed"] else "no figure"
    else:
        shown = Markup('<data value="{}">{}</data>').format(
            repr(float(row["value"])), figure_text(row["value"], kind)
        )
    note = told(row["note"])
    if row["suppressed"] and not note:
        note = "The numbers are small and could point to a person."
    return {
        "row": row,
        "anchor": anchor(row["measure"], row["area_code"], row["period"]),
        "value": shown,
        "note": note,
        "what": CHANGES.get(row["measure"].partition(".")[2], kind).capitalize(),
        "numerator": _number(row["numerator"]),
        "denominator": _number(row["denominator"]),
    }


def _number(value: float | None) -> str:
    return _NONE if value is None else number(value, 0 if float(value).is_integer() else 1)


def _text(value: float | None, kind: str) -> str:
    return _NONE if value is None else figure_text(value, kind)


def _between(lower: float | None, upper: float | None, kind: str) -> str:
    return _NONE if lower is None or upper is None else f"{_text(lower, kind)} to {_text(upper, kind)}"


def _target(row: Row, declared: Row) -> Row:
    kind = "ratio" if closes_gap(row) else kind_of(row["measure"], declared)
    return row | {
        "baseline_text": _text(row["baseline"], kind),
        "latest_text": _text(row["latest"], kind),
        "change_text": _NONE if row["change_percent"] is None else signed(row["change_percent"]),
        "interval_text": _between(row["lower"], row["upper"], "change"),
        "projected_text": _text(row["projected"], kind),
        "range_text": _between(row["projected_lower"], row["projected_upper"], kind),
        "chance_text": _NONE if row["probability"] is None else chance_words(row["probability"]),
    }


def _gap(row: Row) -> list[tuple[str, str]]:
    before, after = when(row["baseline_period"]), when(row["latest_period"])
    ends = [_text(row[end], "gap") if row[end] is None else number(row[end], 3) for end in ("lower", "upper")]
    return [
        (f"Priority neighbourhoods, {before}", _number(row["priority_before"])),
        (f"Priority neighbourhoods, {after}", _number(row["priority_after"])),
        (f"The rest, {before}", _number(row["rest_before"])),
        (f"The rest, {after}", _number(row["rest_after"])),
        ("Ratio of the changes", _NONE if row["ratio"] is None else number(row["ratio"], 3)),
        ("95% interval of the ratio", f"{ends[0]} to {ends[1]}"),
        ("Verdict", str(row["verdict"]).capitalize()),
        ("Note", told(row["note"])),
    ]
