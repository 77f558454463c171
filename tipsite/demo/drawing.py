"""One appeal's picture, drawn and made into a crop's files, for processes that know nothing of the
database.
"""

import io
from typing import Final

from appeals import crops

from .campaign import DemoAppeal
from .pictures import draw

# A first start shares the machine with whatever else it does; nobody waits for an answer.
_PATIENCE_S: Final = 120.0


def drawn_picture(appeal: DemoAppeal) -> crops.Picture:
    """The picture of an appeal, through the same cage as every upload."""
    file = io.BytesIO()
    draw(appeal.subject, appeal.seed).save(file, "PNG", compress_level=1)
    return crops.read_picture(file, seconds=_PATIENCE_S)
