"""What the command `profile` does: one measure in one area from all sides, as a page, a PDF and text."""

from argparse import Namespace

from wulfrun.commands import _release


def profile(options: Namespace) -> None:
    """Write the profile, print its findings and where it stands."""
    from wulfrun.publication.problem.profile import area_named, measure_named, told_as_text
    from wulfrun.publication.problem.profile import profile as make
    from wulfrun.publication.problem.profile_file import write_profile
    from wulfrun.publication.problem.subject import Subject
    from wulfrun.publication.shelf import page_figures, shelve

    release = _release(options.folder)
    shelf = shelve(release, page_figures(release))
    subject = Subject(shelf, measure_named(shelf, options.measure), area_named(shelf, options.area))
    document = make(subject)
    path = options.out or options.folder / "profiles" / document.name / "index.html"
    written = write_profile(shelf, document, path, release.path / "out" / "site")
    print(document.title)
    for line in told_as_text(subject):
        print(f"- {line}")
    for each in written:
        print(each)
