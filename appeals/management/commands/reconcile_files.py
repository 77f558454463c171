"""manage.py reconcile_files: do rows and stored pictures fit each other?"""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from appeals.reconciling import findings, remove_orphan


class Command(BaseCommand):
    """Hold rows and files against each other."""

    help = (
        "List the files that rows name and no bucket has, and the files older than an hour that no "
        "row names. Ends with status 1 if there are any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to clear away."""
        parser.add_argument(
            "--delete",
            action="store_true",
            help="Delete the files that no row names. Missing files are only listed.",
        )

    def handle(self, *args: object, delete: bool, **options: object) -> None:
        """Write a line for each finding; fail if something is left that does not fit."""
        left = 0
        for finding in findings():
            removes = delete and not finding.is_missing
            if removes:
                remove_orphan(finding)
            left += not removes
            self.stdout.write(f"{finding}; deleted" if removes else str(finding))
        if left:
            raise CommandError(
                ngettext("%(count)d does not fit.", "%(count)d do not fit.", left) % {"count": left}
            )
        self.stdout.write("Rows and files fit each other.")
