"""Announcing tips to the queue."""

import threading
import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from kombu.exceptions import OperationalError

from tests.stack import wait_for
from tipsite import outbox
from tipsite.celery import app

Sent = list[tuple[str, list[Any]]]


@pytest.fixture
def announcer(queued: Sent) -> outbox.Announcer:
    """With its thread; what it sends is in ``queued``."""
    return outbox.Announcer()


def ids_in(sent: Sent) -> list[str]:
    return [tip_id for _name, (tip_ids,) in sent for tip_id in tip_ids]


def test_a_queue_that_does_not_answer_is_no_error(
    queued: Sent, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def down(*_args: object, **_options: object) -> None:
        raise OperationalError("no queue")

    monkeypatch.setattr(app, "send_task", down)

    outbox.announce_tip(None, tip_id=uuid4())

    assert "the sweep will find what" in caplog.text


def test_only_ids_go_into_the_queue(queued: Sent) -> None:
    tip_id = uuid4()

    outbox.announce_tip(None, tip_id=tip_id)

    assert queued == [("moderation.triage_tips", [[str(tip_id)]])]


def test_tips_of_one_moment_share_messages(announcer: outbox.Announcer, queued: Sent) -> None:
    tip_ids = [uuid4() for _ in range(outbox.MOST_IDS * 2 + 1)]

    for tip_id in tip_ids:
        announcer.add(tip_id)

    wait_for(lambda: len(ids_in(queued)) == len(tip_ids), "ids are left behind")
    assert ids_in(queued) == list(map(str, tip_ids))
    assert len(queued) < len(tip_ids) / 2
    assert all(len(tip_ids) <= outbox.MOST_IDS for _name, (tip_ids,) in queued)


def test_many_threads_lose_no_id(announcer: outbox.Announcer, queued: Sent) -> None:
    tip_ids = [[uuid4() for _ in range(200)] for _ in range(8)]

    def add_all(mine: list[UUID]) -> None:
        for tip_id in mine:
            announcer.add(tip_id)

    threads = [threading.Thread(target=add_all, args=[mine]) for mine in tip_ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    expected = sorted(str(tip_id) for mine in tip_ids for tip_id in mine)
    wait_for(lambda: len(ids_in(queued)) == len(expected), "ids are left behind")
    assert sorted(ids_in(queued)) == expected


def test_nobody_waits_while_the_queue_hangs(
    announcer: outbox.Announcer, queued: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    monkeypatch.setattr(app, "send_task", lambda *_args, **_options: answers.wait(10))

    began = time.monotonic()
    for _ in range(outbox.MOST_WAITING * 2):
        announcer.add(uuid4())
    assert time.monotonic() - began < 5

    assert len(announcer._waiting) <= outbox.MOST_WAITING
    announcer._waiting.clear()
    answers.set()
