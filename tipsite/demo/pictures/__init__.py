"""Pictures of everyday objects, drawn as if cut from bad photographs; never of a person."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from tipsite.demo.pictures import (
    appliances,
    containers,
    fabrics,
    garments,
    interiors,
    packaging,
    prints,
    small_things,
    views,
    walls,
)
from tipsite.demo.pictures.fields import Plate
from tipsite.demo.pictures.photograph import Shot, photograph

_DRAWN: dict[str, Callable[[np.random.Generator], tuple[Plate, Shot]]] = {
    "wallpaper-damask": walls.damask,
    "wallpaper-circles": walls.circles,
    "wallpaper-clouds": walls.clouds,
    "bathroom-tiles": walls.bathroom_tiles,
    "floor-tiles": walls.floor_tiles,
    "shopping-bag": packaging.shopping_bag,
    "snack-packet": packaging.snack_packet,
    "biscuit-tin": containers.biscuit_tin,
    "bottle-label": containers.bottle_label,
    "care-label": garments.care_label,
    "jumper-crest": garments.jumper_crest,
    "curtain": fabrics.curtain,
    "bedspread": fabrics.bedspread,
    "carpet": fabrics.carpet,
    "table-lamp": interiors.table_lamp,
    "power-socket": interiors.power_socket,
    "door-handle": interiors.door_handle,
    "window-skyline": views.window_skyline,
    "bus-ticket": prints.bus_ticket,
    "wall-calendar": prints.wall_calendar,
    "plastic-toy": small_things.plastic_toy,
    "mug": small_things.mug,
    "key-fob": small_things.key_fob,
    "radio": appliances.radio,
}
SUBJECTS: tuple[str, ...] = tuple(_DRAWN)


def draw(subject: str, seed: int) -> Image.Image:
    """One picture of a subject, RGB, its long side 900 to 1600 px.

    The same subject and seed give the same pixels within one version of Pillow and numpy.

    Raises:
        KeyError: the subject is not one of SUBJECTS.
    """
    drawing = _DRAWN[subject]
    rng = np.random.default_rng((SUBJECTS.index(subject), seed))
    plate, shot = drawing(rng)
    return photograph(plate, shot, rng)
