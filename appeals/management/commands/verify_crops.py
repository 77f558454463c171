"""manage.py verify_crops: do the stored pictures, or these files, hold nothing but pixels?"""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appeals.purity import impurities, media_type_of
from appeals.verifying import MAX_BYTES, Verified, verify_stored


class Command(BaseCommand):
    """Verify every stored picture, or the files that are named."""

    help = (
        "Check that every picture of every crop is stored, unchanged since it was written, and "
        "holds pixels and what decodes them, nothing else. Ends with status 1 at any fault."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files by path, so that anybody can check what a CDN serves."""
        parser.add_argument(
            "files",
            nargs="*",
            type=Path,
            metavar="FILE",
            help="Check only that these files are pure; the database is not asked.",
        )

        parser.add_argument(
            "--thorough",
            action="store_true",
            dest="is_thorough",
            help="Follow the codes of JPEG pixels too: up to a second or two for each.",
        )

    def handle(
        self, *args: object, files: list[Path], is_thorough: bool, **options: object
    ) -> None:
        """Write a line for each fault and one for all; fail if there was any."""
        verified = (
            _verify_files(files, is_thorough=is_thorough)
            if files
            else verify_stored(is_thorough=is_thorough)
        )
        number, faulty = self._write_faults(verified)
        if faulty:
            raise CommandError(
                ngettext(
                    "%(faulty)d of the %(number)d files checked is faulty.",
                    "%(faulty)d of the %(number)d files checked are faulty.",
                    faulty,
                )
                % {"number": number, "faulty": faulty}
            )
        self.stdout.write(
            ngettext(
                "%(number)d file checked: nothing but pixels.",
                "%(number)d files checked: nothing but pixels.",
                number,
            )
            % {"number": number}
        )

    def _write_faults(self, files: Iterable[Verified]) -> tuple[int, int]:
        number = faulty = 0
        for number, file in enumerate(files, 1):  # noqa: B007  # the last one is how many
            faulty += bool(file.faults)
            for fault in file.faults:
                self.stdout.write(f"{file.name}: {fault}")
        return number, faulty


def _verify_files(paths: Iterable[Path], *, is_thorough: bool) -> Iterator[Verified]:
    for path in paths:
        yield Verified(str(path), tuple(_faults_of_file(path, is_thorough=is_thorough)))


def _faults_of_file(path: Path, *, is_thorough: bool) -> list[str]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError:
        return [_("The file cannot be read.")]
    if len(content) > MAX_BYTES:
        return [_("The file is larger than any picture of ours.")]
    media_type = media_type_of(content)
    if not media_type:
        return [_("This is not a JPEG, PNG, WebP or AVIF.")]
    return impurities(content, media_type, is_thorough=is_thorough)
