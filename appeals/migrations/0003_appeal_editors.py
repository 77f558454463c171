"""Everybody who had a hand in an appeal, so that none of them approves it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0002_code_sequence")]

    operations = [
        migrations.AddField(
            model_name="appeal",
            name="editors",
            field=models.ManyToManyField(
                editable=False,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="editors",
            ),
        ),
    ]
