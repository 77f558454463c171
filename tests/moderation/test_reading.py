"""Triage: each tip is read once, whatever is delivered twice, damaged or deadly."""

import json
import threading
from typing import Any
from uuid import UUID, uuid4

import pyrage
import pytest
from django.conf import settings
from django.db import connection

from moderation import audit, languages, reading, tasks
from moderation.models import Cluster, Triage
from submissions.models import Tip
from submissions.sealing import TipContents, seal
from tests.factories import make_moderator, make_open_appeal, make_tip, make_triage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]


def test_what_the_visitor_wrote_is_what_the_moderator_reads() -> None:
    said: dict[str, Any] = {
        "text": "Ta torba jest z Polski, widziałam ją w sklepie w Gdańsku.\r\n🐦 \u202e <b>",
        "place": "Gdańsk, Polska",
        "period": "2012",
        "basis": "saw",
        "maker": "Lech, model “Ptak” 3",
        "sources": "Asked in two shops.\nLooked at their websites.",
        "limits": "Mine is blue.",
    }
    triage = make_triage(**said)

    assert {name: getattr(triage, name) for name in said} == said
    assert triage.language == "pl"
    assert ("Gdańsk", "PL") in {(place["name"], place["country"]) for place in triage.places}
    assert Tip.objects.get(pk=triage.pk).state == Tip.State.TRIAGED


def test_a_tip_sealed_before_the_newer_questions_is_read_as_ever() -> None:
    tip = make_tip()
    contents = {
        "tip": str(tip.pk),
        "appeal": tip.appeal.code,
        "text": "A bag from Gent",
        "place": "Gent",
        "period": "",
        "basis": "own",
        "page_language": "nl",
    }
    recipients = [pyrage.x25519.Recipient.from_str(each) for each in settings.SEALING_RECIPIENTS]
    sealed = pyrage.encrypt(json.dumps(contents).encode(), recipients)
    Tip.objects.filter(pk=tip.pk).update(sealed=sealed)

    assert reading.triage_tip(UUID(str(tip.pk)))

    triage = Triage.objects.get(pk=tip.pk)
    assert (triage.text, triage.basis, triage.maker) == ("A bag from Gent", "own", "")


