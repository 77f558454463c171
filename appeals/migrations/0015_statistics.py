"""Figures about tips as the world may know them, rounded already."""

import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0014_translation_rules")]

    operations = [
        migrations.CreateModel(
            name="StatisticsSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taken_on", models.DateField(unique=True)),
                ("received_until", models.DateField()),
                ("tips_received", models.PositiveIntegerField()),
                ("months", models.JSONField(default=list)),
                ("reviewed_until", models.DateField()),
                ("tips_reviewed", models.PositiveIntegerField()),
                ("tips_useful", models.PositiveIntegerField()),
                ("median_review_h", models.PositiveIntegerField(null=True)),
            ],
            options={
                "ordering": ["-taken_on"],
                "get_latest_by": "taken_on",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.expressions.CombinedExpression(
                                models.F("tips_received"), "%%", models.Value(10)
                            ),
                            0,
                        ),
                        name="statistics_tips_received_is_rounded",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.expressions.CombinedExpression(
                                models.F("tips_reviewed"), "%%", models.Value(10)
                            ),
                            0,
                        ),
                        name="statistics_tips_reviewed_is_rounded",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.expressions.CombinedExpression(
                                models.F("tips_useful"), "%%", models.Value(10)
                            ),
                            0,
                        ),
                        name="statistics_tips_useful_is_rounded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_until__lte", models.F("taken_on")),
                            ("reviewed_until__lte", models.F("taken_on")),
                        ),
                        name="statistics_are_of_days_gone_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("median_review_h", None), ("tips_reviewed__gte", 10), _connector="OR"
                        ),
                        name="statistics_median_is_of_enough_tips",
                    ),
                ],
            },
        ),
    ]
