"""The app of what is published; it knows nothing of tips."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppealsConfig(AppConfig):
    """Appeals, scenes, crops and units."""

    name = "appeals"
    verbose_name = _("Appeals")
