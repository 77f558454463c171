"""Why an approver gave an appeal back, for its author to read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0003_appeal_editors")]

    operations = [
        migrations.AddField(
            model_name="appeal",
            name="return_reason",
            field=models.TextField(
                blank=True, default="", editable=False, verbose_name="why it was returned"
            ),
            preserve_default=False,
        ),
    ]
