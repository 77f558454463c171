"""Press kits: where the zip of each appeal lies."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0015_statistics")]

    operations = [
        migrations.CreateModel(
            name="PressKit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("building", "Being built"), ("ready", "Ready"), ("spent", "Spent")],
                        default="building",
                        max_length=8,
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size_bytes", models.PositiveBigIntegerField(default=0)),
                ("contents_sha256", models.CharField(max_length=64)),
                ("begun_on", models.DateTimeField(auto_now_add=True)),
                ("checked_on", models.DateTimeField(auto_now_add=True)),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="press_kits",
                        to="appeals.appeal",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "ready")),
                        fields=["checked_on"],
                        name="press_kit_to_check",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ready")),
                        fields=("appeal",),
                        name="press_kit_one_ready_per_appeal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(("sha256__regex", "^[0-9a-f]{64}$"), ("size_bytes__gt", 0)),
                            _connector="OR",
                        ),
                        name="press_kit_ready_is_hashed",
                    ),
                ],
            },
        ),
    ]
