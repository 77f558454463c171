"""What a stack holds at its start: an appeal of each public kind, and one person of each group."""

from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from appeals.models import Appeal


def fill() -> None:
    """Print name and value of what the tests ask for, one a line."""
    from appeals import services
    from appeals.links import token_of
    from appeals.models import Scene
    from tests import factories

    for group in ("publisher", "approver", "moderator", "investigator", "auditor"):
        user = factories.make_user(group)
        user.username = group
        user.save(update_fields=["username"])
    opened = factories.make_open_appeal(known="The label is in two languages.", ruled_out="Spain")
    closed = factories.make_closed_appeal("country_found", title="Blue tiles with a white star")
    withdrawn = factories.make_withdrawn_appeal(title="Jumper with a crest")
    awaiting = factories.make_awaiting_appeal(title="School jumper with a lion")
    shown = factories.make_showing()
    revoked = factories.make_showing()
    services.revoke_showing(revoked, by=revoked.made_by)
    pictured = _appeal_with_pictures()
    factories.make_snapshot()
    scene = Scene.objects.create(unit=opened.unit, title="Room")
    for number in range(3):
        title = f"Wallpaper pattern {number}"
        factories.make_open_appeal(title=title, kind="interior", scene=scene)
    print("open", opened.code)  # noqa: T201  # the answer to the test that asked
    print("closed", closed.code)  # noqa: T201
    print("awaiting", awaiting.code)  # noqa: T201
    print("shown", token_of(shown))  # noqa: T201
    print("revoked", token_of(revoked))  # noqa: T201
    print("withdrawn", withdrawn.code)  # noqa: T201
    print("pictures", pictured.code)  # noqa: T201
    print("scene", scene.code)  # noqa: T201


def _appeal_with_pictures() -> "Appeal":
    """An open appeal with pictures of several shapes, large enough for every width."""
    from appeals import services
    from tests import factories

    appeal = factories.make_draft(
        title="Lamp with a yellow shade", question="Where was this lamp sold?", kind="furniture"
    )
    for size, caption in (((1600, 1200), "The whole lamp"), ((900, 1400), ""), ((320, 240), "")):
        services.add_crop(
            appeal,
            picture=factories.make_picture(size),
            alt_text=f"A lamp, {size[0]} by {size[1]}",
            caption=caption,
            by=appeal.author,
        )
    services.submit_appeal(appeal, by=appeal.author)
    factories.approve(appeal)
    return appeal


if __name__ == "__main__":
    django.setup()
    fill()
