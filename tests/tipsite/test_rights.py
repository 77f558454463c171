"""Who may do what: every address of the public and the staff zone, for every role, in one's own and
in a foreign unit. An address without a row here fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from appeals import services
from appeals.contents import contents_sha256
from appeals.links import token_of
from appeals.models import Approval, Scene, Translation, Unit, User
from appeals.telling import translation_sha256
from moderation.decisions import decide_tip
from moderation.models import AuditEntry, Disposition, Export
from submissions.models import Tip
from tests.factories import (
    make_a_lead,
    make_awaiting_appeal,
    make_crop,
    make_draft,
    make_moderator,
    make_open_appeal,
    make_showing,
    make_tip,
    make_triage,
    make_unit,
    make_user,
    make_waiting_translation,
    release,
)

PUBLISHER, APPROVER, MODERATOR, INVESTIGATOR, AUDITOR, ADMIN = ROLES = (
    "publisher",
    "approver",
    "moderator",
    "investigator",
    "auditor",
    "superuser",
)
ALL: Final = set(ROLES)
# These see every unit, so that nothing is foreign to them.
EVERYWHERE: Final = {AUDITOR, ADMIN}
STORY_TELLERS: Final = {PUBLISHER, APPROVER, AUDITOR, ADMIN}
TIP_READERS: Final = {MODERATOR, AUDITOR, ADMIN}
LEAD_READERS: Final = {MODERATOR, INVESTIGATOR, AUDITOR, ADMIN}


@dataclass(frozen=True)
class Row:
    """One address: who may, what they get, what others get, and what is said of foreign units."""

    method: str
    address: str
    may: set[str]
    ok: int = 200
    refused: int = 403
    # For those who may, in a foreign unit; None where an address belongs to no unit.
    foreign: int | None = None
    # For those who may not, in a foreign unit, if that differs.
    refused_foreign: int | None = None
    fields: tuple[tuple[str, Any], ...] = ()

    def expected(self, role: str, *, is_foreign: bool) -> int:
        """The status that this role gets."""
        if role not in self.may:
            differs = is_foreign and role not in EVERYWHERE and self.refused_foreign
            return differs or self.refused
        is_hidden = is_foreign and self.foreign is not None and role not in EVERYWHERE
        return self.foreign if is_hidden and self.foreign else self.ok


def page(address: str, may: set[str], **more: Any) -> Row:
    return Row("GET", address, may, **more)


def act(address: str, may: set[str], *, ok: int = 302, foreign: int = 404, **fields: Any) -> Row:
    return Row("POST", address, may, ok=ok, foreign=foreign, fields=tuple(fields.items()))


def rows_of_model(
    name: str,
    key: str,
    *,
    read: set[str],
    add: set[str] = frozenset(),  # type: ignore[assignment]  # an empty set of roles
    delete: set[str] = frozenset(),  # type: ignore[assignment]  # an empty set of roles
    foreign: int | None = 302,
    change_page: int = 200,
) -> list[Row]:
    """The admin's own pages of a model; it answers 302 for rows that are not there for one."""
    base = f"admin/{name}/"
    return [
        page(base, read),
        page(f"{base}add/", add),
        page(f"{base}{key}/history/", read, foreign=foreign, refused_foreign=foreign),
        page(f"{base}{key}/delete/", delete),
        page(f"{base}{key}/change/", read, ok=change_page, foreign=foreign),
        # An old address that leads to the one above, which decides.
        page(f"{base}{key}/", ALL, ok=302),
    ]


CHECKS: Final = tuple(Approval.Check.values)
TRANSLATION_CHECKS: Final = tuple(Translation.Check.values)
APPEAL, TRIAGE, LEAD = "admin/appeals/appeal/", "admin/moderation/triage/", "admin/moderation/lead/"
LEAD_FIELDS: Final[dict[str, Any]] = {
    "claim": "x",
    "source": "X",
    "information": "2",
    "codes": "H0",
}

