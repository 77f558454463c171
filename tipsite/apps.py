"""The composition root as an app: it connects what the lower apps only announce."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TipsiteConfig(AppConfig):
    """Wiring at start-up."""

    name = "tipsite"

    def ready(self) -> None:
        """Connect the queue, and load the Celery app so that its settings are in force."""
        from appeals.signals import acted
        from submissions.signals import tip_received

        from . import celery, checks, groups, outbox  # noqa: F401  # checks register themselves

        celery.app.set_default()
        post_migrate.connect(groups.make_groups, dispatch_uid="make-groups")
        tip_received.connect(outbox.announce_tip, dispatch_uid="announce-tip")
        acted.connect(outbox.announce_change, dispatch_uid="announce-change")
