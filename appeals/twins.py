"""Near-twins of a crop: pictures that look alike, so that the same object is not asked about twice.
A person decides whether they show the same.
"""

from dataclasses import dataclass
from typing import Final

from django.conf import settings

from appeals.models import Appeal, Crop, User

# Bits of 64 in which the perceptual hashes (of waves, as the ImageHash library makes them) of two
# pictures may differ. Of the demonstration's 24 drawings, all 276 pairs of different ones differed
# in 18 and more; the same one scaled, worn by JPEG or in other light in 0 to 14, and in 22 of 24
# cases when it was turned by 2 degrees or had a twentieth cut off. docs/decisions/0011.
MOST_DIFFERENT_BITS: Final = 14


@dataclass(frozen=True)
class Twin:
    """A crop of another appeal that looks like a given one."""

    crop: Crop
    different_bits: int
    # Whether the asker works for its unit; of others they know what is public.
    is_ours: bool

    @property
    def public_address(self) -> str:
        """Where everybody can see it, once it is public."""
        return f"{settings.PUBLIC_URL}/appeals/{self.crop.appeal.code}/"


def near_twins(appeal: Appeal, *, by: User) -> list[Twin]:
    """Crops of other appeals that look like one of this appeal's, the likest first.

    Drafts of units that ``by`` does not work for are left out; what is public, anybody may know of.
    """
    own = [_bits(crop) for crop in appeal.crops.exclude(perceptual_hash="")]
    others = Crop.objects.exclude(appeal=appeal).exclude(perceptual_hash="")
    ours = Appeal.objects.visible_to(by)
    visible = others.filter(appeal__in=Appeal.objects.public() | ours)
    # A million pictures would ask for an index of hashes; campaigns have hundreds.
    found: dict[int, int] = {}
    for pk, perceptual_hash in visible.values_list("pk", "perceptual_hash").iterator():
        bits = int(perceptual_hash, 16)
        nearest = min(((bits ^ each).bit_count() for each in own), default=64)
        if nearest <= MOST_DIFFERENT_BITS:
            found[pk] = nearest
    crops = Crop.objects.select_related("appeal").prefetch_related("renditions").in_bulk(found)
    own_crops = set(others.filter(pk__in=found, appeal__in=ours).values_list("pk", flat=True))
    twins = [Twin(crop, found[pk], pk in own_crops) for pk, crop in crops.items()]
    return sorted(twins, key=lambda twin: (twin.different_bits, twin.crop.pk))


def _bits(crop: Crop) -> int:
    return int(crop.perceptual_hash, 16)
