"""What a draft's crops show, told in more languages: all crops of an appeal, or none."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from appeals.exceptions import NotReady
from appeals.models import Appeal, CropText, User

from .steps import announce, locked_draft


@dataclass(frozen=True)
class Words:
    """Description and caption of one crop."""

    alt_text: str
    caption: str = ""


def tell_crops(appeal: Appeal, *, language: str, words: Mapping[int, Words], by: User) -> None:
    """Set what the crops of a draft show in one more language; without words it is told no longer.

    Args:
        language: one of ``languages.CODES``, not the one that the appeal is written in.
        words: for each crop, by its number; empty to take the language away.

    Raises:
        NotEditable: the appeal is no draft any more.
        NotReady: a crop has no description.
    """
    with locked_draft(appeal, by=by) as current:
        crops = {crop.pk: crop for crop in current.crops.all()}
        if words and (words.keys() != crops.keys() or not all(map(_is_told, words.values()))):
            raise NotReady(_("Describe every picture, or leave all of them empty."))
        CropText.objects.filter(crop__in=crops.values(), language=language).delete()
        CropText.objects.bulk_create(
            CropText(
                crop=crops[pk],
                language=language,
                alt_text=each.alt_text.strip(),
                caption=each.caption.strip(),
            )
            for pk, each in words.items()
        )
        announce("crops_told", appeal, by, language=language, crops=len(words))


def _is_told(words: Words) -> bool:
    return bool(words.alt_text.strip())
