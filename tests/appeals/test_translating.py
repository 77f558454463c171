"""Crops described in more languages: all of an appeal or none."""

import pytest
from django.test import Client

from appeals import languages, services
from appeals.exceptions import NotEditable, NotReady
from appeals.models import Appeal, CropText
from appeals.services.translating import Words
from moderation.models import AuditEntry
from tests.factories import approve, make_crop, make_draft, make_open_appeal, make_user

from .pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def appeal() -> Appeal:
    """A draft with two crops."""
    draft = make_draft()
    make_crop(draft)
    make_crop(draft)
    return draft


def told(appeal: Appeal, language: str) -> list[str]:
    found = CropText.objects.filter(crop__appeal=appeal, language=language)
    return list(found.order_by("crop__position").values_list("alt_text", flat=True))


def address(appeal: Appeal, language: str = "pl") -> str:
    return f"/admin/appeals/appeal/{appeal.pk}/texts/{language}/"


def fields(appeal: Appeal, *words: str) -> dict[str, str]:
    keys = list(appeal.crops.values_list("pk", flat=True))
    return {f"crop-{pk}-alt_text": each for pk, each in zip(keys, words, strict=True)}


def test_every_picture_is_described_on_one_page(appeal: Appeal) -> None:
    client = signed_in(appeal.author)
    assert client.get(address(appeal)).status_code == 200

    answer = client.post(address(appeal), fields(appeal, "Torba", "Dno torby"))

    assert answer.status_code == 302
    assert told(appeal, "pl") == ["Torba", "Dno torby"]
    assert "Dno torby" in client.get(address(appeal)).content.decode()
    assert AuditEntry.objects.get(act="crops_told").detail["language"] == "pl"


def test_a_picture_left_out_is_refused_and_nothing_typed_is_lost(appeal: Appeal) -> None:
    answer = signed_in(appeal.author).post(address(appeal), fields(appeal, "Torba", " "))

    assert answer.status_code == 422
    assert "Describe every picture" in answer.content.decode()
    assert "Torba" in answer.content.decode()
    assert told(appeal, "pl") == []


def test_empty_fields_take_the_language_away(appeal: Appeal) -> None:
    client = signed_in(appeal.author)
    client.post(address(appeal), fields(appeal, "Torba", "Dno torby"))

    client.post(address(appeal), fields(appeal, "", ""))

    assert told(appeal, "pl") == []


@pytest.mark.parametrize("language", ["xx", "en", "PL"])
def test_only_other_languages_of_ours_have_a_page(appeal: Appeal, language: str) -> None:
    assert signed_in(appeal.author).get(address(appeal, language)).status_code == 404


def test_what_is_no_draft_is_not_told_anew() -> None:
    appeal = make_open_appeal()
    publisher = make_user("publisher")
    words = {appeal.crops.get().pk: Words("Torba")}

    assert signed_in(publisher).get(address(appeal)).status_code == 403
    with pytest.raises(NotEditable):
        services.tell_crops(appeal, language="pl", words=words, by=publisher)


def test_a_language_that_a_later_crop_lacks_holds_up_the_appeal(appeal: Appeal) -> None:
    words = {crop.pk: Words("Torba") for crop in appeal.crops.all()}
    services.tell_crops(appeal, language="pl", words=words, by=appeal.author)
    late = make_crop(appeal)

    with pytest.raises(NotReady, match="Polish"):
        services.submit_appeal(appeal, by=appeal.author)

    services.remove_crop(late, by=appeal.author)
    services.submit_appeal(appeal, by=appeal.author)
    assert Appeal.objects.get().is_awaiting_approval


def test_visitors_read_their_language_and_else_the_original(
    appeal: Appeal, visitor: Client
) -> None:
    words = {crop.pk: Words("Torba z ptakiem", "Podpis") for crop in appeal.crops.all()}
    services.tell_crops(appeal, language="pl", words=words, by=appeal.author)
    services.submit_appeal(appeal, by=appeal.author)
    approve(appeal)

    pages = {
        language: visitor.get(f"/{language}/appeals/{appeal.code}/").content.decode()
        for language in ("pl", "fr")
    }

    assert 'alt="Torba z ptakiem" lang="pl"' in pages["pl"]
    assert "Podpis" in pages["pl"]
    assert 'alt="A brown bag with a green oval" lang="en"' in pages["fr"]


def test_the_official_languages_of_the_eu_are_there() -> None:
    assert len(languages.CODES) == 24 + 3
    assert len(set(languages.CODES)) == len(languages.CODES)
    assert ("pl", "Polish") in languages.others()
