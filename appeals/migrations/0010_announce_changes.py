"""Web processes are told when something that visitors see has changed, and what was withdrawn."""

from django.db import migrations

from appeals.announcing import CHANNEL, announce_changes

_PUBLIC = "status IN ('published', 'closed', 'withdrawn')"
_OF_PUBLIC_APPEAL = f"EXISTS (SELECT FROM appeals_appeal WHERE id = changed.appeal_id AND {_PUBLIC})"
_OF_PUBLIC_CROP = f"""EXISTS (
        SELECT FROM appeals_crop JOIN appeals_appeal ON appeals_appeal.id = appeal_id
        WHERE appeals_crop.id = changed.crop_id AND {_PUBLIC}
    )"""
# By their codes, because a copy of such a page may never come back.
_NAME_WITHDRAWN = f"""
    IF TG_OP = 'UPDATE' THEN
        PERFORM pg_notify('{CHANNEL}', fresh.code) FROM fresh JOIN former USING (id)
        WHERE fresh.status = 'withdrawn' AND former.status <> 'withdrawn';
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [("appeals", "0009_showings")]

    operations = [
        announce_changes("appeals_appeal", shown_if=_PUBLIC, more=_NAME_WITHDRAWN),
        announce_changes("appeals_update", shown_if="published_on IS NOT NULL"),
        announce_changes("appeals_crop", shown_if=_OF_PUBLIC_APPEAL),
        announce_changes("appeals_croptext", shown_if=_OF_PUBLIC_CROP),
        announce_changes("appeals_rendition", shown_if=_OF_PUBLIC_CROP),
        announce_changes("appeals_unit"),
        announce_changes("appeals_scene"),
    ]
