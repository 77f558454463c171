"""Which source files hold visitors' words. What is not named as the staff's here is the visitors':
a word too many costs a translator a minute, a missing one shows through in 26 languages.
"""

from pathlib import Path
from typing import Final

# Below templates/; everything else there is shown to visitors.
STAFF_TEMPLATES: Final = ("admin/",)
# Folders end in a slash. What these say is said to staff, to operators or to a log.
STAFF_MODULES: Final = (
    "appeals/admin/",
    "appeals/apps.py",
    "appeals/cage/",
    "appeals/crops.py",
    "appeals/management/",
    "appeals/migrations/",
    "appeals/purity/",
    "appeals/services/",
    "appeals/verifying.py",
    "moderation/",
    "submissions/apps.py",
    "submissions/migrations/",
    "tipsite/demo/",
    "tipsite/launcher/",
    "tipsite/management/",
    "tipsite/settings/",
    "tipsite/translations/",
)
# Of models visitors see what a choice is called, never a field's name or help.
MODELS: Final = ("appeals/models/", "submissions/models.py", "submissions/models/")
# Choices that only the staff see.
STAFF_CHOICES: Final = frozenset(
    {"Approval.Check", "PressKit.State", "Tip.State", "Translation.Check", "Translation.State"}
)

_APPS: Final = ("appeals", "submissions", "tipsite")


def templates(project: Path) -> list[Path]:
    """Every file that visitors' pages are made of."""
    folder = project / "templates"
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _is_below(path.relative_to(folder), STAFF_TEMPLATES)
    ]


def modules(project: Path) -> list[Path]:
    """Every module that may say something to a visitor."""
    return [
        path
        for app in _APPS
        for path in sorted((project / app).rglob("*.py"))
        if not _is_below(path.relative_to(project), STAFF_MODULES)
    ]


def is_of_models(path: Path, *, project: Path) -> bool:
    """Whether only the choices in this module are for visitors."""
    return _is_below(path.relative_to(project), MODELS)


def _is_below(path: Path, places: tuple[str, ...]) -> bool:
    return path.as_posix().startswith(places)
