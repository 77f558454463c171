"""Scenes get a public code; those that are there already get theirs here."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from appeals.scene_codes import new_scene_code


def give_codes(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    Scene = apps.get_model("appeals", "Scene")
    given: set[str] = set()
    for scene in Scene.objects.filter(code=None).iterator():
        scene.code = new_scene_code()
        while scene.code in given:
            scene.code = new_scene_code()
        given.add(scene.code)
        scene.save(update_fields=["code"])


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0009_showings"),
    ]

    operations = [
        migrations.AddField(
            model_name="scene",
            name="code",
            field=models.CharField(editable=False, max_length=8, null=True),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="scene",
            name="code",
            field=models.CharField(
                default=new_scene_code,
                editable=False,
                max_length=8,
                unique=True,
                verbose_name="code",
            ),
        ),
        migrations.AddConstraint(
            model_name="scene",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^S-[0-9A-HJKMNP-TV-Z]{6}$")),
                name="scene_code_is_s_and_six_symbols",
            ),
        ),
    ]
