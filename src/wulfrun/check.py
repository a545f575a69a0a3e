"""Look at a partnership's folder without building it: what is there, what is missing, what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from wulfrun.data.quality import findings
from wulfrun.data.release import Rows
from wulfrun.data.store import Store
from wulfrun.definition.model import Definition
from wulfrun.evidence import gather
from wulfrun.judging import receipt_row


@dataclass(frozen=True)
class Report:
    """What a check found."""

    receipts: Rows
    quality: Rows

    @property
    def blocking(self) -> int:
        """Findings that would keep figures back."""
        return sum(row["severity"] == "blocks" for row in self.quality)

    @property
    def warning(self) -> int:
        """Findings to look at."""
        return sum(row["severity"] == "warns" for row in self.quality)


def check(folder: Path, definition: Definition, progress: Callable[[str, int, int], None]) -> Report:
    """Read everything into a store that is thrown away; the folder's own is not touched."""
    with TemporaryDirectory(prefix="wulfrun-check-") as scratch:
        evidence = gather(definition, folder, Store(Path(scratch)), progress)
        months = [month for record in evidence.records for month in evidence.months[record]]
        quality = findings(
            months, evidence.receipts, evidence.unknown, evidence.notes, evidence.absent, evidence.counting
        )
        return Report([receipt_row(each) for each in evidence.receipts], quality)
