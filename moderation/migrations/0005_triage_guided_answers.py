"""Three more answers of the guided tip: make or model, what was checked, what is uncertain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_lead_support_ends")]

    operations = [
        migrations.AddField(
            model_name="triage",
            name=name,
            field=models.TextField(blank=True, db_default="", verbose_name=label),
        )
        for name, label in (
            ("maker", "make or model"),
            ("sources", "what the sender has checked"),
            ("limits", "what the sender is not sure about"),
        )
    ]
