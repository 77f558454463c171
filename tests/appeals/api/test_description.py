"""The OpenAPI document against the API itself: schemathesis asks whatever the document allows and
forbids, and finds every answer as described.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_closed_appeal, make_open_appeal, make_withdrawn_appeal
from tipsite.settings.parts import middleware


@pytest.fixture
def public_server(transactional_db: None, settings: Any) -> Iterator[LiveServer]:
    """A server that answers as the public zone does."""
    settings.ROOT_URLCONF = "tipsite.urls.public"
    settings.MIDDLEWARE = middleware("public")
    settings.ALLOWED_HOSTS = ["localhost"]
    server = LiveServer("localhost")
    yield server
    server.stop()


def test_whatever_is_asked_the_answer_is_as_described(
    public_server: LiveServer, tmp_path: Path
) -> None:
    make_open_appeal(kind="bag", region="europe")
    make_closed_appeal("country_found")
    make_withdrawn_appeal()

    asked = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            "run",
            f"{public_server.url}/api/v1/openapi.json",
            "--checks=all",
            "--max-examples=25",
            # The same questions each time; a longer search is for whoever has the time.
            "--seed=1",
            "--generation-database=none",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )

    assert asked.returncode == 0, asked.stdout[-8000:] + asked.stderr[-2000:]
