"""Say in words, or as JSON, where a figure comes from."""

from typing import Any

from wulfrun.figures.lineage import Lineage
from wulfrun.words.periods import period_words


def as_json(found: Lineage) -> dict[str, Any]:
    """Everything that made a figure, for a program."""
    return {
        "figure": found.figure,
        "measure": found.measure_id,
        "rule": found.measure.model_dump(mode="json", exclude_defaults=True),
        "derived": found.derived,
        "sql": found.sql,
        "records_counted": found.counted,
        "sources": [
            {
                key: row[key]
                for key in ("path", "sha256", "source", "agency", "layout", "records", "rows_read")
            }
            for row in found.sources
        ],
    }


def as_text(found: Lineage) -> str:
    """The same for a person."""
    row, measure = found.figure, found.measure
    lines = [
        f"{measure.title}, {row['area_name']}, {period_words(row['period'])}",
        f"  figure    {row['measure']}:{row['area_code']}:{row['period']}",
        f"  value     {_value(row)}",
    ]
    if row["lower"] is not None:
        lines.append(f"  interval  {row['lower']:,.2f} to {row['upper']:,.2f} (95%)")
    if row["denominator"] is not None:
        lines.append(f"  made of   {row['numerator']:,.0f} over {row['denominator']:,.0f}")
    if row["note"]:
        lines.append(f"  note      {row['note']}")
    lines += [
        f"  measure   {found.measure_id}: {measure.kind} of {measure.of} records",
        f"  filter    {_filter(found)}",
        f"  source    {measure.source}",
        f"  records   {found.counted:,} from {len(found.sources)} files",
    ]
    for each in found.sources:
        lines.append(f"    {each['records']:>9,}  {each['path']}  {each['agency']}  sha256 {each['sha256']}")
    lines += ["  SQL", *(f"    {line}" for line in found.sql.splitlines())]
    return "\n".join(lines)


def _value(row: dict[str, Any]) -> str:
    if row["suppressed"]:
        return "suppressed"
    return (
        "no figure"
        if row["value"] is None
        else f"{row['value']:,.4g}"
        if row["value"] < 100
        else f"{row['value']:,.0f}"
    )


def _filter(found: Lineage) -> str:
    where = found.measure.where.model_dump(exclude_defaults=True)
    said = "; ".join(
        f"{key} is {', '.join(value) if isinstance(value, tuple) else value}" for key, value in where.items()
    )
    return said or "every record"
