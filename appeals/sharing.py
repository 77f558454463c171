"""What is told to other sites and programs: appeals with everything public of them, in the active
language where they are told in it, and the address that an answer is told at.
"""

from typing import Final

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest

from .models import Appeal, Translation, Update
from .models.appeal import AppealQuerySet

# The filters that feeds and the API share with the front page, by name, and their columns.
FILTERS: Final = {
    "kind": "kind",
    "region": "region",
    "asked_by": "unit__country",
    "found_in": "country_found",
    "scene": "scene__code",
}
# A page number beyond this is nobody's.
_MOST_DIGITS: Final = 6


def origin_of(request: HttpRequest) -> str:
    """Scheme and host that this very request came to, so that an answer over Tor stays there."""
    return f"{request.scheme}://{request.get_host()}"


def with_parts(appeals: AppealQuerySet) -> AppealQuerySet:
    """The appeals with everything public of them, in a constant number of queries, told in the
    language that is active now.
    """
    return (
        appeals.with_updated_on()
        .select_related("unit", "scene")
        .prefetch_related(
            "crops__renditions",
            Prefetch("updates", queryset=Update.objects.public(), to_attr="public_updates"),
            Prefetch(
                "translations",
                queryset=Translation.objects.public().only("appeal", "language"),
                to_attr="public_translations",
            ),
        )
        .with_words()
    )


def updates_of(appeal: Appeal) -> list[Update]:
    """The timeline of an appeal from ``with_parts``, the newest entry first."""
    return list(getattr(appeal, "public_updates", ()))


def languages_of(appeal: Appeal) -> list[str]:
    """The languages that an appeal from ``with_parts`` is told in."""
    told = {each.language for each in getattr(appeal, "public_translations", ())}
    return sorted(told | {settings.LANGUAGE_CODE})


def scene_code(appeal: Appeal) -> str:
    """The public code of the scene it comes from; empty where it stands alone."""
    return appeal.scene.code if appeal.scene else ""


def number_in(text: str) -> int | None:
    """A page's number as it stands in an address; None for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None
