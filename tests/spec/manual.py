"""Write docs/reference/kinds.md from the specification: .venv/bin/python tests/spec/manual.py [--check]."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tests.spec import test_count, test_people, test_rate, test_share, test_survey  # noqa: E402
from tests.spec.specification import Example, Specification  # noqa: E402
from tests.spec.table import as_markdown  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "kinds.md"
SPECIFICATIONS = tuple(
    each.SPECIFICATION for each in (test_count, test_rate, test_share, test_people, test_survey)
)
HEAD = """<!-- Made by `make docs`; a change made here is lost. -->
# Kinds of measure

The `kind` of a measure says how it is worked out. Every example below is a test that runs on DuckDB and on
Spark. They stand in a town of two small areas, North and South; a record is one offence unless `n` says more.
"""


def page() -> str:
    """The page of the manual, one section a kind."""
    return HEAD + "".join(_section(each) for each in SPECIFICATIONS)


def _section(specification: Specification) -> str:
    examples = "".join(_example(each) for each in specification.examples)
    return f"\n## {specification.kind}\n\n{specification.means}\n{examples}"


def _example(example: Example) -> str:
    parts = [
        f"\n{example.says}\n",
        f"```toml\n{example.declared.strip()}\n```\n",
        f"Records:\n\n{as_markdown(example.records)}",
        f"At risk:\n\n{as_markdown(example.at_risk)}" if example.at_risk else "",
        f"Figures:\n\n{as_markdown(example.figures)}",
    ]
    return "\n".join(part for part in parts if part)


def main() -> None:
    """Write the page, or say that it no longer agrees with the specification."""
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page(), "utf-8")
    elif not PAGE.exists() or PAGE.read_text("utf-8") != page():
        sys.exit("docs/reference/kinds.md no longer agrees with tests/spec. Run 'make docs'.")


if __name__ == "__main__":
    main()
