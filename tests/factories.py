"""Typed factories: each returns a saved object in the state its name says."""

import io
import itertools
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone
from PIL import Image, ImageDraw

from appeals import crops, services
from appeals.contents import contents_sha256
from appeals.models import (
    Appeal,
    Approval,
    Crop,
    Showing,
    StatisticsSnapshot,
    Translation,
    Unit,
    User,
)
from appeals.telling import parts_of, translation_sha256
from moderation.leads import Assessment, make_lead
from moderation.models import Lead, Triage
from moderation.reading import triage_tip
from submissions.models import Tip
from submissions.receipts import Receipt
from submissions.services import Draft, find_tip, receive_tip

_numbers = itertools.count(1)
PASSWORD = "correct horse battery staple"


def make_unit(code: str = "EU") -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"name": f"Desk {code}"})[0]


def make_user(*groups: str, unit: Unit | None = None, **fields: Any) -> User:
    user = User.objects.create_user(
        username=f"{'-'.join(groups) or 'nobody'}-{next(_numbers)}",
        password=PASSWORD,
        is_staff=True,
        **fields,
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    user.units.add(unit or make_unit())
    return user


def picture_bytes(
    size: tuple[int, int] = (320, 240), encoder: str = "PNG", mode: str = "RGB", **options: Any
) -> bytes:
    image = Image.new("RGB", size, "#8a6f52")
    ImageDraw.Draw(image).ellipse((20, 20, size[0] - 20, size[1] - 20), fill="#33aa77")
    buffer = io.BytesIO()
    image.convert(mode).save(buffer, encoder, **options)
    return buffer.getvalue()


@contextmanager
def as_the_tables_owner(table: str) -> Iterator[None]:
    """Change what is fixed, as only somebody with the owner's password could: without triggers."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER; SET CONSTRAINTS ALL DEFERRED")


def make_draft(*, by: User | None = None, unit: Unit | None = None, **fields: Any) -> Appeal:
    unit = unit or make_unit()
    appeal = Appeal(
        unit=unit,
        title=fields.pop("title", "Shopping bag with a red bird"),
        question=fields.pop("question", "Which shop used this bag?"),
        **fields,
    )
    return services.draft_appeal(appeal, by=by or make_user("publisher", unit=unit))


@cache
def make_picture(size: tuple[int, int] = (320, 240)) -> crops.Picture:
    """A picture through the real pipeline, once a size and process: it takes half a second."""
    return crops.read_picture(io.BytesIO(picture_bytes(size)))


def make_crop(appeal: Appeal, *, by: User | None = None) -> Crop:
    return services.add_crop(
        appeal,
        picture=make_picture(),
        alt_text="A brown bag with a green oval",
        by=by or appeal.author,
    )


def polish_texts(appeal: Appeal, **changes: str) -> dict[str, str]:
    """Every part of an appeal in Polish, as far as tests care."""
    told = {part.key: f"PL {part.original}"[: part.max_length] for part in parts_of(appeal)}
    return {**told, **changes}


def tell(
    appeal: Appeal, *, language: str = "pl", by: User | None = None, **changes: str
) -> Translation:
    """A complete draft of a translation."""
    version = services.tell_appeal(
        appeal,
        language=language,
        texts=polish_texts(appeal, **changes),
        by=by or make_user("publisher", unit=appeal.unit),
    )
    assert version
    return version


def make_waiting_translation(
    appeal: Appeal | None = None, *, language: str = "pl", by: User | None = None, **changes: str
) -> Translation:
    version = tell(appeal or make_open_appeal(), language=language, by=by, **changes)
    services.submit_translation(version, by=by or User.objects.get(pk=version.writers[0]))
    return Translation.objects.get(pk=version.pk)


def release(version: Translation, *, by: User | None = None) -> Translation:
    """The version, made public by somebody else."""
    services.release_translation(
        version,
        seen=translation_sha256(version),
        checks=Translation.Check.values,
        by=by or make_user("approver", unit=version.appeal.unit),
    )
    return Translation.objects.get(pk=version.pk)


def make_awaiting_appeal(**fields: Any) -> Appeal:
    appeal = make_draft(**fields)
    make_crop(appeal)
    services.submit_appeal(appeal, by=appeal.author)
    return appeal


def make_showing(
    appeal: Appeal | None = None, *, by: User | None = None, days: int = 14
) -> Showing:
    appeal = appeal or make_awaiting_appeal()
    return services.make_showing(
        appeal,
        audience="Staff room of the school",
        last_day=timezone.now().date() + timedelta(days=days),
        seen=contents_sha256(appeal),
        checks=Approval.Check.values,
        by=by or make_user("approver", unit=appeal.unit),
    )


def make_open_appeal(**fields: Any) -> Appeal:
    appeal = make_awaiting_appeal(**fields)
    approve(appeal)
    return appeal


def approve(appeal: Appeal, *, by: User | None = None) -> None:
    services.approve_appeal(
        appeal,
        seen=contents_sha256(appeal),
        checks=Approval.Check.values,
        by=by or make_user("approver", unit=appeal.unit),
    )


def make_closed_appeal(outcome: str = "identified", **fields: Any) -> Appeal:
    appeal = make_open_appeal(**fields)
    update = services.propose_update(
        appeal,
        text="The shop was found.",
        outcome=outcome,
        country_found="PL" if outcome == "country_found" else "",
        by=appeal.author,
    )
    services.approve_update(update, by=make_user("approver", unit=appeal.unit))
    appeal.refresh_from_db()
    return appeal


def make_withdrawn_appeal(**fields: Any) -> Appeal:
    appeal = make_open_appeal(**fields)
    services.withdraw_appeal(
        appeal, reason="Wrong object", by=make_user("approver", unit=appeal.unit)
    )
    return appeal


def make_receipt(appeal: Appeal | None = None, *, token: str = "", **draft: Any) -> Receipt:
    draft.setdefault("text", f"I know this bag, tip {next(_numbers)}")
    appeal = appeal or make_open_appeal()
    return receive_tip(appeal.code, Draft(**draft), token=token or secrets.token_urlsafe(16))


def make_tip(appeal: Appeal | None = None, **draft: Any) -> Tip:
    return Tip.objects.get(pk=find_tip(make_receipt(appeal, **draft)).pk)


def make_triage(appeal: Appeal | None = None, **draft: Any) -> Triage:
    tip = make_tip(appeal, **draft)
    assert triage_tip(UUID(str(tip.pk)))
    return Triage.objects.get(pk=tip.pk)


def make_moderator(**fields: Any) -> User:
    return make_user("moderator", **fields)


def make_a_lead(triage: Triage | None = None, *, by: User | None = None, **fields: Any) -> Lead:
    triage = triage or make_triage()
    return make_lead(
        triage,
        claim=fields.pop("claim", "The bag is from a shop in Gdańsk."),
        unit=fields.pop("unit", triage.unit),
        assessment=fields.pop("assessment", Assessment("X", "2")),
        by=by or make_moderator(unit=triage.unit),
    )


def make_snapshot(**fields: Any) -> StatisticsSnapshot:
    sound: dict[str, Any] = {
        "taken_on": date(2026, 8, 15),
        "received_until": date(2026, 8, 15),
        "reviewed_until": date(2026, 8, 14),
        "tips_received": 12_340,
        "tips_reviewed": 9_870,
        "tips_useful": 0,
        "median_review_h": 24,
        "months": [["2026-05", 0], ["2026-06", 7_000], ["2026-07", 5_340]],
    }
    return StatisticsSnapshot.objects.create(**{**sound, **fields})
