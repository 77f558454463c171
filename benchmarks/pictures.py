"""What a picture costs: a JPEG of 12 megapixels to the master and every rendition, through the cage
and by bare Pillow.
"""

import io
import json
import random
import subprocess
import sys
from typing import Any

from PIL import Image, ImageFilter

from tipsite.launcher.places import PROJECT

from .ground import Ground
from .load import LoadGenerator
from .sizes import Sizes
from .table import Figure, Ratio, Results, pair_ratios

MAX_MIB = 512


def measure(_ground: Ground, _load: LoadGenerator, sizes: Sizes, _appeals: list[str]) -> Results:
    """Alternate the two and compare pair by pair."""
    content = _photograph(sizes.picture_px)
    ours, bare = [], []
    for _ in range(sizes.pairs):
        ours.append(_picture(content, "ours"))
        bare.append(_picture(content, "bare"))
    if ours[0]["made"] != bare[0]["made"]:
        raise SystemExit("the two do not make the same pictures")
    megapixels = sizes.picture_px[0] * sizes.picture_px[1] / 1e6
    return Results(
        f"Pictures: a JPEG of {megapixels:.1f} megapixels to {len(ours[0]['made'])} files",
        ratios=[
            Ratio(name, pair_ratios(_all(ours, key), _all(bare, key)), "below 1.5")
            for name, key in (
                ("time, caged : bare Pillow in one process", "seconds"),
                ("CPU, caged : bare Pillow in one process", "cpu_seconds"),
            )
        ],
        figures=[
            Figure("caged", _all(ours, "seconds"), "s"),
            Figure("bare Pillow", _all(bare, "seconds"), "s"),
            Figure("peak memory of a caged process", _all(ours, "child_mib"), "MiB"),
            Figure("peak memory of the process that asks", _all(ours, "own_mib"), "MiB"),
            Figure("peak memory of bare Pillow", _all(bare, "own_mib"), "MiB"),
        ],
        remarks=[f"No process may take more than {MAX_MIB} MiB."],
    )


def _picture(content: bytes, how: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.picturing", how],
        input=content,
        cwd=PROJECT,
        check=True,
        stdout=subprocess.PIPE,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _all(found: list[dict[str, Any]], name: str) -> list[float]:
    return [float(each[name]) for each in found]


def _photograph(size: tuple[int, int]) -> bytes:
    """Soft shapes with the grain of a sensor, as no encoder likes it."""
    chance = random.Random(12)
    coarse = Image.frombytes("RGB", (40, 30), chance.randbytes(40 * 30 * 3))
    picture = coarse.resize(size, Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", (512, 512), chance.randbytes(512 * 512))
    grain = grain.filter(ImageFilter.GaussianBlur(1))
    tiled = Image.new("L", size)
    for left in range(0, size[0], 512):
        for top in range(0, size[1], 512):
            tiled.paste(grain, (left, top))
    buffer = io.BytesIO()
    Image.blend(picture, tiled.convert("RGB"), 0.1).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
