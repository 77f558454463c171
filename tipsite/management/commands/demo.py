"""manage.py demo: fill an empty, non-productive installation with an invented campaign."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from appeals.models import Appeal


class Command(BaseCommand):
    """Load the demonstration campaign once."""

    help = "Load the demonstration campaign, once; refused in production."

    def handle(self, *args: object, **options: object) -> None:
        """Everything goes through the services that real people's acts go through."""
        if settings.PRODUCTION:
            raise CommandError("The demonstration campaign is never loaded in production.")
        if Appeal.objects.exists():
            self.stdout.write("The demonstration campaign is loaded already.")
            return
        # The readers and the drawing take a second to import, which every later start would pay.
        from tipsite.demo.loading import Loader  # noqa: PLC0415
        from tipsite.demo.people import make_people  # noqa: PLC0415

        # All of it or nothing: half a campaign would count as loaded at the next start.
        with transaction.atomic():
            people = make_people(settings.DEMO_SIGN_INS)
            loader = Loader(people, say=self.stdout.write)
            loader.load_appeals()
            loader.load_tips()
            loader.end_appeals()
            loader.translate_some()
            loader.moderate_some()
