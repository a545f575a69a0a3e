"""What the command `profile` does: one measure in one area from all sides, as a page, a PDF and text."""

from argparse import Namespace
from pathlib import Path

from wulfrun.commands import _release
from wulfrun.words.errors import DataError


def profile(options: Namespace) -> None:
    """Write the profile, print its findings and where it stands."""
    from wulfrun.publication.problem.profile import area_named, measure_named, told_as_text
    from wulfrun.publication.problem.profile import profile as make
    from wulfrun.publication.problem.profile_file import write_profile
    from wulfrun.publication.problem.subject import Subject
    from wulfrun.publication.shelf import page_figures, shelve

    _may_be_written(options.out)
    release = _release(options.folder)
    shelf = shelve(release, page_figures(release))
    subject = Subject(shelf, measure_named(shelf, options.measure), area_named(shelf, options.area))
    document = make(subject)
    path = options.out or options.folder / "profiles" / document.name / "index.html"
    try:
        written = write_profile(shelf, document, path, release.path / "out" / "site")
    except OSError as error:
        raise DataError(
            f"{path}: the profile cannot be written there: {error.strerror}. Name another file with --out."
        ) from error
    print(document.title)
    for line in told_as_text(subject):
        print(f"- {line}")
    for each in written:
        print(each)


def _may_be_written(out: Path | None) -> None:
    """The PDF stands beside the HTML under the same name, so that the two must not be one file."""
    if out and (out.is_dir() or out.suffix.lower() not in (".html", ".htm")):
        raise DataError(
            f"{out}: this is no HTML file. Name one that ends in .html; the PDF stands beside it."
        )
