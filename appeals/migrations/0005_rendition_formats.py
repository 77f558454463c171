"""Several sizes and formats of a crop; its hash, its mean colour and what it resembles."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('appeals', '0004_appeal_return_reason'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='rendition',
            options={'ordering': ['crop', 'pk']},
        ),
        migrations.RemoveConstraint(
            model_name='rendition',
            name='rendition_once_per_size',
        ),
        migrations.AddField(
            model_name='crop',
            name='colour',
            field=models.CharField(blank=True, editable=False, max_length=7),
        ),
        migrations.AddField(
            model_name='crop',
            name='master_sha256',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='crop',
            name='perceptual_hash',
            field=models.CharField(blank=True, editable=False, max_length=16),
        ),
        migrations.AlterField(
            model_name='rendition',
            name='size',
            field=models.CharField(choices=[('card', 'Small, for lists'), ('page', 'Medium, for the appeal’s page'), ('full', 'Large, for the appeal’s page'), ('share', 'For links in social networks')], max_length=8),
        ),
        migrations.AddConstraint(
            model_name='crop',
            constraint=models.CheckConstraint(condition=models.Q(('master_sha256__regex', '^([0-9a-f]{64})?$')), name='crop_master_sha256_is_hex'),
        ),
        migrations.AddConstraint(
            model_name='crop',
            constraint=models.CheckConstraint(condition=models.Q(('colour__regex', '^(#[0-9a-f]{6})?$')), name='crop_colour_is_rrggbb'),
        ),
        migrations.AddConstraint(
            model_name='crop',
            constraint=models.CheckConstraint(condition=models.Q(('perceptual_hash__regex', '^([0-9a-f]{16})?$')), name='crop_perceptual_hash_is_hex'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(fields=('crop', 'size', 'media_type'), name='rendition_once_per_size_and_format'),
        ),
    ]
