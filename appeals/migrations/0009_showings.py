"""Showings: an appeal shown to an audience before the public, with copies of its pictures."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import appeals.models.showing


CREATE = """
CREATE FUNCTION appeals_require_release_of_showing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM appeals_approval approval
        JOIN appeals_appeal appeal ON appeal.id = approval.appeal_id
        WHERE appeal.id = NEW.appeal_id AND approval.approver_id = NEW.made_by_id
            AND approval.round = appeal.round AND appeal.status = 'awaiting_approval'
            AND NOT EXISTS (
                SELECT FROM appeals_appeal_editors editor
                WHERE editor.appeal_id = appeal.id AND editor.user_id = NEW.made_by_id
            )
    ) THEN
        RAISE EXCEPTION 'a showing needs a release by whoever makes it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'showing_has_release';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER showing_has_release BEFORE INSERT ON appeals_showing
    FOR EACH ROW EXECUTE FUNCTION appeals_require_release_of_showing();
CREATE TRIGGER showing_stays BEFORE DELETE ON appeals_showing
    FOR EACH ROW EXECUTE FUNCTION appeals_refuse_change_of_record();
"""
DROP = """
DROP TRIGGER showing_stays ON appeals_showing;
DROP TRIGGER showing_has_release ON appeals_showing;
DROP FUNCTION appeals_require_release_of_showing();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0008_approval_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="Showing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "link_id",
                    models.CharField(
                        default=appeals.models.showing.new_link_id,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("audience", models.CharField(max_length=120, verbose_name="audience")),
                (
                    "made_on",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made on"),
                ),
                ("expires_on", models.DateTimeField(verbose_name="expires on")),
                ("ended_on", models.DateTimeField(null=True, verbose_name="ended on")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("revoked", "Revoked"),
                            ("returned", "Ended: the appeal was returned to its author"),
                            ("published", "Ended: the appeal is public"),
                        ],
                        max_length=10,
                        verbose_name="how it ended",
                    ),
                ),
                ("openings", models.PositiveIntegerField(default=0, verbose_name="openings")),
                ("last_opened_on", models.DateField(null=True, verbose_name="last opened on")),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="showings",
                        to="appeals.appeal",
                        verbose_name="appeal",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ended by",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "showing",
                "verbose_name_plural": "showings",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ShownRendition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=80, unique=True)),
                (
                    "rendition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="appeals.rendition",
                    ),
                ),
                (
                    "showing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="appeals.showing",
                    ),
                ),
            ],
            options={
                "ordering": ["showing", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__regex", "^\\s*$"), _negated=True),
                name="showing_has_an_audience",
            ),
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_on__gt", models.F("made_on"))),
                name="showing_expires_after_it_is_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "expires_on__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("made_on"), "+", models.Value(datetime.timedelta(days=31))
                        ),
                    )
                ),
                name="showing_expires_within_a_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_by", None), ("ended_on", None), ("ending", "")),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ended_on__isnull", False),
                        ("ending__in", ["revoked", "returned", "published"]),
                    ),
                    _connector="OR",
                ),
                name="showing_ending_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("last_opened_on", None), ("openings", 0)),
                    models.Q(("last_opened_on__isnull", False), ("openings__gt", 0)),
                    _connector="OR",
                ),
                name="showing_opened_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="shownrendition",
            constraint=models.UniqueConstraint(
                fields=("showing", "number"), name="shown_rendition_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="shownrendition",
            constraint=models.UniqueConstraint(
                fields=("showing", "rendition"), name="shown_rendition_once"
            ),
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
