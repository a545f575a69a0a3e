"""The style sheet of GOV.UK Frontend was cut down: whatever a page uses must still be in it."""

import re
from pathlib import Path

# Classes that GOV.UK Frontend's templates write and that its own style sheet has no rule for.
WITHOUT_A_RULE = {"govuk-table__caption--s", "govuk-table__head", "govuk-table__body", "govuk-tag--blue"}


def _names(html: str) -> set[str]:
    return {name for found in re.findall(r'class="([^"]*)"', html) for name in found.split()}


def _ruled(sheet: str) -> set[str]:
    return set(re.findall(r"\.(govuk-[\w!-]+)", sheet.replace("\\", "")))


def test_every_component_on_a_page_has_its_rules(site: Path) -> None:
    known = _ruled((site / "static" / "govuk-frontend.min.css").read_text("utf-8"))
    for page in site.rglob("*.html"):
        used = {each for each in _names(page.read_text("utf-8")) if each.startswith("govuk-")}
        assert used <= known | WITHOUT_A_RULE, (page, used - known)


def test_the_sheets_together_are_small_and_ask_for_nothing(site: Path) -> None:
    sheets = [site / "static" / name for name in ("govuk-frontend.min.css", "wulfrun.css")]
    assert sum(path.stat().st_size for path in sheets) < 60_000
    assert all("url(" not in path.read_text("utf-8") for path in sheets)


def test_whatever_a_template_may_write_has_its_rules_too() -> None:
    root = Path(__file__).parents[2] / "src" / "wulfrun" / "publication"
    sheet = (root / "static" / "govuk-frontend.min.css").read_text("utf-8")
    used = set()
    for path in [*(root / "templates").glob("*.html"), *root.rglob("*.py")]:
        used |= set(
            re.findall(
                r"(?<![\w/-])govuk-(?:!-)?[a-z][a-z-]*(?:__[a-z-]+)?(?:--[a-z-]+)?(?![\w{-])",
                path.read_text("utf-8"),
            )
        )
    used = {each for each in used if not each.startswith("govuk-frontend") and not each.endswith("-")}
    assert used and used - _ruled(sheet) <= WITHOUT_A_RULE
