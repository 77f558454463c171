"""The order in which visitors see the appeals of one scene."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0005_rendition_formats")]

    operations = [
        migrations.AddField(
            model_name="appeal",
            name="scene_position",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Small numbers come first.",
                verbose_name="position in its scene",
            ),
        ),
    ]
