"""manage.py verify_audit: is the audit chain whole?"""

from django.core.management.base import BaseCommand, CommandError

from moderation.audit import first_broken_number
from moderation.models import AuditEntry


class Command(BaseCommand):
    """Walk the chain from its first entry."""

    help = "Check every entry of the audit chain and name the first broken one."

    def handle(self, *args: object, **options: object) -> None:
        """Fail at the first broken link."""
        broken = first_broken_number()
        if broken is not None:
            raise CommandError(f"The audit chain is broken at entry {broken}.")
        self.stdout.write(f"The audit chain is whole: {AuditEntry.objects.count()} entries.")
