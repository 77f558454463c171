"""Scenes: the order in which visitors see their appeals."""

from collections.abc import Mapping

from django.db import transaction

from appeals.models import Appeal, Scene, User

from .steps import announce


def order_scene(scene: Scene, *, positions: Mapping[int, int], by: User) -> None:
    """Put appeals of a scene in order: ``positions`` maps an appeal's key to its place, small
    numbers first. Appeals of other scenes are left alone; without a change nothing happens.

    The order is no part of what was approved, so that public appeals can be arranged too.
    """
    with transaction.atomic():
        rows = Appeal.objects.select_for_update().filter(scene=scene, pk__in=positions)
        moved = [each for each in rows.order_by("pk") if each.scene_position != positions[each.pk]]
        if not moved:
            return
        for appeal in moved:
            appeal.scene_position = positions[appeal.pk]
            appeal.save(update_fields=["scene_position"])
        announce(
            "scene_ordered", scene, by, positions={each.code: each.scene_position for each in moved}
        )
