"""One appeal's picture as a file, for processes that know nothing of Django."""

import io

from .campaign import DemoAppeal
from .pictures import draw


def drawn(appeal: DemoAppeal) -> bytes:
    """The picture of an appeal as PNG."""
    picture = io.BytesIO()
    draw(appeal.subject, appeal.seed).save(picture, "PNG", compress_level=1)
    return picture.getvalue()
