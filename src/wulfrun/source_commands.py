"""What `sources` and `template` do: say what a layout of files asks for, and write the file to hand out."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from wulfrun.data.contract_text import contract, layout_called, summaries
from wulfrun.data.sources import layouts


def sources(options: Namespace) -> None:
    """Every layout, or everything about one."""
    known = layouts()
    if not options.name:
        told = summaries(known.values())
        print(_json(told)) if options.json else _print_all(told)
        return
    found = contract(layout_called(options.name, known), _derived())
    print(_json(found)) if options.json else _print_one(found)


def template(options: Namespace) -> None:
    """Write the file an agency fills in."""
    from wulfrun.data.template_file import write_template

    layout = layout_called(options.name, layouts())
    path = options.file or Path(f"{layout.name}.xlsx")
    write_template(layout, path)
    print(f"{path}: the template of '{layout.name}', with {len(layout.fields)} columns.")
    print(f'Once filled in, it is read with layout = "{layout.name}" in partnership.toml.')


def _derived() -> dict[str, tuple[str, ...]]:
    from wulfrun.data.derived import derivations

    return {record: each.of for each in derivations().values() for record in each.gives}


def _json(told: Any) -> str:
    return json.dumps(told, indent=1, ensure_ascii=False)


def _print_all(told: list[dict[str, str]]) -> None:
    table = Table("name", "what it is, and who publishes or sends it", box=None, pad_edge=False)
    for each in told:
        said = f"{escape(each['title'])}\n[dim]{escape(each['publisher'])}[/dim]"
        table.add_row(each["name"], said)
    Console(highlight=False).print(table)
    print("For one of them: wulfrun sources NAME. For the file to hand to an agency: wulfrun template NAME.")


def _print_one(told: dict[str, Any]) -> None:
    console = Console(highlight=False)
    for line in [*_facts(told), "Fields:"]:
        console.print(line, markup=False)
    for each in told["fields"]:
        console.print(Padding(_field(each), (0, 0, 0, 2), expand=False))
    if told["example"]:
        print("\nA file of it:\n")
        print(told["example"])
    print("Measures that count it:" if told["measures"] else "No shipped measure counts it.")
    for name, title in told["measures"].items():
        print(f"  {name}: {title}")


def _field(each: dict[str, Any]) -> str:
    """One field: its name and how it is written, then what it says."""
    how = [each["kind"] + (f" ({each['unit']})" if each["unit"] else "")]
    how.append("needed" if each["required"] else "may be blank")
    if each["personal"]:
        how.append("keyed before it is kept")
    lines = [f"[bold]{escape(each['name'])}[/bold]: {escape(', '.join(how))}", f"  {escape(each['about'])}"]
    if each["values"]:
        lines.append(escape(f"  one of: {'; '.join(each['values'])}"))
    if each["aliases"]:
        lines.append(escape(f"  also found as: {'; '.join(each['aliases'])}"))
    return "\n".join(lines)


def _facts(told: dict[str, Any]) -> list[str]:
    facts = [
        f"{told['name']}: {told['title']}.",
        f"Publisher: {told['publisher']}. Law: {told['law']}.",
        f"Each row is one record of '{told['record']}', dated {told['dated']}, placed {told['placed']}.",
    ]
    if told["about_persons"]:
        facts.append("Rows are about persons: references are keyed, and refused rows are not written out.")
    if told["template"]:
        facts.append(f"The file to hand to the agency: wulfrun template {told['name']}")
    return [*facts, ""]
