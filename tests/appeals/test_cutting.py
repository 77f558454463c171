"""The server's side of cutting in the browser: who gets the editor, and what a form says of files
that browsers forget.
"""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings

from appeals import crops
from appeals.models import Appeal
from tests.factories import make_awaiting_appeal, make_crop, make_draft, make_user, picture_bytes

from .pages import ADD, new_crop, signed_in, words

pytestmark = pytest.mark.django_db
VENDORED = Path(settings.BASE_DIR) / "static" / "js" / "vendor" / "cropperjs"


class TestWhoGetsTheEditor:
    def test_a_publisher_at_a_new_appeal_and_at_a_draft(self) -> None:
        draft = make_draft()
        client = signed_in(draft.author)

        for address in (ADD, f"/admin/appeals/appeal/{draft.pk}/change/"):
            page = client.get(address).content.decode()
            assert "data-cutting-source" in page
            assert f'data-max-bytes="{crops.MAX_BYTES}"' in page
            assert f'data-min-side-px="{crops.MIN_SIDE_PX}"' in page

    @pytest.mark.parametrize("group", ["approver", "moderator", "investigator", "auditor"])
    def test_nobody_else(self, group: str) -> None:
        draft = make_draft()

        page = signed_in(make_user(group)).get(f"/admin/appeals/appeal/{draft.pk}/change/")

        assert page.status_code == 200
        assert "data-cutting" not in page.content.decode()
        assert "cutting/editor" not in page.content.decode()

    def test_nobody_once_it_is_no_draft(self) -> None:
        appeal = make_awaiting_appeal()

        page = signed_in(appeal.author).get(f"/admin/appeals/appeal/{appeal.pk}/change/")

        assert "data-cutting" not in page.content.decode()


class TestTheForm:
    def test_what_opens_the_source_is_outside_of_the_form_and_has_no_name(self) -> None:
        page = signed_in(make_user("publisher")).get(ADD).content.decode()

        form = page[page.index("<form", page.index('id="content-main"')) :]
        form = form[: form.index("</form>")]
        (source,) = re.findall(r"<input[^>]*data-cutting-source[^>]*>", page)
        assert "data-cutting-source" not in form
        assert " name=" not in source

    def test_a_form_that_comes_back_says_whose_pictures_are_lost(self) -> None:
        fields = words(title="", **new_crop(picture_bytes()))

        page = signed_in(make_user("publisher")).post(ADD, fields).content.decode()

        assert "browsers do not keep pictures" in page
        assert "crop #1" in page
        assert not Appeal.objects.exists()

    def test_a_form_that_comes_back_without_pictures_says_nothing_of_them(self) -> None:
        page = signed_in(make_user("publisher")).post(ADD, words(title="")).content.decode()

        assert "browsers do not keep pictures" not in page


class TestPositions:
    def test_a_new_crop_goes_where_its_position_says(self) -> None:
        appeal = make_draft()
        crop = make_crop(appeal)
        fields = {
            **new_crop(picture_bytes()),
            "crops-TOTAL_FORMS": "2",
            "crops-INITIAL_FORMS": "1",
            "crops-0-id": crop.pk,
            "crops-0-appeal": appeal.pk,
            "crops-0-alt_text": "Old",
            "crops-0-position": "2",
            "crops-1-alt_text": "New",
            "crops-1-position": "1",
        }
        fields["crops-1-file"] = fields.pop("crops-0-file")

        signed_in(appeal.author).post(f"/admin/appeals/appeal/{appeal.pk}/change/", words(**fields))

        assert [each.alt_text for each in appeal.crops.all()] == ["New", "Old"]

    def test_without_a_position_a_new_crop_is_the_last(self) -> None:
        appeal = make_draft()
        make_crop(appeal)
        fields = {**new_crop(picture_bytes(), alt_text="New"), "crops-0-position": ""}

        signed_in(appeal.author).post(f"/admin/appeals/appeal/{appeal.pk}/change/", words(**fields))

        assert [each.position for each in appeal.crops.all()] == [0, 1]
        assert appeal.crops.last().alt_text == "New"  # type: ignore[union-attr]  # there are two

    def test_an_emptied_position_leaves_a_stored_crop_where_it_is(self) -> None:
        appeal = make_draft()
        make_crop(appeal)
        crop = make_crop(appeal)
        fields = {
            "crops-TOTAL_FORMS": "1",
            "crops-INITIAL_FORMS": "1",
            "crops-0-id": crop.pk,
            "crops-0-appeal": appeal.pk,
            "crops-0-alt_text": "Changed",
            "crops-0-position": "",
        }

        signed_in(appeal.author).post(f"/admin/appeals/appeal/{appeal.pk}/change/", words(**fields))

        crop.refresh_from_db()
        assert (crop.alt_text, crop.position) == ("Changed", 1)


def test_the_library_is_the_one_whose_version_and_licence_lie_beside_it() -> None:
    said = dict(line.split(": ", 1) for line in (VENDORED / "VERSION.txt").read_text().splitlines())
    script = (VENDORED / "cropper.esm.js").read_bytes()

    assert hashlib.sha256(script).hexdigest() == said["sha256"]
    assert script.startswith(f"/*! Cropper.js v{said['version']} ".encode())
    assert "MIT" in (VENDORED / "LICENSE").read_text()
