"""One polite connection: it waits between requests, as long as it is asked to, and longer after a failure."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx

from wulfrun import __version__
from wulfrun.words.errors import DataError

AGENT = f"wulfrun/{__version__} (community safety open data; one connection)"
Answer = TypeVar("Answer")
_AGAIN = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True)
class Settings:
    """How to ask: attempts, waits in seconds, and addresses to use instead (prefix = other prefix)."""

    attempts: int = 6
    first_wait: float = 2.0
    longest_wait: float = 300.0
    pause: float = 0.5
    timeout: float = 60.0
    seed: int = 0
    instead: Mapping[str, str] = field(default_factory=dict)
    sleep: Callable[[float], None] = time.sleep

    def address(self, text: str) -> str:
        """The address to ask: the given one, or what stands in for it."""
        for prefix, other in self.instead.items():
            if text.startswith(prefix):
                return other + text[len(prefix) :]
        return text


class Line:
    """The one connection; it waits between requests, and longer after a refusal."""

    def __init__(self, client: httpx.Client, settings: Settings) -> None:
        self.client = client
        self.settings = settings
        # The spread of waits needs no secrecy, only that many copies do not knock at once.
        self._spread = random.Random(settings.seed)
        self._asked = False
        self.date = ""

    def get(self, address: str, params: Mapping[str, str | int] | None = None) -> httpx.Response:
        """A small answer, read whole; DataError says which address failed and how."""

        def ask() -> httpx.Response:
            with self.stream(address, {}, params) as answer:
                answer.read()
                self.date = answer.headers.get("date", "")
                return answer

        return self.attempt(address, ask)

    @contextmanager
    def stream(
        self, address: str, headers: Mapping[str, str], params: Mapping[str, str | int] | None = None
    ) -> Iterator[httpx.Response]:
        """One request, its body not yet read. A passing failure is raised as Passing."""
        if self._asked:
            self.settings.sleep(self.settings.pause)
        self._asked = True
        try:
            with self.client.stream(
                "GET", self.settings.address(address), headers=dict(headers), params=params
            ) as answer:
                _refuse(address, answer)
                yield answer
        except httpx.TransportError as error:
            raise Passing(f"{type(error).__name__}: {error}") from error

    def attempt(self, address: str, ask: Callable[[], Answer]) -> Answer:
        """Ask until it works or the attempts are used up; the waits double and are spread."""
        last = ""
        for turn in range(self.settings.attempts):
            try:
                return ask()
            except Passing as passing:
                last = str(passing)
                if turn + 1 < self.settings.attempts:
                    self.settings.sleep(self._wait(turn, passing.after))
        raise DataError(
            f"{address}: {last} after {self.settings.attempts} attempts. "
            "Try again later: what has come so far is kept, and the download goes on from there."
        )

    def _wait(self, turn: int, after: float | None) -> float:
        longest = self.settings.longest_wait
        if after is not None:
            return min(after, longest)
        return min(self.settings.first_wait * 2.0**turn * self._spread.uniform(0.5, 1.5), longest)


class Passing(Exception):
    """A failure that may pass; `after` is how many seconds the server asked us to wait."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


@contextmanager
def connect(settings: Settings) -> Iterator[Line]:
    """Open the one connection; nothing is asked of it in a compressed form, so lengths can be checked."""
    with httpx.Client(
        headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
        limits=httpx.Limits(max_connections=1),
        timeout=settings.timeout,
        follow_redirects=True,
    ) as client:
        yield Line(client, settings)


def _refuse(address: str, answer: httpx.Response) -> None:
    code = answer.status_code
    if code in _AGAIN:
        raise Passing(f"the server answered {code} {answer.reason_phrase}", _retry_after(answer))
    if code in (200, 206, 304, 416):
        return
    remedy = (
        "The file has moved or is not published: look for it on the publisher's site, and put the new "
        "address in downloads.toml or the file itself in its folder."
        if code in (404, 410)
        else "The server will not give this file to us; fetch it with a browser and put it in its folder."
    )
    raise DataError(f"{address}: the server answered {code} {answer.reason_phrase}. {remedy}")


def _retry_after(answer: httpx.Response) -> float | None:
    """Retry-After in seconds: a number, or a date measured against the server's own clock."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isdigit():
        return float(text)
    try:
        then, now = parsedate_to_datetime(text), parsedate_to_datetime(answer.headers.get("date", ""))
        return max((then - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None
