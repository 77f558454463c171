"""Files through the caged decoder, and the pixels back as an image to look at."""

from PIL import Image

from appeals.cage.formats import HEAD_BYTES, format_of
from appeals.cage.pictures import Pixels, decode
from appeals.cage.running import memory_file


def pixels_of(content: bytes, *, max_side_px: int = 3200) -> Image.Image:
    pixels = decoded(content, max_side_px=max_side_px)
    with pixels.file as file:
        file.seek(0)
        return Image.frombytes("RGB", (pixels.width_px, pixels.height_px), file.read())


def decoded(content: bytes, *, max_side_px: int = 3200) -> Pixels:
    kind = format_of(content[:HEAD_BYTES])
    assert kind is not None
    with memory_file() as file:
        file.write(content)
        return decode(file, kind, min_side_px=64, max_side_px=max_side_px)
