"""A tip's support of a lead can end: when the tip's decision is taken back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("moderation", "0003_lead_code_sequence"),
    ]

    operations = [
        migrations.AddField(
            model_name="leadsupport",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="leadsupport", name="ended_on", field=models.DateTimeField(null=True)
        ),
        migrations.RemoveConstraint(model_name="leadsupport", name="lead_support_once_per_tip"),
        migrations.AddConstraint(
            model_name="leadsupport",
            constraint=models.UniqueConstraint(
                name="lead_support_lives_once_per_tip",
                fields=("lead", "triage"),
                condition=Q(ended_on=None),
            ),
        ),
        migrations.AddConstraint(
            model_name="leadsupport",
            constraint=models.CheckConstraint(
                name="lead_support_end_is_whole",
                condition=Q(ended_by=None, ended_on=None)
                | Q(ended_by__isnull=False, ended_on__isnull=False),
            ),
        ),
    ]