def test_a_worker_of_the_version_before_can_still_write() -> None:
    """While a new version starts, the columns are there and the old code leaves them out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM information_schema.columns WHERE table_name = %s"
            " AND column_name = ANY(%s) AND column_default LIKE %s",
            ["moderation_triage", ["maker", "sources", "limits"], "''%"],
        )
        assert cursor.fetchone() == (3,)


def test_reading_twice_changes_nothing() -> None:
    triage = make_triage()

    assert not reading.triage_tip(triage.pk)
    tasks.triage_tips([str(triage.pk)])

    assert Triage.objects.count() == 1
    assert Cluster.objects.get().size == 1


def test_a_tip_that_does_not_exist_is_no_error() -> None:
    assert not reading.triage_tip(uuid4())


@pytest.mark.django_db(transaction=True)
def test_one_message_delivered_eight_times_at_once_has_one_effect() -> None:
    tip = make_tip()
    start, done = threading.Barrier(8), []

    def read() -> None:
        start.wait()
        done.append(reading.triage_tip(UUID(str(tip.pk))))
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == [False] * 7 + [True]
    assert Triage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_equal_tips_opened_at_once_share_one_cluster() -> None:
    appeal = make_open_appeal()
    tips = [make_tip(appeal, text="The very same words about a bag") for _ in range(6)]
    start = threading.Barrier(6)

    def read(tip_id: UUID) -> None:
        start.wait()
        reading.triage_tip(tip_id)
        connection.close()

    threads = [threading.Thread(target=read, args=[tip.pk]) for tip in tips]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Cluster.objects.get().size == 6
    assert Triage.objects.filter(match=Triage.Match.NEW).count() == 1


def test_a_damaged_tip_is_shown_as_failed_and_kept() -> None:
    tip = make_tip()
    Tip.objects.filter(pk=tip.pk).update(sealed=bytes(tip.sealed)[:-1] + b"\0")

    assert not reading.triage_tip(tip.pk)

    assert Tip.objects.get(pk=tip.pk).state == Tip.State.FAILED
    assert not Triage.objects.exists()


def test_sealed_contents_of_another_tip_are_not_believed() -> None:
    first, second = make_tip(), make_tip()
    Tip.objects.filter(pk=second.pk).update(sealed=bytes(first.sealed))

    reading.triage_tip(second.pk)

    assert Tip.objects.get(pk=second.pk).state == Tip.State.FAILED


@pytest.mark.parametrize(
    ("sealed", "read"),
    [("NUL \0 inside", r"NUL \x00 inside"), ("lone \ud800 surrogate", r"lone \ud800 surrogate")],
)
def test_text_that_the_database_cannot_hold_is_read_all_the_same(sealed: str, read: str) -> None:
    """The form refuses such text; whoever took over the public zone could still seal it."""
    tip = make_tip()
    contents = TipContents(str(tip.pk), tip.appeal.code, sealed, place=sealed, period=sealed)
    Tip.objects.filter(pk=tip.pk).update(sealed=seal(contents, settings.SEALING_RECIPIENTS))

    assert reading.triage_tip(tip.pk)

    triage = Triage.objects.get(pk=tip.pk)
    assert (triage.text, triage.place, triage.period) == (read, read, read)


def test_a_poisonous_tip_is_tried_a_bounded_number_of_times_and_others_flow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    poison, others = make_tip(text="poison"), [make_tip() for _ in range(3)]
    tried = []

    def detect(text: str) -> Any:
        if text == "poison":
            tried.append(text)
            raise MemoryError
        return real(text)

    real = languages.detect_language
    monkeypatch.setattr(languages, "detect_language", detect)
    for _ in range(reading.MAX_ATTEMPTS + 3):
        tasks.sweep_tips()

    assert len(tried) == reading.MAX_ATTEMPTS
    assert Tip.objects.get(pk=poison.pk).state == Tip.State.FAILED
    assert Triage.objects.filter(pk__in=[tip.pk for tip in others]).count() == 3


def test_the_sweep_reads_what_no_task_reached() -> None:
    tips = [make_tip() for _ in range(4)]

    assert tasks.sweep_tips() == 4
    assert tasks.sweep_tips() == 0
    assert Triage.objects.count() == len(tips)


def test_near_duplicates_join_and_other_appeals_do_not() -> None:
    appeal = make_open_appeal()
    text = "My aunt had this very wallpaper in her kitchen in Porto around 1998"
    first = make_triage(appeal, text=text)
    same = make_triage(appeal, text=f"  {text.upper()}!!")
    near = make_triage(appeal, text=f"{text}.. i am sure")
    other = make_triage(appeal, text="This is a school badge, look at the crown above the book")
    elsewhere = make_triage(text=text)

    assert same.cluster == first.cluster
    assert same.match == Triage.Match.EXACT
    assert near.cluster == first.cluster
    assert near.match == Triage.Match.NEAR
    assert len({first.cluster_id, other.cluster_id, elsewhere.cluster_id}) == 3
    assert Cluster.objects.get(pk=first.cluster_id).size == 3


def test_no_time_is_finer_than_an_hour() -> None:
    triage = make_triage()

    times = [triage.received_on, Tip.objects.get(pk=triage.pk).received_on]
    assert {(time.minute, time.second, time.microsecond) for time in times} == {(0, 0, 0)}


def test_the_rank_is_the_sum_of_its_parts() -> None:
    strong = make_triage(text="x" * 100, place="Gdańsk", period="2012", basis="saw")
    weak = make_triage(text="hi", basis="guess")

    assert strong.rank == sum(strong.rank_parts.values())
    assert strong.rank > weak.rank


def test_what_failed_is_tried_again_with_its_record_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tip = make_tip()
    Tip.objects.filter(pk=tip.pk).update(state=Tip.State.FAILED, attempts=8)
    moderator = make_moderator()

    def fail(*_args: Any, **_detail: Any) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(audit, "record", fail)
        with pytest.raises(OSError):  # noqa: PT011  # raised above
            reading.retry_failed_tips(by=moderator)
    assert Tip.objects.get(pk=tip.pk).state == Tip.State.FAILED

    assert reading.retry_failed_tips(by=moderator) == 1
    assert reading.triage_tip(tip.pk)


def test_a_tip_that_cannot_be_read_does_not_hold_up_those_behind_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad, good = make_tip(text="bad"), make_tip(text="good")
    read = reading.triage_tip

    def stumble(tip_id: UUID) -> bool:
        if tip_id == bad.pk:
            raise OSError
        return read(tip_id)

    monkeypatch.setattr(reading, "triage_tip", stumble)

    tasks.triage_tips([str(bad.pk), str(good.pk)])

    assert Triage.objects.get().pk == good.pk
