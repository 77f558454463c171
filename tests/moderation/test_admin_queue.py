"""The queue as a page: what a moderator sees of it, filters, and the way through its pages."""

import re
from typing import Any

import pytest
from django.test import Client

from appeals.models import User
from moderation import queue
from moderation.decisions import claim_tip, decide_tip
from moderation.models import AuditEntry, Disposition
from submissions.models import Tip
from tests.factories import (
    make_moderator,
    make_open_appeal,
    make_tip,
    make_triage,
    make_unit,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
QUEUE = "/admin/moderation/triage/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def tips_on(page: str) -> list[str]:
    """The tips of a page's table, in order."""
    return re.findall(r'href="/admin/moderation/triage/([0-9a-f-]{36})/[?"]', page)


def test_shows_waiting_tips_with_their_reading() -> None:
    triage = make_triage(text="I bought this bag in Kraków in 2012, it is from Poland", basis="own")

    page = signed_in(make_moderator()).get(QUEUE).content.decode()

    assert tips_on(page) == [str(triage.pk)]
    assert triage.appeal.code in page
    assert "in Kraków in 2012" in page
    assert "1 tip\n" in page


def test_an_empty_queue_says_so() -> None:
    response = signed_in(make_moderator()).get(QUEUE)

    assert response.status_code == 200
    assert "Nothing waits here" in response.content.decode()


def test_pages_hold_every_tip_exactly_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PER_PAGE", 4)
    appeal = make_open_appeal()
    bases = ["saw", "", "trade", "guess", "own", "", "saw", "web", ""]
    triages = [make_triage(appeal, basis=basis) for basis in bases]
    decide_tip(triages[0], outcome=Disposition.Outcome.SPAM, by=make_moderator())
    client = signed_in(make_moderator())

    # Through tips of every state, so that the filter must come along from page to page.
    address: str | None = f"{QUEUE}?state="
    walked: list[str] = []
    while address:
        page = client.get(address).content.decode()
        walked += tips_on(page)
        found = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        address = f"{QUEUE}{found[1].replace('&amp;', '&')}" if found else None

    assert len(walked) == len(set(walked)) == 9
    assert set(walked) == {str(each.pk) for each in triages}


def test_filters() -> None:
    moderator = make_moderator()
    mine, free, theirs, decided = (make_triage() for _ in range(4))
    claim_tip(mine, by=moderator)
    claim_tip(theirs, by=make_moderator())
    decide_tip(decided, outcome=Disposition.Outcome.NOT_USEFUL, by=moderator)
    client = signed_in(moderator)

    def shown(query: str) -> set[str]:
        return set(tips_on(client.get(f"{QUEUE}?{query}").content.decode()))

    every = {str(each.pk) for each in (mine, free, theirs, decided)}
    assert shown("") == every - {str(decided.pk)}
    assert shown("state=") == every
    assert shown("state=decided") == {str(decided.pk)}
    assert shown("whose=mine") == {str(mine.pk)}
    assert shown("whose=free") == {str(mine.pk), str(free.pk)}
    assert shown(f"appeal={free.appeal.code}") == {str(free.pk)}
    assert shown(f"cluster={free.cluster_id}") == {str(free.pk)}
    assert shown("language=xx") == set()


@pytest.mark.parametrize(
    "query",
    [
        "appeal=%00",
        "language=%00",
        "state=%00&whose=%00",
        "cluster=%00",
        "cluster=" + "9" * 5000,
        "cluster=%D9%A3",
        "after=" + "9" * 5000 + "~00000000-0000-0000-0000-000000000000",
        "after=99999999999999999999~00000000-0000-0000-0000-000000000000",
        "after=-99999999999999999999~00000000-0000-0000-0000-000000000000",
        "after=%00",
        "appeal=%3Cscript%3Ealert(1)%3C/script%3E&language=%22%3E%3Cscript%3E",
    ],
    ids=lambda query: str(query)[:40],
)
def test_what_makes_no_sense_breaks_nothing(query: str) -> None:
    make_triage()

    response = signed_in(make_moderator()).get(f"{QUEUE}?{query}")

    # A NUL is refused before any page sees it.
    assert response.status_code == (400 if "%00" in query else 200)
    assert "<script>" not in response.content.decode()


def test_tips_of_foreign_units_are_not_there() -> None:
    triage = make_triage()
    make_tip_that_failed()

    page = signed_in(make_moderator(unit=make_unit("FR"))).get(QUEUE).content.decode()

    assert tips_on(page) == []
    assert triage.appeal.code not in page
    assert "could not be opened" not in page


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: Any) -> None:
    moderator = make_moderator()
    client = signed_in(moderator)
    make_triage()
    with django_assert_max_num_queries(10) as few:
        client.get(QUEUE)
    for number in range(6):
        triage = make_triage(text=f"Number {number} of many tips about a bag")
        claim_tip(triage, by=moderator)
    with django_assert_max_num_queries(10) as many:
        client.get(QUEUE)

    assert len(few) == len(many)


def test_looking_at_the_queue_reserves_and_records_nothing() -> None:
    triage = make_triage()
    before = AuditEntry.objects.count()

    signed_in(make_moderator()).get(QUEUE)

    triage.refresh_from_db()
    assert triage.claimed_by is None
    assert AuditEntry.objects.count() == before


def make_tip_that_failed(**fields: Any) -> Tip:
    tip = make_tip(**fields)
    Tip.objects.filter(pk=tip.pk).update(state=Tip.State.FAILED, attempts=8)
    return tip


class TestTipsThatCouldNotBeOpened:
    ADDRESS = f"{QUEUE}failed/"

    def test_they_are_counted_in_the_queue_and_listed(self) -> None:
        tip = make_tip_that_failed()
        client = signed_in(make_moderator())

        assert "1 tip could not be opened." in client.get(QUEUE).content.decode()
        page = client.get(self.ADDRESS).content.decode()
        assert f"Tip {tip} for {tip.appeal.code}: tried 8 times" in page

    def test_without_any_the_page_says_so(self) -> None:
        page = signed_in(make_moderator()).get(self.ADDRESS).content.decode()

        assert "Every tip could be opened." in page

    def test_trying_again_puts_them_back_before_the_worker(self) -> None:
        own, foreign = (
            make_tip_that_failed(),
            make_tip_that_failed(appeal=make_open_appeal(unit=make_unit("FR"))),
        )
        moderator = make_moderator()

        response = signed_in(moderator).post(f"{self.ADDRESS}retry/")

        assert response.status_code == 302
        own.refresh_from_db()
        foreign.refresh_from_db()
        assert (own.state, own.attempts) == ("received", 0)
        assert foreign.state == "failed"
        entry = AuditEntry.objects.latest("number")
        assert (entry.act, entry.by, entry.detail) == ("tips_retried", moderator, {"count": 1})

    def test_an_auditor_sees_them_and_cannot_try(self) -> None:
        tip = make_tip_that_failed()
        client = signed_in(make_user("auditor"))

        assert "Try them all again" not in client.get(self.ADDRESS).content.decode()
        assert client.post(f"{self.ADDRESS}retry/").status_code == 403
        tip.refresh_from_db()
        assert tip.state == "failed"
