"""Translations: an appeal told whole in one more language, instead of its crops only.

What was told of crops is kept as drafts: visitors read them once the words of the appeal are there
too and somebody has released them.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# The rules come anew with the next migration.
LIFT = "DROP TRIGGER croptext_is_fixed ON appeals_croptext;"
PUT_BACK = """
CREATE TRIGGER croptext_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON appeals_croptext
    FOR EACH ROW EXECUTE FUNCTION appeals_refuse_change_of_part();
"""
# Who told what was not kept, so whoever worked on the appeal counts as a writer.
KEEP = """
INSERT INTO appeals_translation (
    appeal_id, language, title, question, known, ruled_out, state, original_sha256, writers,
    written_on, return_reason, contents_sha256
)
SELECT told.appeal_id, told.language, '', '', '', '', 'draft', repeat('0', 64),
    ARRAY(SELECT user_id::bigint FROM appeals_appeal_editors WHERE appeal_id = told.appeal_id
        UNION SELECT author_id FROM appeals_appeal WHERE id = told.appeal_id),
    now(), '', ''
FROM (
    SELECT DISTINCT appeal_id, language
    FROM appeals_croptext JOIN appeals_crop ON appeals_crop.id = crop_id
) told;
UPDATE appeals_croptext SET translation_id = appeals_translation.id
FROM appeals_translation, appeals_crop
WHERE appeals_crop.id = crop_id AND appeals_translation.appeal_id = appeals_crop.appeal_id
    AND appeals_translation.language = appeals_croptext.language;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
# One version of each language, the public one first; the words of the appeal have no place there.
GIVE_BACK = r"""
DELETE FROM appeals_croptext WHERE alt_text ~ '^\s*$' OR translation_id NOT IN (
    SELECT DISTINCT ON (appeal_id, language) id FROM appeals_translation
    ORDER BY appeal_id, language, state = 'public' DESC, id DESC
);
UPDATE appeals_croptext SET language = appeals_translation.language, translation_id = NULL
FROM appeals_translation WHERE appeals_translation.id = translation_id;
DELETE FROM appeals_updatetext;
DELETE FROM appeals_translation;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("appeals", "0011_scene_code")]

    operations = [
        migrations.RunSQL(LIFT, PUT_BACK),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('title', models.CharField(blank=True, max_length=80, verbose_name='title')),
                ('question', models.CharField(blank=True, max_length=200, verbose_name='question')),
                ('known', models.TextField(blank=True, max_length=2000, verbose_name='what is known')),
                ('ruled_out', models.TextField(blank=True, max_length=2000, verbose_name='what is ruled out')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('awaiting_release', 'Awaiting release'), ('public', 'Public'), ('ended', 'No longer public')], default='draft', max_length=20, verbose_name='state')),
                ('original_sha256', models.CharField(max_length=64)),
                ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None, verbose_name='writers')),
                ('written_on', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written on')),
                ('return_reason', models.TextField(blank=True, verbose_name='why it was returned')),
                ('released_on', models.DateTimeField(null=True, verbose_name='released on')),
                ('contents_sha256', models.CharField(blank=True, max_length=64, verbose_name='hash of the contents')),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='appeals.appeal', verbose_name='appeal')),
                ('approver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approver')),
            ],
            options={
                'verbose_name': 'translation',
                'verbose_name_plural': 'translations',
                'ordering': ['appeal', 'language', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='UpdateText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='text')),
                ('translation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='update_texts', to='appeals.translation')),
                ('update', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appeals.update', verbose_name='update')),
            ],
            options={
                'verbose_name': 'update’s text in another language',
                'verbose_name_plural': 'updates’ texts in other languages',
                'ordering': ['translation', 'update'],
            },
        ),
        migrations.AlterModelOptions(
            name='croptext',
            options={'ordering': ['translation', 'crop'], 'verbose_name': 'crop’s text in another language', 'verbose_name_plural': 'crops’ texts in other languages'},
        ),
        migrations.AlterField(
            model_name='croptext',
            name='alt_text',
            field=models.CharField(blank=True, max_length=300, verbose_name='description for those who cannot see it'),
        ),
        migrations.AlterField(
            model_name='croptext',
            name='crop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='appeals.crop', verbose_name='crop'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'ga', 'hr', 'hu', 'it', 'lt', 'lv', 'mt', 'nl', 'pl', 'pt', 'ro', 'sk', 'sl', 'sv', 'uk', 'tr', 'ar'])), name='translation_language_is_known'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'public')), fields=('appeal', 'language'), name='translation_public_once'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'awaiting_release'])), fields=('appeal', 'language'), name='translation_unreleased_once'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(models.Q(('title__regex', '^\\s*$'), _negated=True), models.Q(('question__regex', '^\\s*$'), _negated=True)), _connector='OR'), name='translation_has_title_and_question'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approver', None), ('contents_sha256', ''), ('released_on', None), ('state__in', ['draft', 'awaiting_release'])), models.Q(('approver__isnull', False), ('contents_sha256__regex', '^[0-9a-f]{64}$'), ('released_on__isnull', False), ('state__in', ['public', 'ended'])), _connector='OR'), name='translation_public_is_released'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(('writers__len__gt', 0)), name='translation_has_a_writer'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(('approver', None), models.Q(('writers__contains', [models.F('approver')]), _negated=True), _connector='OR'), name='translation_approver_is_no_writer'),
        ),
        migrations.AddConstraint(
            model_name='updatetext',
            constraint=models.UniqueConstraint(fields=('translation', 'update'), name='updatetext_once_a_translation'),
        ),
        migrations.AddConstraint(
            model_name='updatetext',
            constraint=models.CheckConstraint(condition=models.Q(('text__regex', '^\\s*$'), _negated=True), name='updatetext_is_told'),
        ),
        migrations.AddField(
            model_name='croptext',
            name='translation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='crop_texts', to='appeals.translation'),
        ),
        migrations.RemoveConstraint(
            model_name='croptext',
            name='croptext_once_a_language',
        ),
        migrations.RemoveConstraint(
            model_name='croptext',
            name='croptext_language_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='croptext',
            name='croptext_has_alt_text',
        ),
        migrations.RunSQL(KEEP, GIVE_BACK),
        migrations.AlterField(
            model_name='croptext',
            name='translation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='crop_texts', to='appeals.translation'),
        ),
        # The way back adds it to rows that are there.
        migrations.AlterField(
            model_name="croptext",
            name="language",
            field=models.CharField(default="", max_length=8, verbose_name="language"),
        ),
        migrations.RemoveField(
            model_name='croptext',
            name='language',
        ),
        migrations.AddConstraint(
            model_name='croptext',
            constraint=models.UniqueConstraint(fields=('translation', 'crop'), name='croptext_once_a_translation'),
        ),
    ]