STAFF: Final = [
    page("", ALL, ok=302),
    page("healthz", ALL),
    page("admin/", ALL),
    # The sign-in page sends those who are signed in on.
    page("admin/login/", ALL, ok=302),
    act("admin/logout/", ALL, ok=200, foreign=200),
    page("admin/password_change/", ALL),
    page("admin/password_change/done/", ALL),
    page("admin/jsi18n/", ALL),
    # Nothing uses it, and it says so to everybody.
    page("admin/autocomplete/", set()),
    page("admin/r/{content_type}/{draft}/", set(), refused=404),
    page("admin/nothing-here/", set(), refused=404),
    page("admin/appeals/", ALL),
    page("admin/moderation/", ALL - {PUBLISHER, APPROVER}, refused=404),
    # Appeals.
    *rows_of_model("appeals/appeal", "{draft}", read=ALL, add={PUBLISHER, ADMIN}),
    # What is not public yet, only those see who write or release it; what is public, all do.
    page(f"{APPEAL}{{draft}}/review/", STORY_TELLERS, foreign=404, refused_foreign=404),
    page(f"{APPEAL}{{awaiting}}/review/", STORY_TELLERS, foreign=404, refused_foreign=404),
    page(f"{APPEAL}{{open}}/review/", ALL, foreign=404),
    page(f"{APPEAL}rendition/{{rendition}}/", STORY_TELLERS, foreign=404, refused_foreign=404),
    page(f"{APPEAL}rendition/{{open_rendition}}/", ALL, foreign=404),
    page(f"{APPEAL}{{draft}}/texts/pl/", {PUBLISHER, ADMIN}, foreign=404),
    act(f"{APPEAL}{{draft}}/texts/pl/", {PUBLISHER, ADMIN}),
    page(f"{APPEAL}{{draft}}/texts/", STORY_TELLERS, foreign=404),
    page(f"{APPEAL}{{open}}/texts/", STORY_TELLERS, foreign=404),
    # What waits is looked at instead; what is being written of a public appeal, no reader of tips.
    page(f"{APPEAL}{{open}}/texts/pl/", {PUBLISHER, ADMIN}, ok=302, foreign=404),
    page(f"{APPEAL}{{open}}/texts/pl/review/", STORY_TELLERS, foreign=404),
    act(
        f"{APPEAL}{{open}}/texts/pl/release/",
        {APPROVER, ADMIN},
        seen="{translation}",
        checks=TRANSLATION_CHECKS,
    ),
    act(f"{APPEAL}{{open}}/texts/pl/take-back/", {PUBLISHER, ADMIN}),
    page(f"{APPEAL}{{open}}/texts/pl/return/", {APPROVER, ADMIN}, foreign=404),
    act(f"{APPEAL}{{open}}/texts/pl/return/", {APPROVER, ADMIN}, reason="x"),
    page(f"{APPEAL}{{open}}/texts/de/end/", {APPROVER, ADMIN}, foreign=404),
    act(f"{APPEAL}{{open}}/texts/de/end/", {APPROVER, ADMIN}, reason="x"),
    act(f"{APPEAL}{{draft}}/submit/", {PUBLISHER, ADMIN}),
    act(f"{APPEAL}{{awaiting}}/approve/", {APPROVER, ADMIN}, seen="{seen}", checks=CHECKS),
    page(f"{APPEAL}{{awaiting}}/return/", {APPROVER, ADMIN}, foreign=404),
    act(f"{APPEAL}{{awaiting}}/return/", {APPROVER, ADMIN}, reason="x"),
    # What an audience was shown, those see too who judge its tips; the link, approvers only.
    page(f"{APPEAL}{{shown}}/review/", ALL, foreign=404),
    page(f"{APPEAL}rendition/{{shown_rendition}}/", ALL, foreign=404),
    page(f"{APPEAL}{{awaiting}}/show/", {APPROVER, ADMIN}, ok=302, foreign=404),
    act(
        f"{APPEAL}{{awaiting}}/show/",
        {APPROVER, ADMIN},
        audience="x",
        last_day="{today}",
        seen="{seen}",
        checks=CHECKS,
    ),
    act(f"{APPEAL}{{shown}}/showing/{{showing}}/revoke/", {APPROVER, ADMIN}),
    page(f"{APPEAL}{{open}}/withdraw/", {APPROVER, ADMIN}, foreign=404),
    act(f"{APPEAL}{{open}}/withdraw/", {APPROVER, ADMIN}, reason="x"),
    page(f"{APPEAL}{{open}}/update/", {PUBLISHER, ADMIN}, foreign=404),
    act(f"{APPEAL}{{open}}/update/", {PUBLISHER, ADMIN}, text="x"),
    act(f"{APPEAL}{{open}}/update/{{update}}/approve/", {APPROVER, ADMIN}),
    act(f"{APPEAL}{{open}}/update/{{update}}/refuse/", {APPROVER, ADMIN}),
    # Units, scenes and people.
    *rows_of_model("appeals/unit", "{unit}", read=ALL, add={ADMIN}, delete={ADMIN}, foreign=None),
    *rows_of_model(
        "appeals/scene",
        "{scene}",
        read=STORY_TELLERS,
        add={PUBLISHER, ADMIN},
        delete={ADMIN},
    ),
    *rows_of_model("appeals/user", "{user}", read=EVERYWHERE, add={ADMIN}, foreign=None),
    page("admin/appeals/user/{user}/password/", {ADMIN}),
    # Tips.
    *rows_of_model("moderation/triage", "{triage}", read=TIP_READERS)[:4],
    page(f"{TRIAGE}{{triage}}/change/", ALL, ok=302),
    page(f"{TRIAGE}old/", ALL, ok=302),
    page(f"{TRIAGE}{{triage}}/", TIP_READERS, foreign=404),
    page(f"{TRIAGE}failed/", TIP_READERS),
    act(f"{TRIAGE}failed/retry/", {MODERATOR, ADMIN}, foreign=302),
    act(f"{TRIAGE}{{triage}}/claim/", {MODERATOR, ADMIN}),
    act(f"{TRIAGE}{{triage}}/release/", {MODERATOR, ADMIN}),
    act(f"{TRIAGE}{{triage}}/decide/", {MODERATOR, ADMIN}, outcome="spam"),
    act(f"{TRIAGE}{{triage}}/lead/", {MODERATOR, ADMIN}, unit="{unit}", **LEAD_FIELDS),
    act(f"{TRIAGE}{{triage}}/support/", {MODERATOR, ADMIN}, lead="{lead_of_triage}"),
    act(f"{TRIAGE}{{decided}}/reopen/", {MODERATOR, ADMIN}),
    # Leads, exports, audit.
    *rows_of_model("moderation/lead", "{lead}", read=LEAD_READERS)[:4],
    page(f"{LEAD}{{lead}}/change/", ALL, ok=302),
    page(f"{LEAD}old/", ALL, ok=302),
    page(f"{LEAD}{{lead}}/", LEAD_READERS, foreign=404),
    act(f"{LEAD}{{lead}}/grade/", {MODERATOR, ADMIN}, **LEAD_FIELDS),
    page(f"{LEAD}export/", {INVESTIGATOR, ADMIN}),
    act(f"{LEAD}export/", {INVESTIGATOR, ADMIN}, ok=200, foreign=200, recipient="x"),
    *rows_of_model("moderation/export", "{export}", read={INVESTIGATOR, *EVERYWHERE}),
    *rows_of_model("moderation/auditentry", "{entry}", read=EVERYWHERE, foreign=None),
]
# The public zone knows nobody, so these hold for the world, and in every unit.
PUBLIC: Final = {
    "": 200,
    "healthz": 200,
    "robots.txt": 200,
    ".well-known/security.txt": 404,
    "security.txt": 301,
    "colours/0.css": 404,
    "help/": 200,
    "about/": 200,
    "about/anonymity/": 200,
    "about/tips/": 200,
    "about/accessibility/": 200,
    "about/privacy/": 200,
    "sitemap.xml": 200,
    "en/sitemap/1.xml": 200,
    "en/sitemap/2.xml": 404,
    "en/feed.atom": 200,
    "en/feed.json": 200,
    "en/developers/": 200,
    "oembed": 404,
    "oembed?url=http%3A%2F%2Ftestserver%2Fen%2Fappeals%2F{open_code}%2F": 200,
    "oembed?url=http%3A%2F%2Ftestserver%2Fen%2Fappeals%2F{draft_code}%2F": 404,
    "en/embed/{open_code}/": 200,
    "en/embed/{draft_code}/": 404,
    "en/embed/{shown_code}/": 404,
    "api/v1/": 404,
    "api/v1/openapi.json": 200,
    "api/v1/appeals": 200,
    "api/v1/appeals/{open_code}": 200,
    "api/v1/appeals/{draft_code}": 404,
    "api/v1/appeals/{shown_code}": 404,
    "api/v1/changes": 200,
    "api/v1/statistics": 200,
    "api/v1/nothing-here": 404,
    "receipt/": 200,
    "scenes/{scene_code}/": 200,
    "scenes/{empty_scene_code}/": 404,
    "appeals/{open_code}/": 200,
    "appeals/{open_code}/tip/": 200,
    "results/": 200,
    "appeals/{open_code}/poster/": 200,
    "appeals/{draft_code}/poster/": 404,
    # One with a kit, one whose kit is not built yet, one that nobody may know of.
    "appeals/{open_code}/press-kit.zip": 200,
    "en/appeals/{open_code}/press-kit.zip": 302,
    "en/appeals/{kitless_code}/press-kit.zip": 404,
    "appeals/{draft_code}/press-kit.zip": 404,
    "en/appeals/{draft_code}/press-kit.zip": 404,
    "appeals/{shown_code}/press-kit.zip": 404,
    "appeals/{shown_code}/poster/": 404,
    "appeals/{open_code}/pictures/1/": 200,
    "appeals/{open_code}/pictures/9/": 404,
    "appeals/{draft_code}/": 404,
    "appeals/{draft_code}/pictures/1/": 404,
    "appeals/{draft_code}/tip/": 404,
    "pictures/{picture}": 200,
    "pictures/{private_picture}": 404,
    "pictures/{shown_picture}": 404,
    "appeals/{shown_code}/": 404,
    "appeals/{shown_code}/pictures/1/": 404,
    "appeals/{shown_code}/tip/": 404,
    "shown/{token}/": 200,
    "shown/{token}/tip/": 200,
    "shown/{token}/pictures/1/": 200,
    "shown/{token}/pictures/9/": 404,
    "shown/{token}/1": 200,
    "shown/{token}/99": 404,
    "shown/{ended_token}/": 410,
    "shown/{ended_token}/tip/": 410,
    "shown/{ended_token}/pictures/1/": 410,
    "shown/{ended_token}/1": 410,
    "shown/x{token}/": 404,
    "shown/x{token}/tip/": 404,
    "shown/x{token}/pictures/1/": 404,
    "shown/x{token}/1": 404,
}


