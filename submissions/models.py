"""Tips as they lie sealed in the database: no text, no address, no precise time. Opened ones
belong to moderation.
"""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appeals.models import Appeal


class TipQuerySet(models.QuerySet["Tip"]):
    """Which tips."""

    def awaiting_triage(self) -> Self:
        """Those that no worker has read yet, whether or not a task was sent for them."""
        return self.filter(state=Tip.State.RECEIVED)


class Tip(models.Model):
    """What a visitor sent us; sealed from the moment it is accepted. The row is its own outbox."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        TRIAGED = "triaged", _("Read by the machine")
        FAILED = "failed", _("Could not be opened")

    class Progress(models.TextChoices):
        """What the holder of the receipt is told."""

        WAITING = "waiting", _("Waiting to be read")
        READ = "read", _("Read by a person")
        PASSED_ON = "passed_on", _("Passed on to investigators")
        ASKED_BACK = "asked_back", _("More details would help")

    # Random ids carry neither time nor order.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appeal = models.ForeignKey(
        Appeal, models.PROTECT, related_name="tips", verbose_name=_("appeal")
    )
    sealed = models.BinaryField(_("sealed contents"))
    sealed_sha256 = models.CharField(_("hash of the sealed contents"), max_length=64)
    receipt_lookup = models.BinaryField(unique=True, max_length=32)
    # Whole hours only: a precise time would single out a sender in a provider's records.
    received_on = models.DateTimeField(_("received in the hour of"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    attempts = models.PositiveSmallIntegerField(_("attempts to open it"), default=0)
    progress = models.CharField(
        _("what the sender is told"), max_length=12, choices=Progress, default=Progress.WAITING
    )

    objects = TipQuerySet.as_manager()

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        indexes = [
            models.Index(fields=["id"], condition=Q(state="received"), name="tip_awaiting_triage"),
        ]
        constraints = [
            models.CheckConstraint(
                name="tip_received_on_is_a_full_hour",
                condition=Q(received_on__minute=0, received_on__second=0),
            ),
            models.CheckConstraint(
                name="tip_sealed_sha256_is_hex", condition=Q(sealed_sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)[:8]
