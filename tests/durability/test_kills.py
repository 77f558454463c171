"""Accepted means kept: tips survive the death of what should have read them, and are read once."""

import os
import re
import secrets
import signal
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from celery import Celery

from tests.stack import Stack, running_stack, wait_for
from tipsite.settings.parts import redis_url_for_celery

pytestmark = [pytest.mark.durability, pytest.mark.xdist_group("durability")]
RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}")


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Public pages and the queue; the tests start and kill the rest."""
    with running_stack(tmp_path_factory.mktemp("kills"), "public", "worker", "beat") as running:
        yield running


def send(stack: Stack, text: str) -> str:
    form = urllib.parse.urlencode({"text": text, "token": secrets.token_urlsafe(16)}).encode()
    address = f"{stack.public_url}/appeals/{stack.open_code}/tip/"
    with urllib.request.urlopen(address, form, timeout=30) as answer:  # noqa: S310  # loopback
        found = RECEIPT.search(answer.read().decode())
    assert found
    return found[0]


def send_many(stack: Stack, count: int) -> list[str]:
    texts = [f"ledger {secrets.token_hex(8)} about a bag" for _ in range(count)]
    with ThreadPoolExecutor(8) as clients:
        receipts = list(clients.map(lambda text: send(stack, text), texts))
    assert len(set(receipts)) == count
    return texts


def triaged(stack: Stack) -> int:
    return stack.count("SELECT count(*) FROM moderation_triage WHERE text LIKE 'ledger %%'")


def assert_ledger(stack: Stack, texts: list[str]) -> None:
    """Every text is there exactly once."""
    found = stack.rows("SELECT text FROM moderation_triage WHERE text = ANY(%s)", texts)
    assert sorted(row[0] for row in found) == sorted(texts)
    assert not stack.count("SELECT count(*) FROM submissions_tip WHERE state <> 'triaged'")


def wait_until_all_are_read(stack: Stack) -> None:
    wait_for(
        lambda: not stack.count("SELECT count(*) FROM submissions_tip WHERE state = 'received'"),
        "tips are left unread",
        timeout_s=120,
    )


def test_killing_the_worker_in_the_middle_loses_and_doubles_nothing(stack: Stack) -> None:
    texts = send_many(stack, 200)
    wait_for(lambda: triaged(stack) > 20, "the worker does not read")
    stack.kill("worker")
    assert stack.count("SELECT count(*) FROM submissions_tip WHERE state = 'received'")

    stack.start("worker")

    wait_until_all_are_read(stack)
    assert_ledger(stack, texts)


def test_killing_pool_children_loses_nothing_and_doubles_nothing(stack: Stack) -> None:
    before = triaged(stack)
    texts = send_many(stack, 60)
    # A child that dies while its worker starts ends the worker, and starting it again is its
    # supervisor's business; here it is the pool's turn.
    wait_for(lambda: triaged(stack) > before, "the worker does not read")
    for _ in range(6):
        wait_for(lambda: len(stack.pids_of("worker")) > 1, "the pool does not come back")
        os.kill(stack.pids_of("worker")[1], signal.SIGKILL)
        texts += send_many(stack, 10)

    wait_until_all_are_read(stack)
    assert_ledger(stack, texts)


def test_whoever_reaches_the_queue_learns_no_setting(stack: Stack) -> None:
    """The public zone's process can reach it; Celery's remote control would tell it."""
    asking = Celery(broker=redis_url_for_celery(stack.valkey.url))

    assert not asking.control.inspect(timeout=2).conf()
    asking.close()


def test_with_the_queue_wiped_and_down_tips_are_taken_within_3_s_and_read_later(
    stack: Stack,
) -> None:
    stack.kill("valkey")
    began = time.monotonic()
    texts = [f"ledger {secrets.token_hex(8)} while the queue is away"]
    send(stack, texts[0])
    assert time.monotonic() - began < 3
    # Worker and beat have to come through an outage longer than a few tries.
    time.sleep(8)

    stack.start("valkey")
    texts += send_many(stack, 20)

    wait_until_all_are_read(stack)
    assert_ledger(stack, texts)
