"""``manage.py translations``: the same commands as ``python -m tipsite.translations``."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tipsite.translations.commands import add_commands, run


class Command(BaseCommand):
    """Finds visitors' words, and keeps, checks and compiles their translations."""

    help = "Finds visitors' words, and keeps, checks and compiles their translations."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The commands' own arguments."""
        add_commands(parser)

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Run one; the exit status says whether it found faults."""
        if status := run(options):
            sys.exit(status)
