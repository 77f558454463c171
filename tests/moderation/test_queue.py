"""The queue: filters, keyset paging, capped counts."""

import pytest

from moderation import queue
from moderation.decisions import claim_tip, decide_tip
from moderation.models import Disposition, Triage
from moderation.queue import Cursor, Filters, matching, next_after, page_of
from tests.factories import make_moderator, make_open_appeal, make_triage, make_unit, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]


def test_pages_hold_every_tip_once_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PER_PAGE", 3)
    appeal, moderator = make_open_appeal(), make_moderator()
    for basis in ["saw", "", "trade", "guess", "own", "", "saw"]:
        make_triage(appeal, basis=basis)

    seen: list[Triage] = []
    after: Cursor | None = None
    while True:
        page = page_of(matching(Filters(), by=moderator), after)
        seen += page.rows
        if page.following is None:
            break
        after = Cursor.read(str(page.following))

    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen, key=lambda row: (-row.rank, row.pk))


@pytest.mark.parametrize("text", ["", "x", "1~x", "~", "x~" + "0" * 32, "1" * 99, "1~\0"])
def test_a_cursor_that_is_none_begins_at_the_start(text: str) -> None:
    assert Cursor.read(text) is None


def test_filters_narrow() -> None:
    appeal, moderator = make_open_appeal(), make_moderator()
    bag = make_triage(appeal, text="This bag is from a supermarket in the north of Poland, I think")
    german = make_triage(
        appeal, text="Diese Lampe stand bei meiner Großmutter in der Küche in Leipzig"
    )
    elsewhere = make_triage()
    claim_tip(german, by=moderator)
    decide_tip(elsewhere, outcome=Disposition.Outcome.SPAM, by=moderator)

    def found(**chosen: str) -> set[Triage]:
        return set(matching(Filters(**chosen), by=moderator))

    assert found() == {bag, german}
    assert found(state="decided") == {elsewhere}
    assert found(state="nonsense") == {bag, german, elsewhere}
    assert found(appeal=appeal.code) == {bag, german}
    assert found(language="de") == {german}
    assert found(whose="mine") == {german}
    assert found(cluster=str(bag.cluster_id)) == {bag}
    assert found(cluster="9" * 40) == set()
    claim_tip(bag, by=make_moderator())
    assert found(whose="free") == {german}


def test_tips_of_other_units_are_not_there() -> None:
    foreign = make_triage(make_open_appeal(unit=make_unit("NL")))

    assert foreign not in matching(Filters(), by=make_moderator())
    assert foreign in matching(Filters(), by=make_user("auditor"))


def test_counts_stop_at_a_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "COUNT_UP_TO", 2)
    appeal = make_open_appeal()
    for _ in range(4):
        make_triage(appeal)

    page = page_of(matching(Filters(), by=make_moderator()), None)

    assert (page.count, page.is_count_capped) == (3, True)


def test_the_next_tip_follows_in_order_and_comes_from_the_top_again_after_the_last() -> None:
    appeal, moderator = make_open_appeal(), make_moderator()
    for basis in ["saw", "", "trade"]:
        make_triage(appeal, basis=basis)
    first, second, third = matching(Filters(), by=moderator).in_queue_order()

    assert next_after(first, Filters(), by=moderator) == second.pk
    assert next_after(third, Filters(), by=moderator) == first.pk
    claim_tip(second, by=make_moderator())
    assert next_after(first, Filters(), by=moderator) == third.pk
    assert next_after(first, Filters(appeal="other"), by=moderator) is None
