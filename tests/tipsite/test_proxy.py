"""nginx as we ship it: what it keeps, and what it never keeps even if it may."""

import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from appeals.views import CACHE_CONTROL
from tests.stack import wait_for

from .nginx import running_nginx

HEADERS = {
    # The worst case: an answer that forgot what it is.
    "Cache-Control": "public, max-age=60, s-maxage=60",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}

WITHDRAWN = ("/pictures/gone.jpg", "/pictures/down.jpg")
MINUTE_S = 60


class Upstream(BaseHTTPRequestHandler):
    """Counts what reaches it."""

    seen: Counter[str] = Counter()
    is_withdrawn = False

    def do_GET(self) -> None:
        self.seen[self.path] += 1
        if self.is_withdrawn and self.path == "/pictures/down.jpg":
            # The application went down in the same moment: no answer at all.
            self.connection.close()
            return
        self.send_response(404 if self.is_withdrawn and self.path in WITHDRAWN else 200)
        sent = {**HEADERS, "Cache-Control": CACHE_CONTROL} if self.path in WITHDRAWN else HEADERS
        for name, value in sent.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

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
            Upstream.is_withdrawn = False
            yield address
    finally:
        upstream.shutdown()
        upstream.server_close()


def test_what_is_public_is_kept_and_what_is_shown_in_confidence_is_not(site: str) -> None:
    for path in ("/pictures/x.jpg", "/shown/token/", "/shown/token/1"):
        for _ in range(3):
            with urllib.request.urlopen(f"{site}{path}", timeout=5) as response:  # noqa: S310
                found = {name: response.headers[name] for name in HEADERS}
                assert found == HEADERS

    assert Upstream.seen == {"/pictures/x.jpg": 1, "/shown/token/": 3, "/shown/token/1": 3}


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


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310  # loopback
            return int(response.status)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return refusal.code
