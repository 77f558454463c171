"""The app of what visitors send: sealed, and never opened here."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    """Tips and receipts."""

    name = "submissions"
    verbose_name = _("Tips")
