"""Dependencies only point down: tipsite → moderation → submissions → appeals. Imports are
import-linter's; here are foreign keys, also string ones, and migrations.
"""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

# From the top down; what lies below knows nothing of what lies above.
LAYERS = ["tipsite", "moderation", "submissions", "appeals"]
BASE_DIR = Path(settings.BASE_DIR)


def points_up(source: str, target: str) -> bool:
    if source not in LAYERS or target not in LAYERS:
        return False
    return LAYERS.index(target) < LAYERS.index(source)


def test_the_layers_are_the_apps_that_there_are() -> None:
    ours = {each.label for each in apps.get_app_configs() if Path(each.path).parent == BASE_DIR}

    assert ours == set(LAYERS)


def test_no_foreign_key_points_up() -> None:
    upward = [
        f"{model._meta.label}.{field.name} → {target._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        # What Django makes on the other end of a foreign key points up rightly.
        if field.is_relation and not field.auto_created
        for target in [field.related_model]
        if isinstance(target, type) and points_up(model._meta.app_label, target._meta.app_label)
    ]

    assert upward == []


def test_no_migration_depends_on_an_upper_one() -> None:
    loader = MigrationLoader(None)
    upward = [
        f"{app}.{name} → {needed}"
        for (app, name), migration in loader.disk_migrations.items()
        for needed, _name in [*migration.dependencies, *_run_before(migration)]
        if points_up(app, needed)
    ]

    assert len(loader.disk_migrations) > 5
    assert upward == []


@pytest.mark.parametrize("layer", LAYERS)
def test_no_string_names_a_model_of_an_upper_layer(layer: str) -> None:
    """Such as ForeignKey("moderation.Lead") or get_model("moderation", "Lead")."""
    above = set(LAYERS[: LAYERS.index(layer)])
    models = {
        name
        for model in apps.get_models()
        if model._meta.app_label in above
        for name in (model._meta.label, model._meta.label_lower)
    }
    upward = [
        f"{path.relative_to(BASE_DIR)}:{node.lineno} {node.value}"
        for path in sorted((BASE_DIR / layer).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and node.value in (models | above)
    ]

    assert upward == []


def _run_before(migration: Any) -> list[tuple[str, str]]:
    return list(migration.run_before)
