"""Numbers of lead codes come from a sequence."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE moderation_lead_code_seq START 1", "DROP SEQUENCE moderation_lead_code_seq"
        )
    ]
