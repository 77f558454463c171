"""The app of what the staff makes of tips; it listens to the acts that the lower apps announce."""

from typing import Any

from django.apps import AppConfig
from django.db.models import Model
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Triage, leads, audit."""

    name = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        """Write every act on appeals into the audit chain, inside the act's transaction."""
        from appeals.signals import acted

        acted.connect(_record_act, dispatch_uid="audit-acts")


def _record_act(
    sender: type[Model],
    *,
    act: str,
    subject: Model,
    by: Any,
    detail: dict[str, object],
    **_more: object,
) -> None:
    from . import audit

    audit.record(act, subject, by=by, **detail)
