"""Pictures in a real S3-compatible server that checks signatures."""

import os
import urllib.error
import urllib.request
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client

from appeals import services
from appeals.links import token_of
from appeals.models import Rendition
from tests.factories import approve, make_awaiting_appeal, make_showing, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]


def bucket(name: str, **changes: str) -> dict[str, Any]:
    options = {
        "endpoint_url": os.environ["TIPSITE_TEST_S3_ENDPOINT_URL"],
        "region_name": os.environ["TIPSITE_TEST_S3_REGION"],
        "access_key": os.environ["TIPSITE_TEST_S3_ACCESS_KEY"],
        "secret_key": os.environ["TIPSITE_TEST_S3_SECRET_KEY"],
        "bucket_name": os.environ[f"TIPSITE_TEST_S3_{name.upper()}_BUCKET"],
        "addressing_style": "path",
        "signature_version": "s3v4",
        **changes,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


@pytest.fixture(autouse=True)
def in_buckets(settings: Any, own_files: None) -> None:
    """All storages in buckets, after the fixture that puts them into folders."""
    if "TIPSITE_TEST_S3_ENDPOINT_URL" not in os.environ:
        pytest.skip("there is no S3 server on this machine")
    settings.STORAGES = {
        **settings.STORAGES,
        "private": bucket("private"),
        "public": bucket("public"),
        "restricted": bucket("restricted"),
    }


def public_addresses() -> list[str]:
    return [rendition.url for rendition in Rendition.objects.all()]


def test_publish_fetch_withdraw_fetch_again(visitor: Client) -> None:
    appeal = make_awaiting_appeal()
    assert set(public_addresses()) == {""}

    approve(appeal)
    addresses = public_addresses()
    for address, rendition in zip(addresses, Rendition.objects.all(), strict=True):
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == rendition.media_type
        assert len(answer.content) == rendition.size_bytes

    services.withdraw_appeal(appeal, reason="Wrong object", by=make_user("approver"))
    assert {visitor.get(address).status_code for address in addresses} == {404}
    # The private copies stay: the appeal's history needs them, the world cannot reach them.
    assert all(rendition.read_private() for rendition in Rendition.objects.all())


def test_show_fetch_revoke_fetch_again(
    visitor: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    showing = make_showing()
    keys = [each.key for each in showing.renditions.all()]
    addresses = [f"/shown/{token_of(showing)}/{each.number}" for each in showing.renditions.all()]
    originals = [
        each.rendition.read_private()
        for each in showing.renditions.select_related("rendition")
        if each.rendition
    ]
    # The public zone's key opens no private bucket.
    settings.STORAGES = {**settings.STORAGES, "private": bucket("private", secret_key="wrong")}

    assert [visitor.get(address).content for address in addresses] == originals
    with django_capture_on_commit_callbacks(execute=True):
        services.revoke_showing(showing, by=showing.made_by)

    assert [visitor.get(address).status_code for address in addresses] == [410] * len(keys)
    assert not any(storages["restricted"].exists(key) for key in keys)


def test_a_revoked_link_is_dead_while_the_bucket_is_away(
    visitor: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    showing = make_showing()
    buckets = settings.STORAGES
    settings.STORAGES = {**buckets, "restricted": bucket("restricted", secret_key="wrong")}

    with django_capture_on_commit_callbacks(execute=True):
        services.revoke_showing(showing, by=showing.made_by)
    assert visitor.get(f"/shown/{token_of(showing)}/").status_code == 410

    settings.STORAGES = buckets
    left = showing.renditions.count()
    assert services.sweep_showings() == left > 0
    assert services.sweep_showings() == 0


def test_the_private_bucket_answers_nobody_without_a_signature() -> None:
    make_awaiting_appeal()
    key = Rendition.objects.first().private_key  # type: ignore[union-attr]
    endpoint = os.environ["TIPSITE_TEST_S3_ENDPOINT_URL"]

    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(f"{endpoint}/{bucket('private')['OPTIONS']['bucket_name']}/{key}")  # noqa: S310

    refusal.value.close()
    # 403 by the specification; rclone says 400 to a request without any signature.
    assert refusal.value.code in {400, 403}


def test_a_wrong_secret_is_refused(settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "private": bucket("private", secret_key="wrong")}

    with pytest.raises(Exception, match=r"SignatureDoesNotMatch|403|Forbidden"):
        storages["private"].exists("anything.jpg") or storages["private"].open(
            "anything.jpg"
        ).read()


def test_an_unknown_picture_is_not_there(visitor: Client) -> None:
    assert visitor.get(f"/pictures/{'0' * 32}.jpg").status_code == 404
