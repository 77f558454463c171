"""Releases bound to the bytes they are of, and crops told in more languages."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('appeals', '0006_scene_position'),
    ]

    operations = [
        migrations.AddField(
            model_name='appeal',
            name='round',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.CreateModel(
            name='CropText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('alt_text', models.CharField(max_length=300, verbose_name='description for those who cannot see it')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='caption')),
            ],
            options={
                'verbose_name': 'text in another language',
                'verbose_name_plural': 'texts in other languages',
                'ordering': ['crop', 'language'],
            },
        ),
        migrations.AddField(
            model_name='rendition',
            name='approved_sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('approved_on', models.DateTimeField(auto_now_add=True, verbose_name='approved on')),
                ('contents_sha256', models.CharField(max_length=64, verbose_name='hash of the contents')),
                ('checks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('no_person', 'No person is seen, nor any part of one.'), ('no_child', 'Nothing points to a certain child: no name, no face, no body.'), ('only_object', 'Nothing of the scene is seen but the object.'), ('not_reversible', 'What must not be seen is cut away or painted over, not blurred or pixelated.'), ('described', 'The description says what the picture shows, and no more.')], max_length=16), size=None, verbose_name='checked')),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='appeals.appeal', verbose_name='appeal')),
                ('approver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approver')),
            ],
            options={
                'verbose_name': 'approval',
                'verbose_name_plural': 'approvals',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='rendition',
            name='approval',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appeals.approval'),
        ),
        migrations.AddField(
            model_name='croptext',
            name='crop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='appeals.crop', verbose_name='crop'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('contents_sha256__regex', '^[0-9a-f]{64}$')), name='approval_contents_sha256_is_hex'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('checks__contains', ['no_person', 'no_child', 'only_object', 'not_reversible', 'described'])), name='approval_answers_every_check'),
        ),
        migrations.AddConstraint(
            model_name='croptext',
            constraint=models.UniqueConstraint(fields=('crop', 'language'), name='croptext_once_a_language'),
        ),
        migrations.AddConstraint(
            model_name='croptext',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'ga', 'hr', 'hu', 'it', 'lt', 'lv', 'mt', 'nl', 'pl', 'pt', 'ro', 'sk', 'sl', 'sv', 'uk', 'tr', 'ar'])), name='croptext_language_is_known'),
        ),
        migrations.AddConstraint(
            model_name='croptext',
            constraint=models.CheckConstraint(condition=models.Q(('alt_text__regex', '^\\s*$'), _negated=True), name='croptext_has_alt_text'),
        ),
    ]
