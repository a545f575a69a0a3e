"""The small site served on this machine and opened from its folder, and a Chromium to open it with."""

import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "publication"))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from small_release import write_release

    return write_release(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="session")
def site(release: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from wulfrun.publication.site import write_site

    folder = tmp_path_factory.mktemp("site")
    write_site(release, folder, cache=tmp_path_factory.mktemp("drawings"))
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def pages(release: Any, site: Path) -> list[str]:
    """A page of every kind that the small release has, and every document."""
    from page_kinds import kinds

    return sorted(path for paths in kinds(release, site).values() for path in paths)
