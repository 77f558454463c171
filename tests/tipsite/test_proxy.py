"""nginx as we ship it: what it keeps, and what it never keeps even if it may."""

import http.client
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from appeals.views import CACHE_CONTROL
from tests.stack import wait_for
from tipsite.settings.languages import OWN_NAMES

from .nginx import running_nginx

HEADERS = {
    # The worst case: an answer that forgot what it is.
    "Cache-Control": "public, max-age=60, s-maxage=60",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}

VARY = {"/": "Accept-Encoding, Accept-Language", "/odd/": "Cookie"}
# Of answers that nginx makes itself.
PROTECTION = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
WITHDRAWN = ("/pictures/gone.jpg", "/pictures/down.jpg")
MINUTE_S = 60


class Upstream(BaseHTTPRequestHandler):
    """Counts what reaches it."""

    seen: Counter[str] = Counter()
    headers_seen: list[dict[str, str]] = []
    is_withdrawn = False

    def do_GET(self) -> None:
        self.seen[self.path] += 1
        self.headers_seen.append(dict(self.headers))
        if self.is_withdrawn and self.path == "/pictures/down.jpg":
            # The application went down in the same moment: no answer at all.
            self.connection.close()
            return
        self.send_response(404 if self.is_withdrawn and self.path in WITHDRAWN else 200)
        sent = {**HEADERS, "Cache-Control": CACHE_CONTROL} if self.path in WITHDRAWN else HEADERS
        vary = VARY.get(self.path.partition("?")[0], "Accept-Encoding")
        for name, value in {**sent, "Vary": vary}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def do_POST(self) -> None:
        # As an application that goes down: no answer at all.
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the parent's name
        """Tests are quiet."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """nginx's address, in front of ``Upstream``."""
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    try:
        with running_nginx(tmp_path, web_port=upstream.server_port) as address:
            Upstream.seen.clear()
            Upstream.headers_seen.clear()
            Upstream.is_withdrawn = False
            yield address
    finally:
        upstream.shutdown()
        upstream.server_close()


def test_what_is_public_is_kept_and_what_is_shown_in_confidence_is_not(site: str) -> None:
    in_confidence = ("/shown/token/", "/de/shown/token/", "/shown/token/1")
    for path in ("/pictures/x.jpg", "/de/", *in_confidence):
        for _ in range(3):
            with urllib.request.urlopen(f"{site}{path}", timeout=5) as response:  # noqa: S310
                found = {name: response.headers[name] for name in HEADERS}
                assert found == HEADERS

    assert Upstream.seen == {"/pictures/x.jpg": 1, "/de/": 1, **dict.fromkeys(in_confidence, 3)}


def test_visitors_of_one_language_share_a_page_that_has_none_in_its_address(site: str) -> None:
    for accepted in ("de", "de-AT,de;q=0.9,en;q=0.8", "de , fr"):
        assert get(f"{site}/", accept_language=accepted) == 200
    told = [each["Accept-Language"] for each in Upstream.headers_seen]
    assert told == ["de"]

    # Only the application can tell what these prefer.
    for accepted in ("zh-CN, de;q=0.5", "de;q=0.1, fr", "english"):
        assert get(f"{site}/", accept_language=accepted) == 200
        assert Upstream.headers_seen[-1]["Accept-Language"] == accepted
    assert Upstream.seen["/"] == 4


def test_the_list_of_languages_is_the_settings(site: str) -> None:
    for code, _name in OWN_NAMES:
        get(f"{site}/?{code}", accept_language=f"{code}-XX, en;q=0.1")

        assert Upstream.headers_seen[-1]["Accept-Language"] == code


def test_a_page_with_a_language_in_its_address_is_kept_once(site: str) -> None:
    for accepted in ("de", "fr", "zh, *;q=0.1"):
        assert get(f"{site}/de/", accept_language=accepted) == 200

    assert Upstream.seen == {"/de/": 1}


def test_a_page_is_kept_plain_and_packed(site: str) -> None:
    for accepted in ("gzip, deflate, br, zstd", "gzip", "GZIP;q=0.5", "br, gzip"):
        assert get(f"{site}/de/", accept_encoding=accepted) == 200
    for accepted in ("", "identity", "gzip;q=0"):
        assert get(f"{site}/de/", accept_encoding=accepted) == 200

    told = [each.get("Accept-Encoding", "") for each in Upstream.headers_seen]
    assert told == ["gzip", ""]


def test_what_varies_by_anything_else_is_not_kept(site: str) -> None:
    for _ in range(3):
        assert get(f"{site}/odd/") == 200

    assert Upstream.seen == {"/odd/": 3}


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("PUT", "/de/", {}, 405),
        ("POST", "/de/", {"Content-Length": "300000"}, 413),
        ("POST", "/", {"Transfer-Encoding": "chunked"}, 400),
        ("GET", "/de/", {"If-Match": '"x"'}, 412),
        ("POST", "/de/", {"Content-Length": "0"}, 503),
    ],
)
def test_what_nginx_answers_itself_is_protected(
    site: str, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    get(f"{site}/de/")
    link = http.client.HTTPConnection(urlsplit(site).netloc, timeout=5)
    link.putrequest(method, path)
    for name, value in headers.items():
        link.putheader(name, value)
    link.endheaders(b"nonsense\r\n" if "Transfer-Encoding" in headers else None)

    response = link.getresponse()

    response.read()
    link.close()
    assert response.status == status
    assert {name: response.headers[name] for name in PROTECTION} == PROTECTION


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/../../pictures/{key}",
        "/api/v1/%2e%2e/%2e%2e/pictures/{key}",
        "/api/v1/..%2f..%2fpictures/{key}",
        "//pictures/{key}",
        "/./pictures/{key}",
    ],
)
def test_nobody_can_put_another_answer_in_a_pictures_place(site: str, address: str) -> None:
    """nginx keeps by the path as it understands it; the application reads what was sent."""
    key = "0123456789abcdef0123456789abcdef.jpg"

    link = http.client.HTTPConnection(urlsplit(site).netloc, timeout=5)
    link.request("GET", address.format(key=key))
    status = link.getresponse().status
    link.close()

    assert status == 400
    assert not Upstream.seen


def test_a_language_and_an_address_do_not_run_together(site: str) -> None:
    get(f"{site}/api/v1/changes?since=00", Accept_Language="00Z")

    get(f"{site}/api/v1/changes?since=00Z")
    get(f"{site}/api/v1/changes?since=00:00Z")

    assert len(Upstream.seen) == 3


def test_a_withdrawn_picture_leaves_the_cache_within_a_minute_even_if_all_is_down(
    site: str,
) -> None:
    assert [_status(site + path) for path in WITHDRAWN] == [200, 200]
    Upstream.is_withdrawn = True
    began = time.monotonic()
    assert [_status(site + path) for path in WITHDRAWN] == [200, 200], "nothing was cached"

    wait_for(
        lambda: all(_status(site + path) != 200 for path in WITHDRAWN),
        "a withdrawn picture is still there",
        timeout_s=MINUTE_S,
    )

    # Visited all the time, which is what keeps a page fresh; and it does not come back.
    assert time.monotonic() - began < MINUTE_S
    for _ in range(5):
        assert all(_status(site + path) != 200 for path in WITHDRAWN)
        time.sleep(0.2)


def get(address: str, **headers: str) -> int:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = urllib.request.Request(address, headers=sent)  # noqa: S310  # loopback
    with urllib.request.urlopen(asked, timeout=5) as response:  # noqa: S310  # loopback
        return int(response.status)


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310  # loopback
            return int(response.status)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return refusal.code
