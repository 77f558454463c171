"""The staff's groups and what each may do; made after every migration, so that rights are code and
can be reviewed.
"""

from typing import Final

from django.apps.registry import Apps
from django.apps.registry import apps as global_apps

_READ_APPEALS: Final = "appeals.view_appeal appeals.view_unit"
_READ_DRAFTS: Final = "appeals.view_crop appeals.view_update appeals.view_scene"

# A group holds the codenames of permissions, each with its app.
GROUPS: Final[dict[str, list[str]]] = {
    "publisher": (
        f"{_READ_APPEALS} {_READ_DRAFTS} appeals.add_appeal appeals.change_appeal"
        " appeals.submit_appeal appeals.add_crop appeals.change_crop appeals.delete_crop"
        " appeals.add_update appeals.add_scene appeals.change_scene"
    ).split(),
    "approver": f"{_READ_APPEALS} {_READ_DRAFTS} appeals.approve_appeal".split(),
    "moderator": (
        f"{_READ_APPEALS} moderation.view_triage moderation.decide_tip"
        " moderation.view_disposition moderation.view_lead moderation.make_lead"
    ).split(),
    "investigator": (
        f"{_READ_APPEALS} moderation.view_lead moderation.export_leads moderation.view_export"
    ).split(),
    "auditor": (
        f"{_READ_APPEALS} {_READ_DRAFTS} appeals.see_every_unit appeals.view_user"
        " moderation.view_triage moderation.view_disposition moderation.view_lead"
        " moderation.view_export moderation.view_auditentry"
    ).split(),
}


def make_groups(sender: object, apps: Apps = global_apps, **_more: object) -> None:
    """Give each group exactly its permissions, once every app's permissions are there."""
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    wanted = {name for names in GROUPS.values() for name in names}
    found = {
        f"{each.content_type.app_label}.{each.codename}": each
        for each in permission_model.objects.select_related("content_type")
    }
    if not wanted <= found.keys():
        # Permissions are made app by app; the last app's turn completes them.
        return
    for name, names in GROUPS.items():
        group, _created = group_model.objects.get_or_create(name=name)
        group.permissions.set([found[each] for each in names])
