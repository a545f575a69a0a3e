"""A server on this machine that replays what the publishers' servers say, faults included."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Served:
    """One file: its bytes and tag, and how many bytes to send before the line breaks, once each."""

    content: bytes
    etag: str = '"one"'
    breaks: list[int] = field(default_factory=list)
    refusals: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    kind: str = "application/octet-stream"


Query = dict[str, list[str]]


class Publisher:
    """The publishers: files by path, answers by path and query, and the requests as they came."""

    def __init__(self) -> None:
        self.files: dict[str, Served] = {}
        self.answers: dict[str, Callable[[Query], bytes]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.base = ""

    def json(self, path: str, answer: Callable[[Query], object]) -> None:
        self.answers[path] = lambda query: json.dumps(answer(query)).encode()

    def asked(self, path: str) -> list[dict[str, str]]:
        return [headers for seen, headers in self.seen if urlsplit(seen).path == path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    here: Publisher

    def do_GET(self) -> None:
        self.here.seen.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        parts = urlsplit(self.path)
        if parts.path in self.here.answers:
            self._whole(200, {}, self.here.answers[parts.path](parse_qs(parts.query)))
        elif parts.path in self.here.files:
            self._file(self.here.files[parts.path])
        else:
            self._whole(404, {}, b"not here")

    def _file(self, file: Served) -> None:
        if file.refusals:
            code, headers = file.refusals.pop(0)
            self._whole(code, headers, b"busy")
            return
        if self.headers.get("If-None-Match") == file.etag:
            self._whole(304, {"ETag": file.etag}, b"")
            return
        start, code = 0, 200
        said = {"ETag": file.etag, "Content-Type": file.kind}
        asked = self.headers.get("Range", "")
        if asked and self.headers.get("If-Range") == file.etag:
            start, code = int(asked.removeprefix("bytes=").rstrip("-")), 206
            if start >= len(file.content):
                self._whole(416, {"Content-Range": f"bytes */{len(file.content)}"}, b"")
                return
            said["Content-Range"] = f"bytes {start}-{len(file.content) - 1}/{len(file.content)}"
        self._whole(code, said, file.content[start:], file.breaks.pop(0) if file.breaks else None)

    def _whole(self, code: int, headers: dict[str, str], body: bytes, stop: int | None = None) -> None:
        self.send_response_only(code)
        for key, value in ({"Date": self.date_time_string()} | headers).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if stop is None else body[:stop])
        if stop is not None:
            self.wfile.flush()
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        return None


@contextmanager
def publisher() -> Iterator[Publisher]:
    """Serve on a free port of 127.0.0.1 until the test is over."""
    here = Publisher()
    handler = type("Handler", (_Handler,), {"here": here})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    here.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
