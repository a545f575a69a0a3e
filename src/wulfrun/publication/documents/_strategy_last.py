"""What became of the last strategy: each of its targets, reached or not."""

from collections import Counter

from wulfrun.publication.blocks import Block, Grid, Lead, Statement
from wulfrun.publication.documents._strategy_targets import progress_chart, target_grid
from wulfrun.publication.pages.targets import summary_of, target_items
from wulfrun.publication.shelf import Shelf


def last_blocks(shelf: Shelf) -> list[Block]:
    """Progress against the targets of [plan.last]; says so where none is declared."""
    last = (shelf.definition.get("plan") or {}).get("last")
    if not last or not last["targets"]:
        missing = "The last strategy's targets are not declared: name them in [plan] last of strategy.toml."
        return [Statement("Missing", "bad", missing)]
    items = {item["row"]["target"]: item for item in target_items(shelf)}
    own = [items[name] for name in last["targets"] if name in items]
    blocks: list[Block] = [
        Lead(f"{last['title']} ({last['start']} to {last['end']}): what was promised, and what became of it.")
    ]
    if own:
        blocks.append(Lead(summary_of(own)))
        counts = Counter(item["row"]["status"] for item in own)
        title = f"{counts['achieved']} of {len(own)} targets of the last strategy were reached"
        drawn = progress_chart(shelf, own, "strategy-last-targets", title)
        blocks += [drawn] if drawn else []
        blocks.append(target_grid(shelf, own, "Targets of the last strategy"))
    blocks += [
        Statement(item["said"].label, item["tone"], item["said"].finding.text)
        for item in own
        if item["row"]["status"] != "achieved"
    ]
    if waiting := [name for name in last["targets"] if name not in items]:
        titles = [shelf.definition["target"].get(name, {}).get("title") or name for name in waiting]
        blocks.append(Grid("Targets without figures", ("Target",), [[title] for title in titles]))
    return blocks
