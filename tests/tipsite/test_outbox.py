"""Announcing a tip to the queue."""

from uuid import uuid4

import pytest
from kombu.exceptions import OperationalError

from tipsite import outbox
from tipsite.celery import app


def test_a_queue_that_does_not_answer_is_no_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def down(*_args: object, **_options: object) -> None:
        raise OperationalError("no queue")

    monkeypatch.setattr(app, "send_task", down)

    outbox.announce_tip(None, tip_id=uuid4())

    assert "the sweep will find the tip" in caplog.text


def test_only_the_id_goes_into_the_queue(queued: list[tuple[str, list[str]]]) -> None:
    tip_id = uuid4()

    outbox.announce_tip(None, tip_id=tip_id)

    assert queued == [("moderation.triage_tip", [str(tip_id)])]