def contents_of(unit: Unit, *, exported_by: User) -> dict[str, object]:
    """One of everything in a unit, as the names that the addresses use."""
    draft, awaiting = make_draft(unit=unit), make_awaiting_appeal(unit=unit)
    rendition = make_crop(draft).renditions.all()[0]
    scene, empty = [Scene.objects.create(unit=unit, title="Room") for _ in range(2)]
    appeal = make_open_appeal(unit=unit, scene=scene)
    services.build_press_kit(appeal)
    update = services.propose_update(appeal, text="x", by=appeal.author)
    triage, decided = make_triage(appeal), make_triage(appeal)
    decide_tip(decided, outcome=Disposition.Outcome.SPAM, by=make_moderator(unit=unit))
    Tip.objects.filter(pk=make_tip(appeal).pk).update(state=Tip.State.FAILED)
    export = Export.objects.create(exported_by=exported_by, recipient="x")
    picture = appeal.crops.get().renditions.all()[0]
    showing, ended = make_showing(make_awaiting_appeal(unit=unit)), make_showing()
    services.revoke_showing(ended, by=ended.made_by)
    shown = showing.renditions.all()[0]
    release(make_waiting_translation(appeal, language="de"))
    waiting = make_waiting_translation(appeal)
    return {
        "content_type": 1,
        "unit": unit.pk,
        "scene": empty.pk,
        "scene_code": scene.code,
        "empty_scene_code": empty.code,
        "user": make_user("publisher", unit=unit).pk,
        "draft": draft.pk,
        "awaiting": awaiting.pk,
        "seen": contents_sha256(awaiting),
        "open": appeal.pk,
        "translation": translation_sha256(waiting),
        "rendition": rendition.pk,
        "open_rendition": picture.pk,
        "update": update.pk,
        "triage": triage.pk,
        "decided": decided.pk,
        "lead": make_a_lead(unit=unit).pk,
        "lead_of_triage": make_a_lead(make_triage(appeal), unit=unit).pk,
        "export": export.pk,
        "entry": AuditEntry.objects.latest("number").pk,
        "open_code": appeal.code,
        "kitless_code": make_open_appeal(unit=unit).code,
        "draft_code": draft.code,
        "picture": picture.public_key,
        "private_picture": picture.private_key,
        "shown": showing.appeal_id,
        "showing": showing.pk,
        "shown_rendition": shown.rendition_id,
        "shown_code": showing.appeal.code,
        "shown_picture": shown.key,
        "token": token_of(showing),
        "ended_token": token_of(ended),
        "today": timezone.now().date().isoformat(),
    }


