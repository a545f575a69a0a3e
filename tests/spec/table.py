"""Small tables written as text, as they stand in the specification and in the manual."""

Row = dict[str, object]

NUMBER = ("numerator", "denominator", "value", "at_risk", "lower", "upper", "weight")


def table(text: str) -> list[Row]:
    """The rows of a text table: a head, then lines, cells between bars; an empty number is None."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    head, *rows = lines
    for row in rows:
        if len(row) != len(head):
            raise ValueError(f"{row} has {len(row)} cells; expected {len(head)}: {', '.join(head)}")
    return [{name: _cell(name, cell) for name, cell in zip(head, row, strict=True)} for row in rows]


def _cell(name: str, cell: str) -> object:
    if name in NUMBER:
        return float(cell) if cell else None
    return int(cell) if name in ("n", "flags", "who") else cell


def as_markdown(text: str) -> str:
    """The same table for the manual."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
