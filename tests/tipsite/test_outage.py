"""Browsing goes on while PostgreSQL is away, with nginx and without; what was withdrawn does not
come back. Real processes.
"""

import http.client
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.stack import Stack, connect, running_stack, wait_for

from .nginx import running_nginx

pytestmark = [pytest.mark.durability, pytest.mark.xdist_group("outage")]
# Of so many connections, each process answers some.
MANY = 16
WITHDRAW = """
UPDATE appeals_appeal SET status = 'withdrawn', outcome = 'withdrawn', ended_on = now()
WHERE code = %s RETURNING title
"""


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack(tmp_path_factory.mktemp("outage"), "public") as running:
        yield running


@contextmanager
def database_away(stack: Stack) -> Iterator[None]:
    """The server ends every connection to the stack's database, and takes no new one."""
    name = stack.database_url.rpartition("/")[2]
    link = connect(os.environ["DATABASE_URL"])
    cursor = link.cursor()
    cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    cursor.execute(end, [name])
    try:
        yield
    finally:
        cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        link.close()


def get(address: str, path: str) -> tuple[int, str]:
    """Status and contents, on a connection of its own. The host name is the one of the settings."""
    link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    link.request("GET", path, headers={"Host": "127.0.0.1"})
    response = link.getresponse()
    contents = response.read().decode()
    link.close()
    return response.status, contents


def statuses(address: str, path: str) -> set[int]:
    return {get(address, path)[0] for _ in range(MANY)}


def test_pages_nobody_has_opened_are_there_while_the_database_is_away(
    stack: Stack, tmp_path: Path
) -> None:
    codes = [
        code
        for (code,) in stack.rows(
            "SELECT code FROM appeals_appeal WHERE status IN ('published', 'closed')"
        )
    ]
    pages = ["/en/", "/", *(f"/en/appeals/{code}/" for code in codes), f"/appeals/{codes[0]}/"]

    def all_are_there() -> bool:
        time.sleep(5)
        with database_away(stack):
            return all(statuses(stack.public_url, page) == {200} for page in pages)

    wait_for(all_are_there, "a page is missing without the database")
    with running_nginx(tmp_path, web_port=stack.public_port) as address, database_away(stack):
        for page in pages:
            assert statuses(address, page) == {200}, page
        assert statuses(address, f"/en/appeals/{stack.withdrawn_code}/") == {410}
        assert statuses(address, f"/fi/appeals/{codes[0]}/") == {302}
        assert statuses(address, "/healthz") == {503}


def test_what_was_withdrawn_before_an_outage_does_not_come_back(
    stack: Stack, tmp_path: Path
) -> None:
    page = f"/de/appeals/{stack.open_code}/"
    with running_nginx(tmp_path, web_port=stack.public_port) as address:
        # Kept by both processes, and by nginx.
        wait_for(lambda: statuses(stack.public_url, page) == {200}, "it is not there")
        assert statuses(address, page) == {200}
        [(title,)] = stack.rows(WITHDRAW, stack.open_code)
        wait_for(lambda: statuses(stack.public_url, page) == {410}, "it is still there")
        assert statuses(address, page) == {200}, "nothing was kept"
        # The time until it is rendered ahead in every process.
        time.sleep(10)

        with database_away(stack):
            wait_for(lambda: statuses(address, page) == {410}, "nginx still has it", timeout_s=60)
            assert statuses(stack.public_url, f"/en/appeals/{stack.open_code}/") == {410}
            assert statuses(stack.public_url, f"/fr/appeals/{stack.open_code}/") == {302}
            for _ in range(MANY):
                status, front = get(stack.public_url, "/en/")
                assert status == 200
                assert title not in front
