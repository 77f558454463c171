"""Units, scenes and users in the admin. A change of somebody's rights is an act with a name."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from appeals import services, signals
from appeals.models import Appeal, Scene, Unit, User

from .access import user_of
from .forms import ScenePlaceForm
from .searching import ShortSearch

# What a group may do is code, set anew after every migration; a page to change it would mislead.
admin.site.unregister(Group)


@admin.register(Unit)
class UnitAdmin(ShortSearch):
    """Desks."""

    list_display = ["code", "name", "country"]


class SceneAppealInline(admin.TabularInline[Appeal, Scene]):
    """The appeals of a scene, to be put in order and nothing else."""

    model = Appeal
    form = ScenePlaceForm
    fields = ["scene_position", "code", "title", "status"]
    readonly_fields = ["code", "title", "status"]
    ordering = ["scene_position", "-published_on", "-pk"]
    extra = max_num = 0
    can_delete = False
    verbose_name_plural = _("Appeals, as visitors see them side by side")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        """Only what the user's units own."""
        return super().get_queryset(request) & Appeal.objects.visible_to(user_of(request))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever may change the scene may arrange it; appeals past their draft too."""
        return request.user.has_perm("appeals.change_scene")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """An appeal joins a scene on its own page."""
        return False


@admin.register(Scene)
class SceneAdmin(ShortSearch):
    """Scenes of one's units."""

    inlines = [SceneAppealInline]
    change_form_template = "admin/appeals/scene_form.html"

    list_display = ["title", "code", "unit"]
    list_filter = ["unit"]
    list_select_related = ["unit"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scene]:
        """Only what the user's units own."""
        rows, user = super().get_queryset(request), request.user
        if isinstance(user, User) and not user.sees_every_unit:
            rows = rows.filter(unit__in=user.units.all())
        return rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only the user's own units."""
        user = request.user
        if db_field.name == "unit" and isinstance(user, User) and not user.sees_every_unit:
            kwargs["queryset"] = user.units.all()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Scene | None) -> list[Any]:
        """A scene that is not there yet has no appeals."""
        return list(super().get_inlines(request, obj)) if obj else []

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Arrange the appeals through the service."""
        positions = {
            each.instance.pk: each.cleaned_data["scene_position"] for each in formset.initial_forms
        }
        services.order_scene(form.instance, positions=positions, by=user_of(request))
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []


@admin.register(User)
class StaffAdmin(ShortSearch, UserAdmin[User]):
    """People, their groups and their units."""

    list_display = ["username", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "groups", "units"]
    filter_horizontal = ["groups", "user_permissions", "units"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Work"), {"fields": ["email", "units", "groups"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "user_permissions"]}),
    ]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save groups and units, and announce what this user may do from now on."""
        super().save_related(request, form, formsets, change)
        user: User = form.instance
        signals.acted.send(
            User,
            act="rights_changed",
            subject=user,
            by=request.user,
            detail={
                "is_active": user.is_active,
                "is_staff": user.is_staff,
                "is_superuser": user.is_superuser,
                "groups": sorted(user.groups.values_list("name", flat=True)),
                "permissions": sorted(user.user_permissions.values_list("codename", flat=True)),
                "units": sorted(user.units.values_list("code", flat=True)),
            },
        )

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002  # Django’s name
        form_url: str = "",
    ) -> HttpResponse:
        """Set somebody's password, and announce it: whoever knows it could sign in as them."""
        with transaction.atomic():
            person = User.objects.filter(pk=unquote(id))
            before = person.values_list("password", flat=True).first()
            response = super().user_change_password(request, id, form_url)
            user = person.first()
            # The salt is new every time, so another hash is there even for the same password.
            if user and user.password != before:
                signals.acted.send(
                    User,
                    act="password_set",
                    subject=user,
                    by=request.user,
                    detail={"is_usable": user.has_usable_password()},
                )
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """People are switched off, not deleted: their acts stay theirs."""
        return False
