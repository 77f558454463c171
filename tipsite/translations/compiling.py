"""Catalogues as Django reads them (.mo), made from the translators' files whenever they are stale.

They are not committed. Nothing of Django's settings is needed here, so that this runs while a
container is built and before the tests begin.
"""

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from .files import write_whole
from .places import LOCALE

# Behind the end of what gettext reads.
_MARK: Final = b"made from "
_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


def compile_stale(*, locale: Path = LOCALE) -> list[str]:
    """Compile what changed since it was compiled last; returns the languages."""
    sources = sorted(locale.glob("*/LC_MESSAGES/django.po"))
    return [source.parent.parent.name for source in sources if _compile(source)]


def _compile(source: Path) -> bool:
    """Compile one file, unless its compiled form says that it was made from these very bytes.

    Times of files would not tell: a checkout and a copy set them as they like.
    """
    target = source.with_suffix(".mo")
    content = source.read_bytes()
    mark = _MARK + hashlib.sha256(content).hexdigest().encode()
    if target.exists() and target.read_bytes().endswith(mark):
        return False
    catalog = read_po(io.BytesIO(content), locale=source.parent.parent.name)
    # Otherwise the day of compiling, so that no two builds would be equal.
    catalog.creation_date = catalog.revision_date = _NEVER
    compiled = io.BytesIO()
    # What is not translated is left out, so English is shown; so is what is marked as a guess.
    write_mo(compiled, catalog)
    write_whole(target, compiled.getvalue() + mark)
    return True
