"""Odd and hostile files: each becomes a picture or a refusal, in time. All of them:
``python -m tests.appeals.cage.corpus``.
"""

import io
import itertools
import time

import pytest
from PIL import Image

from appeals import crops
from appeals.exceptions import CropRefused

from .corpus import KINDS, File

# Every fifth or eighth, at 0.1 to 0.4 s each; but all bombs.
_STEP = dict.fromkeys(KINDS, 5) | {"flipped": 8, "bombs": 1}


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_has_a_good_end(kind: str) -> None:
    for file in itertools.islice(KINDS[kind](), 0, None, _STEP[kind]):
        started = time.monotonic()

        picture = read(file)

        assert time.monotonic() - started < (2 if file.is_bomb and not picture else 10), file.title
        for each in (picture.master, *picture.renditions) if picture else ():
            image = Image.open(io.BytesIO(each.content))
            image.load()
            assert image.size == (each.width_px, each.height_px), file.title


def read(file: File) -> crops.Picture | None:
    try:
        return crops.read_picture(io.BytesIO(file.content), name=file.name)
    except CropRefused:
        return None
