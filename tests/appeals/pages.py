"""What the tests of the staff's pages send: a signed-in browser, and the form's fields."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from appeals.models import User
from tests.factories import make_unit

ADD = "/admin/appeals/appeal/add/"
NO_CROPS = {"crops-TOTAL_FORMS": "0", "crops-INITIAL_FORMS": "0"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(**changes: Any) -> dict[str, Any]:
    fields = {
        "unit": make_unit().pk,
        "title": "A bag",
        "question": "Which shop?",
        "kind": "bag",
        "region": "europe",
    }
    return {**fields, **NO_CROPS, **changes}


def new_crop(
    content: bytes, alt_text: str = "A brown bag", *, name: str = "source.png"
) -> dict[str, Any]:
    return {
        "crops-TOTAL_FORMS": "1",
        "crops-0-alt_text": alt_text,
        "crops-0-position": "0",
        "crops-0-file": SimpleUploadedFile(name, content),
    }
