"""Web processes are told of translations, statistics and press kits too."""

from django.db import migrations

from appeals.announcing import announce_changes


class Migration(migrations.Migration):
    dependencies = [("appeals", "0016_press_kits")]

    operations = [
        announce_changes("appeals_translation", shown_if="state IN ('public', 'ended')"),
        announce_changes("appeals_statisticssnapshot"),
        announce_changes("appeals_presskit", shown_if="state IN ('ready', 'spent')"),
    ]
