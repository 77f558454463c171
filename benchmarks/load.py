"""The load generator: keep-alive clients in several processes, each with one request under way.

A closed loop: a client asks again as soon as it was answered, for a bounded time. It knows nothing
about what it asks for.
"""

import os
import selectors
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Protocol

HOST = "127.0.0.1"
# nginx closes a connection after 1,000 requests; leaving earlier never meets that.
REQUESTS_PER_CONNECTION = 900
ANSWER_TIMEOUT_S = 20.0
# All processes have to be there before the first one asks.
LEAD_TIME_S = 0.3
RECEIVE_BYTES = 256 * 1024


class WrongAnswer(Exception):
    """A server under load answered something else than it should, or not at all."""


class Asker(Protocol):
    """What one process of clients asks; a copy of it goes to each process."""

    @property
    def depth(self) -> int:
        """Requests sent at once. Above 1, answers are told by their size, hence all alike."""

    def request(self) -> bytes:
        """The next request, complete."""

    def read(self, answer: bytes) -> str:
        """What is worth keeping of a complete answer.

        Raises:
            WrongAnswer
        """


@dataclass(frozen=True)
class Visit:
    """Asks for one page again and again."""

    path: str
    headers: str = ""
    depth: int = 1

    def request(self) -> bytes:
        return f"GET {self.path} HTTP/1.1\r\nHost: {HOST}\r\n{self.headers}\r\n".encode()

    def read(self, answer: bytes) -> str:
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise WrongAnswer(answer[:200].decode(errors="replace"))
        return ""


@dataclass(frozen=True)
class Answered:
    """What all clients together got: answers, for how long they asked, what they kept."""

    count: int
    seconds: float
    kept: list[str]

    @property
    def per_second(self) -> float:
        return self.count / self.seconds


@dataclass
class LoadGenerator:
    """A pool of client processes, started once, so that no start is part of a measurement."""

    pool: ProcessPoolExecutor
    processes: int

    def run(self, asker: Asker, *, port: int, clients: int, seconds: float) -> Answered:
        """Let ``clients`` ask the server on a loopback port for ``seconds``.

        Raises:
            WrongAnswer: one was refused, or none came for ANSWER_TIMEOUT_S seconds.
        """
        shares = [
            clients // self.processes + (number < clients % self.processes)
            for number in range(self.processes)
        ]
        starts_at = time.monotonic() + LEAD_TIME_S
        running = [
            self.pool.submit(_keep_asking, asker, port, share, starts_at, seconds)
            for share in shares
            if share
        ]
        answers = [each.result() for each in running]
        return Answered(
            sum(each.count for each in answers),
            max(each.seconds for each in answers),
            [kept for each in answers for kept in each.kept],
        )


@contextmanager
def load_generator() -> Iterator[LoadGenerator]:
    """As many client processes as there are cores, up to four."""
    processes = min(4, os.cpu_count() or 1)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        # Both sleep, so that each process of the pool is there and has imported everything.
        list(pool.map(time.sleep, [LEAD_TIME_S] * processes))
        yield LoadGenerator(pool, processes)


@dataclass
class _Client:
    """One keep-alive connection."""

    port: int
    asker: Asker
    # Of all answers to requests sent at once, in bytes; None where answers differ in size.
    batch_bytes: int | None
    link: socket.socket = field(init=False)
    received: bytearray = field(default_factory=bytearray)
    sent: int = 0

    def connect(self) -> None:
        self.link = socket.create_connection((HOST, self.port), ANSWER_TIMEOUT_S)
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent = 0

    def ask(self) -> None:
        self.received.clear()
        self.link.sendall(b"".join(self.asker.request() for _ in range(self.asker.depth)))
        self.sent += self.asker.depth

    def is_answered(self) -> bool:
        """Receive what is there; whether the answers are complete now."""
        piece = self.link.recv(RECEIVE_BYTES)
        if not piece:
            raise WrongAnswer("the server closed the connection")
        self.received += piece
        if self.batch_bytes is not None:
            return len(self.received) >= self.batch_bytes
        return _is_complete(self.received)


def _keep_asking(
    asker: Asker, port: int, clients: int, starts_at: float, seconds: float
) -> Answered:
    size = _size_of_an_answer(asker, port) * asker.depth if asker.depth > 1 else None
    count, kept = 0, []
    with selectors.DefaultSelector() as waiting:
        for _ in range(clients):
            client = _Client(port, asker, size)
            client.connect()
            waiting.register(client.link, selectors.EVENT_READ, client)
        time.sleep(max(0.0, starts_at - time.monotonic()))
        begin = time.monotonic()
        for key in list(waiting.get_map().values()):
            key.data.ask()
        for client in _answered(waiting):
            count += asker.depth
            kept.append(asker.read(bytes(client.received)))
            if time.monotonic() - begin < seconds:
                _ask_again(client, waiting)
            else:
                waiting.unregister(client.link)
                client.link.close()
        return Answered(count, time.monotonic() - begin, [each for each in kept if each])


def _answered(waiting: selectors.BaseSelector) -> Iterator[_Client]:
    """Clients whose answer is there, until none waits any more."""
    while waiting.get_map():
        ready = waiting.select(ANSWER_TIMEOUT_S)
        if not ready:
            raise WrongAnswer(f"no answer for {ANSWER_TIMEOUT_S:.0f} s")
        for key, _events in ready:
            if key.data.is_answered():
                yield key.data


def _ask_again(client: _Client, waiting: selectors.BaseSelector) -> None:
    if client.sent + client.asker.depth > REQUESTS_PER_CONNECTION:
        waiting.unregister(client.link)
        client.link.close()
        client.connect()
        waiting.register(client.link, selectors.EVENT_READ, client)
    client.ask()


def _size_of_an_answer(asker: Asker, port: int) -> int:
    client = _Client(port, asker, None)
    client.connect()
    with client.link:
        client.link.sendall(asker.request())
        while not client.is_answered():
            pass
        asker.read(bytes(client.received))
        return len(client.received)


def _is_complete(answer: bytearray) -> bool:
    head_bytes = answer.find(b"\r\n\r\n") + 4
    if head_bytes < 4:
        return False
    head = answer[:head_bytes].lower()
    if b"transfer-encoding: chunked" in head:
        return answer.endswith(b"\r\n0\r\n\r\n")
    _before, _name, rest = head.partition(b"\r\ncontent-length:")
    return len(answer) >= head_bytes + int(rest.partition(b"\r\n")[0] or 0)
