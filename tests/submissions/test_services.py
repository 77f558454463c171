"""Receiving a tip and finding it by its receipt."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from submissions.exceptions import AppealClosed, ReceiptUnknown
from submissions.models import Tip
from submissions.receipts import Receipt
from submissions.sealing import unseal
from submissions.services import Draft, find_tip, receive_tip
from tests.factories import make_closed_appeal, make_draft, make_open_appeal, make_receipt, make_tip

pytestmark = pytest.mark.django_db
TOKEN = "t" * 22


def test_what_was_sent_is_sealed_and_opens_again_to_the_letter(queued: Any) -> None:
    text = "Zażółć 🐦 \r\n\u202eabc"
    tip = make_tip(text=text, place="Gdańsk", period="2012", basis="saw")

    assert "Zażółć".encode() not in bytes(tip.sealed)
    opened = unseal(
        bytes(tip.sealed), settings.WORKER_IDENTITY, tip=str(tip.pk), appeal=tip.appeal.code
    )
    assert (opened.text, opened.place, opened.period, opened.basis) == (
        text,
        "Gdańsk",
        "2012",
        "saw",
    )


def test_the_worker_is_told_after_the_commit(queued: list[tuple[str, list[Any]]]) -> None:
    tip = make_tip()

    assert queued == [("moderation.triage_tips", [[str(tip.pk)]])]


def test_the_same_form_sent_twice_is_one_tip_with_one_receipt(queued: Any) -> None:
    appeal = make_open_appeal()

    first = receive_tip(appeal.code, Draft("A bag"), token=TOKEN)
    second = receive_tip(appeal.code, Draft("A bag"), token=TOKEN)

    assert first == second
    assert Tip.objects.count() == 1


def test_another_text_from_the_same_form_is_another_tip(queued: Any) -> None:
    appeal = make_open_appeal()

    first = receive_tip(appeal.code, Draft("A bag"), token=TOKEN)
    second = receive_tip(appeal.code, Draft("A blue bag"), token=TOKEN)

    assert first != second
    assert Tip.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_ten_equal_forms_at_one_instant_are_one_tip(queued: Any) -> None:
    appeal = make_open_appeal()
    receipts: list[Receipt] = []
    start = threading.Barrier(10)

    def send() -> None:
        start.wait()
        receipts.append(receive_tip(appeal.code, Draft("A bag"), token=TOKEN))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(receipts) == 10
    assert len(set(receipts)) == 1
    assert Tip.objects.count() == 1


def test_only_the_hour_of_arrival_is_kept(queued: Any) -> None:
    tip = make_tip()

    assert (tip.received_on.minute, tip.received_on.second, tip.received_on.microsecond) == (
        0,
        0,
        0,
    )
    assert timezone.now() - tip.received_on < timedelta(hours=1, minutes=1)


def test_the_database_refuses_a_precise_time(queued: Any) -> None:
    tip = make_tip()

    with pytest.raises(Exception, match="tip_received_on_is_a_full_hour"):
        Tip.objects.filter(pk=tip.pk).update(received_on=timezone.now().replace(minute=7))


@pytest.mark.parametrize("make_appeal", [make_draft, make_closed_appeal])
def test_an_appeal_that_is_not_open_takes_no_tip(make_appeal: Any, queued: Any) -> None:
    with pytest.raises(AppealClosed):
        receive_tip(make_appeal().code, Draft("A bag"), token=TOKEN)

    assert not Tip.objects.exists()


def test_a_receipt_finds_its_tip_without_its_sealed_contents(queued: Any) -> None:
    receipt = make_receipt()

    found = find_tip(receipt)

    assert found == Tip.objects.get()
    assert "sealed" in found.get_deferred_fields()


def test_a_receipt_that_was_never_given_finds_nothing(queued: Any) -> None:
    make_receipt()

    with pytest.raises(ReceiptUnknown):
        find_tip(Receipt.derive("another secret", token=TOKEN, contents="x"))


def test_no_part_of_a_receipt_lies_in_the_database(queued: Any) -> None:
    receipt = make_receipt()

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM submissions_tip t")
        row = cursor.fetchone()[0]
    assert receipt.symbols not in row
    assert str(receipt) not in row


@pytest.mark.django_db(transaction=True)
def test_a_database_that_came_back_costs_nobody_a_receipt(queued: Any) -> None:
    appeal = make_open_appeal()
    receive_tip(appeal.code, Draft("A bag"), token=TOKEN)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid]
        )
    other.close()

    receive_tip(appeal.code, Draft("A blue bag"), token=TOKEN)

    assert Tip.objects.count() == 2
