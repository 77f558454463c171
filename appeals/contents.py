"""What an approval is bound to: one hash of everything an appeal shows, words and pictures."""

import hashlib
import json

from .models import Appeal, Crop
from .telling import translation_sha256

_WORDS = ("code", "title", "question", "known", "ruled_out", "kind", "region", "scene_id")


def contents_sha256(appeal: Appeal) -> str:
    """The SHA-256 of what visitors would see of ``appeal``, 64 hexadecimal digits.

    Any change of a word in any language, of a picture's bytes, or of their order makes another one.
    Pictures and translations take part by their own hashes.
    """
    current = Appeal.objects.get(pk=appeal.pk)
    translations = current.translations.unreleased().with_texts().order_by("language")
    shown = {
        "words": [getattr(current, name) for name in _WORDS],
        "crops": [_shown_of(crop) for crop in current.crops.prefetch_related("renditions")],
        "translations": [translation_sha256(each) for each in translations],
    }
    return hashlib.sha256(json.dumps(shown, ensure_ascii=True).encode()).hexdigest()


def _shown_of(crop: Crop) -> dict[str, object]:
    return {
        "alt_text": crop.alt_text,
        "caption": crop.caption,
        "pictures": sorted(
            [each.size, each.media_type, each.sha256] for each in crop.renditions.all()
        ),
    }