def status_of(client: Client, row: Row, contents: dict[str, object]) -> int:
    """Ask, and undo whatever that did."""
    fields = {
        name: value.format_map(contents) if isinstance(value, str) else value
        for name, value in row.fields
    }
    with transaction.atomic():
        ask = client.post if row.method == "POST" else client.get
        response = ask(f"/{row.address.format_map(contents)}", fields)
        if response.streaming:
            b"".join(response)
        transaction.set_rollback(True)
    return int(response.status_code)


@pytest.fixture
def _staff_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "tipsite.urls.staff"


@pytest.mark.django_db
@pytest.mark.usefixtures("queued", "_staff_addresses")
class TestStaff:
    @pytest.mark.parametrize("role", ROLES)
    def test_each_role_gets_what_the_table_says(self, role: str) -> None:
        own, foreign = make_unit("EU"), make_unit("FR")
        user = (
            make_user(unit=own, is_superuser=True) if role == ADMIN else make_user(role, unit=own)
        )
        colleague = make_user("investigator", unit=foreign)
        worlds = [
            (contents_of(own, exported_by=user), False),
            (contents_of(foreign, exported_by=colleague), True),
        ]

        surprises = []
        for row in STAFF:
            for contents, is_foreign in worlds:
                client = Client()
                client.force_login(user)
                found = status_of(client, row, contents)
                expected = row.expected(role, is_foreign=is_foreign)
                if found != expected:
                    whose = "foreign" if is_foreign else "own"
                    surprises.append(
                        f"{row.method} {row.address} ({whose}): {found}, not {expected}"
                    )

        assert surprises == []

    @pytest.mark.parametrize("account", ["", "is_staff", "is_active"])
    def test_strangers_are_sent_to_the_sign_in_page(self, account: str) -> None:
        """Also with an account that is no staff's any more, or is switched off."""
        contents = contents_of(make_unit(), exported_by=make_user("investigator"))
        client = Client()
        if account:
            user = make_user(*ROLES[:-1])
            client.force_login(user)
            User.objects.filter(pk=user.pk).update(**{account: False})
        open_to_all = {"": 302, "healthz": 200, "admin/login/": 200}

        surprises = [
            (row.method, row.address, found)
            for row in STAFF
            if (found := status_of(client, row, contents)) != open_to_all.get(row.address, 302)
        ]

        assert surprises == []


