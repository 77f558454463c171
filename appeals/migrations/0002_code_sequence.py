"""Numbers of public codes come from a sequence, so that two drafts at once never collide."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0001_first_tables")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE appeals_code_seq START 1", "DROP SEQUENCE appeals_code_seq"
        )
    ]
