"""One picture to everything that is kept of it, by our caged pipeline or by bare Pillow in this
process: prints seconds and peak memory in MiB as JSON. pictures.py compares them.
"""

import io
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from appeals import crops

_KIB_A_MIB = 1024
Made = list[tuple[str, int, int]]


def ours(content: bytes) -> Made:
    """Through the cage."""
    picture = crops.read_picture(io.BytesIO(content))
    return [
        (each.media_type, each.width_px, each.height_px)
        for each in (picture.master, *picture.renditions)
    ]


def bare(content: bytes) -> Made:
    """The same decoding, resizing and encoding, with no process, no limits and no checks."""
    source = Image.open(io.BytesIO(content)).convert("RGB")
    source.thumbnail((crops.MASTER_SIDE_PX, crops.MASTER_SIDE_PX), Image.Resampling.LANCZOS)
    made = [_encode(source, crops.PNG)]
    for size in crops.sizes_of(*source.size).values():
        smaller = source.resize(size, Image.Resampling.LANCZOS)
        made += [_encode(smaller, each) for each in crops.FOR_BROWSERS]
    share = Image.new("RGB", crops.SHARE_PX)
    source.thumbnail(crops.SHARE_PX, Image.Resampling.LANCZOS)
    share.paste(source)
    return [*made, _encode(share, crops.JPEG)]


def main() -> None:
    """``python -m benchmarks.picturing ours|bare``, the picture on standard input."""
    work: Callable[[bytes], Made] = {"ours": ours, "bare": bare}[sys.argv[1]]
    content = sys.stdin.buffer.read()
    started, cpu_before = time.perf_counter(), _cpu_s()
    made = work(content)
    answer = {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": _cpu_s() - cpu_before,
        "own_mib": _own_peak_mib(),
        "child_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _KIB_A_MIB,
        "made": made,
    }
    print(json.dumps(answer))


def _encode(image: Image.Image, encoding: crops.Encoding) -> tuple[str, int, int]:
    image.save(io.BytesIO(), encoding.encoder, **encoding.options)
    return encoding.media_type, *image.size


def _cpu_s() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _own_peak_mib() -> float:
    # The kernel's other figure, ru_maxrss, still counts the process that this one was forked from.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / _KIB_A_MIB


if __name__ == "__main__":
    main()
