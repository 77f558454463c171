"""The poster of an appeal: what its page needs to be printed. The public page and the press kit
share it.
"""

from typing import Any

from .models import Appeal, Crop
from .qr import qr_code


def poster_context(appeal: Appeal, crop: Crop | None, *, address: str) -> dict[str, Any]:
    """What the template shows, with the picture's source left to the caller.

    Args:
        address: of the appeal, complete; the printed one leaves out what browsers add themselves.
    """
    return {
        "appeal": appeal,
        "crop": crop,
        "address": address,
        "printed_address": address.partition("://")[2],
        "qr": qr_code(address),
    }
