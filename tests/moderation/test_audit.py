"""The audit chain: it grows with the act, and notices every change."""

import threading
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from moderation import audit
from moderation.models import AuditEntry
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


def fill(count: int = 5) -> None:
    unit, user = make_unit(), make_user()
    for number in range(count):
        audit.record("tested", unit, by=user, number=number)


def as_if_nobody_watched(statement: str) -> None:
    """What somebody with the database owner's rights could do."""
    with connection.cursor() as cursor:
        # A table with checks still to be made at the commit cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE moderation_auditentry DISABLE TRIGGER auditentry_append_only")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE moderation_auditentry ENABLE TRIGGER auditentry_append_only")


def test_a_chain_that_nobody_touched_is_whole() -> None:
    fill()

    assert audit.first_broken_number() is None
    call_command("verify_audit")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE moderation_auditentry SET act = 'other' WHERE number = 3",
        "UPDATE moderation_auditentry SET detail = '{}' WHERE number = 3",
        'UPDATE moderation_auditentry SET "by_id" = NULL WHERE number = 3',
        'UPDATE moderation_auditentry SET "on" = "on" + interval \'1 second\' WHERE number = 3',
        "UPDATE moderation_auditentry SET subject_id = '0' WHERE number = 3",
        "DELETE FROM moderation_auditentry WHERE number = 3",
    ],
)
def test_every_tampering_is_found_where_it_happened(tampering: str) -> None:
    fill()
    as_if_nobody_watched(tampering)

    assert audit.first_broken_number() == 3
    with pytest.raises(CommandError, match="entry 3"):
        call_command("verify_audit")


def test_a_rewritten_hash_breaks_the_next_link() -> None:
    fill()
    as_if_nobody_watched("UPDATE moderation_auditentry SET act = 'other' WHERE number = 3")
    changed = audit.hash_of(AuditEntry.objects.get(number=3))
    as_if_nobody_watched(f"UPDATE moderation_auditentry SET hash = '{changed}' WHERE number = 3")  # noqa: S608  # a hash of ours

    assert audit.first_broken_number() == 4


@pytest.mark.parametrize(
    "change",
    [
        lambda: AuditEntry.objects.filter(number=1).update(act="other"),
        lambda: AuditEntry.objects.filter(number=1).delete(),
    ],
    ids=["update", "delete"],
)
def test_the_database_refuses_changes(change: Callable[[], object]) -> None:
    fill(1)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()


def test_the_database_refuses_to_empty_the_chain() -> None:
    fill(1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # Off in tests so that they can clean up (tests/conftest.py); on everywhere else.
        cursor.execute("ALTER TABLE moderation_auditentry ENABLE TRIGGER auditentry_no_truncate")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE moderation_auditentry")
        cursor.execute("ALTER TABLE moderation_auditentry DISABLE TRIGGER auditentry_no_truncate")


def test_an_act_that_is_rolled_back_leaves_no_entry() -> None:
    unit = make_unit()
    before = AuditEntry.objects.count()

    def act_and_fail() -> None:
        with transaction.atomic():
            audit.record("tested", unit, by=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act_and_fail()

    assert AuditEntry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_entries_written_at_once_form_one_chain() -> None:
    unit = make_unit()
    start = threading.Barrier(6)

    def write() -> None:
        start.wait()
        for _ in range(5):
            audit.record("tested", unit, by=None)
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert audit.first_broken_number() is None
    assert AuditEntry.objects.filter(act="tested").count() == 30
