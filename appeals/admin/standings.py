"""How far appeals are told in each language: a line for every language of one appeal, and the
list's filter for those of which a translation waits.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from appeals import languages
from appeals.models import Appeal, Translation
from appeals.telling import missing, original_sha256, parts_of, told

VISITORS_READ: Final = [Appeal.Status.PUBLISHED, Appeal.Status.CLOSED]


class AwaitingRelease(admin.SimpleListFilter):
    """Appeals whose translations wait for a second person; those of an appeal that itself awaits
    approval go with it.
    """

    title = _("translations")
    parameter_name = "translations"

    def lookups(self, _request: HttpRequest, _pages: Any) -> list[tuple[str, Any]]:
        """One choice besides all."""
        return [("awaiting", _("Awaiting release"))]

    def queryset(self, _request: HttpRequest, appeals: QuerySet[Appeal]) -> QuerySet[Appeal]:
        """The appeals that the choice leaves."""
        if self.value() != "awaiting":
            return appeals
        waiting = Translation.objects.filter(state=Translation.State.AWAITING_RELEASE)
        return appeals.filter(status__in=VISITORS_READ, pk__in=waiting.order_by().values("appeal"))


@dataclass(frozen=True)
class Standing:
    """How far an appeal is told in one language."""

    language: str
    name: str
    own_name: str
    public: Translation | None
    unreleased: Translation | None
    lacking: int
    is_out_of_date: bool


def standings_of(appeal: Appeal) -> list[Standing]:
    """A line for every language but the original's, by its name."""
    parts = parts_of(appeal)
    original, own_names = original_sha256(parts), dict(settings.LANGUAGES)
    versions: dict[tuple[str, bool], Translation] = {
        (each.language, each.is_public): each
        for each in appeal.translations.exclude(state=Translation.State.ENDED).with_texts()
    }
    found = []
    for code, name in languages.others():
        public, unreleased = versions.get((code, True)), versions.get((code, False))
        newest = [each for each in (unreleased, public) if each]
        found.append(
            Standing(
                language=code,
                name=name,
                own_name=own_names[code],
                public=public,
                unreleased=unreleased,
                lacking=len(missing(parts, told(unreleased))) if unreleased else 0,
                is_out_of_date=is_out_of_date(newest, original),
            )
        )
    return found


def is_out_of_date(versions: list[Translation], original: str) -> bool:
    """Whether the newest version was written from something else than the original as it is."""
    return bool(versions) and versions[0].original_sha256 != original
