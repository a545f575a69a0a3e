"""Every chart of the example city says what it shows, in what, from whom and how far the data reach."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "publication"))

from every_chart import lacking

from wulfrun.data.release import Release
from wulfrun.publication.documents import documents
from wulfrun.publication.shelf import page_figures, shelve
from wulfrun.publication.site import compose


def test_no_chart_lacks_anything(usual: Path) -> None:
    release = Release((usual / "store" / "current").resolve())
    shelf = shelve(release, page_figures(release))
    charts = {chart.name: chart for page in compose(shelf, documents(shelf)) for chart in page.charts}
    assert len(charts) > 300
    assert [told for chart in charts.values() for told in lacking(chart)] == []
