"""One month added to five years that have been read, against reading all five years at once.

Compared is the reading itself; the start of Python, which every build pays, is shown beside it.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from measured import demand, measured
from street_files import arguments, files_in, read_all


def linked(files: list[Path], folder: Path) -> None:
    """The same files in another folder, without copying them."""
    for path in files:
        (folder / path.parent.name).mkdir(parents=True, exist_ok=True)
        (folder / path.parent.name / path.name).hardlink_to(path)


def main() -> None:
    given = arguments(__doc__)
    if given.part:
        files, store = map(Path, given.part)
        read_all(files, store)
        return
    files = files_in(given.folder)
    last = max(path.parent.name for path in files)
    with TemporaryDirectory(dir=given.folder.parent) as scratch:
        work = Path(scratch)

        def read(store: str) -> float:
            command = [sys.executable, __file__, "--folder", given.folder, "--part", work / "files"]
            cost = measured([*command, work / store])
            seconds = float((work / store / "seconds").read_text())
            print(f"{store:14} {cost}, the reading itself {seconds:.2f} s", flush=True)
            return seconds

        linked([path for path in files if path.parent.name != last], work / "files")
        read("all but one")
        linked([path for path in files if path.parent.name == last], work / "files")
        added, whole = read("all but one"), read("all at once")
    demand(f"one month takes {added / whole:.3f} of the whole (at most 0.1)", added <= whole / 10)


if __name__ == "__main__":
    main()