@pytest.mark.django_db
def test_the_world_gets_what_the_table_says(settings: Any, visitor: Client, queued: Any) -> None:
    settings.ROOT_URLCONF = "tipsite.urls.public"
    contents = contents_of(make_unit(), exported_by=make_user("investigator"))

    found = {
        address: visitor.get(f"/{address.format_map(contents)}").status_code for address in PUBLIC
    }
    staff = {status_of(visitor, row, contents) for row in STAFF if row.address.startswith("admin/")}

    assert found == PUBLIC
    assert staff == {404}


@pytest.mark.parametrize(
    ("urlconf", "addresses"),
    [
        ("tipsite.urls.public", list(PUBLIC)),
        ("tipsite.urls.staff", [row.address for row in STAFF]),
    ],
)
def test_every_address_has_a_row(urlconf: str, addresses: list[str]) -> None:
    resolver = get_resolver(urlconf)
    samples = [f"/{address.partition('?')[0].format_map(_Sample())}" for address in addresses]
    covered = {resolver.resolve(sample).route for sample in samples}

    missing = set(_routes(resolver)) - covered

    assert missing == set()


class _Sample(dict[str, str]):
    """A value of the right shape for any name in an address."""

    def __missing__(self, name: str) -> str:
        if name.endswith("scene_code"):
            return "S-7K3M9Q"
        if name.endswith("_code"):
            return "EU-2026-0001"
        is_tip = name in {"triage", "decided"}
        return "00000000-0000-4000-8000-000000000000" if is_tip else "1"


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        # A route that was joined has no "^" inside, so that it compares with a match's.
        route = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern, route)
