"""Appeals in the admin: drafting with crops, asking for approval, approving, withdrawing,
updates.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appeals import services
from appeals.exceptions import Refused
from appeals.models import Appeal, Crop, Rendition, Update, User
from appeals.views import appeal_context

from .forms import CropForm, UpdateForm, WithdrawForm

# Each step of an appeal: the permission it needs and the service that takes it.
_STEPS: dict[str, tuple[str, Callable[..., None]]] = {
    "submit": ("appeals.submit_appeal", services.submit_appeal),
    "return": ("appeals.approve_appeal", services.return_appeal),
    "approve": ("appeals.approve_appeal", services.approve_appeal),
}


class CropInline(admin.StackedInline[Crop, Appeal]):
    """The crops of a draft."""

    model = Crop
    form = CropForm
    # One empty form is there without scripts too.
    extra = 1
    min_num = 0


@admin.register(Appeal)
class AppealAdmin(admin.ModelAdmin[Appeal]):
    """Appeals of one's units."""

    list_display = ["code", "title", "unit", "status", "outcome", "author"]
    list_filter = ["status", "outcome", "unit", "kind", "region"]
    search_fields = ["code", "title"]
    list_select_related = ["unit", "author"]
    fields = ["unit", "scene", "title", "question", "known", "ruled_out", "kind", "region"]
    inlines = [CropInline]
    actions = None
    change_form_template = "admin/appeals/appeal_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        """Only what the user's units own."""
        queryset = super().get_queryset(request)
        return queryset & Appeal.objects.visible_to(_user(request))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only the user's own units and their scenes."""
        user = _user(request)
        if db_field.name == "unit" and not user.sees_every_unit:
            kwargs["queryset"] = user.units.all()
        if db_field.name == "scene" and not user.sees_every_unit:
            kwargs["queryset"] = db_field.remote_field.model.objects.filter(
                unit__in=user.units.all()
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Appeal | None = None) -> list[str]:
        """The code names the unit, and codes never change."""
        return ["unit"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Appeal | None = None) -> bool:
        """Only drafts can be edited; everything else is read."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_editable)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Codes never disappear."""
        return False

    def save_model(self, request: HttpRequest, obj: Appeal, form: Any, change: bool) -> None:
        """Draft or edit through the services."""
        if change:
            services.edit_appeal(obj, fields=list(form.changed_data), by=_user(request))
        else:
            services.draft_appeal(obj, by=_user(request))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Add, change and remove crops through the services; a refused picture becomes a
        message.
        """
        for crop_form in formset.forms:
            if not crop_form.has_changed():
                continue
            try:
                _save_crop(form.instance, crop_form, formset, by=_user(request))
            except Refused as refusal:
                messages.error(request, str(refusal))
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def get_urls(self) -> list[URLPattern]:
        """The steps' addresses before the admin's own catch-all."""
        wrap = self.admin_site.admin_view
        mine = [
            path(
                "<int:pk>/step/<str:step>/", wrap(require_POST(self.take_step)), name="appeal-step"
            ),
            path("<int:pk>/review/", wrap(self.review), name="appeal-review"),
            path("<int:pk>/withdraw/", wrap(self.withdraw), name="appeal-withdraw"),
            path("<int:pk>/update/", wrap(self.write_update), name="appeal-update"),
            path(
                "<int:pk>/update/<int:update_pk>/approve/",
                wrap(require_POST(self.approve_update)),
                name="appeal-update-approve",
            ),
            path("rendition/<int:pk>/", wrap(self.rendition), name="appeal-rendition"),
        ]
        return [*mine, *super().get_urls()]

    def take_step(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Submit, return or approve."""
        if step not in _STEPS:
            raise Http404
        permission, service = _STEPS[step]
        _require(request, permission)
        appeal = self._appeal(request, pk)
        try:
            service(appeal, by=_user(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _("%(code)s is “%(status)s” now.")
                % {"code": appeal.code, "status": appeal.get_status_display()},
            )
        return _to("appeal-review", appeal.pk)

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What visitors will see or see, each rendition at full size, and the steps that are
        open.
        """
        appeal = self._appeal(request, pk)
        proposed = Update.objects.filter(appeal=appeal, published_on=None).select_related("author")
        context = {
            **self.admin_site.each_context(request),
            **appeal_context(appeal),
            "title": appeal.code,
            "proposed": proposed,
            "opts": self.opts,
            "may_submit": request.user.has_perm("appeals.submit_appeal"),
            "may_approve": request.user.has_perm("appeals.approve_appeal"),
            "may_change": self.has_change_permission(request, appeal),
        }
        return render(request, "admin/appeals/review.html", context)

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason, then take the appeal down."""
        _require(request, "appeals.approve_appeal")
        appeal = self._appeal(request, pk)
        heading = _("Withdraw %(code)s") % {"code": appeal.code}
        return self._ask(
            request,
            appeal,
            WithdrawForm,
            lambda form: services.withdraw_appeal(
                appeal, reason=form.cleaned_data["reason"], by=_user(request)
            ),
            title=heading,
            button=_("Withdraw now"),
        )

    def write_update(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write an entry for the timeline."""
        _require(request, "appeals.add_update")
        appeal = self._appeal(request, pk)
        heading = _("Write an update of %(code)s") % {"code": appeal.code}
        return self._ask(
            request,
            appeal,
            UpdateForm,
            lambda form: services.propose_update(appeal, **form.cleaned_data, by=_user(request)),
            title=heading,
            button=_("Ask for approval"),
        )

    def approve_update(self, request: HttpRequest, pk: int, update_pk: int) -> HttpResponse:
        """Publish an update that somebody else wrote."""
        _require(request, "appeals.approve_appeal")
        appeal = self._appeal(request, pk)
        update = get_object_or_404(Update, pk=update_pk, appeal=appeal)
        try:
            services.approve_update(update, by=_user(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return _to("appeal-review", appeal.pk)

    def rendition(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A rendition from the private bucket, for those who may see its appeal."""
        rendition = get_object_or_404(Rendition.objects.select_related("crop"), pk=pk)
        self._appeal(request, rendition.crop.appeal_id)
        return HttpResponse(rendition.read_private(), content_type=rendition.media_type)

    def _appeal(self, request: HttpRequest, pk: int) -> Appeal:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request).select_related("unit", "author"), pk=pk)

    def _ask(
        self,
        request: HttpRequest,
        appeal: Appeal,
        form_class: type[BaseForm],
        act: Callable[[BaseForm], object],
        **words: str,
    ) -> HttpResponse:
        """A page with one form; whatever is wrong, what was typed is still in it."""
        status = 200
        form = form_class(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                act(form)
            except Refused as refusal:
                messages.error(request, str(refusal))
                status = 409
            else:
                return _to("appeal-review", appeal.pk)
        elif form.is_bound:
            status = 422
        frame = {**self.admin_site.each_context(request), "opts": self.opts, **words}
        context = {**frame, "appeal": appeal, "form": form}
        return render(request, "admin/appeals/form.html", context, status=status)


def _save_crop(appeal: Appeal, form: CropForm, formset: Any, *, by: User) -> None:
    words = {name: form.cleaned_data.get(name) or "" for name in ("alt_text", "caption")}
    if form.cleaned_data.get("DELETE"):
        if form.instance.pk:
            services.remove_crop(form.instance, by=by)
    elif form.instance.pk:
        services.edit_crop(form.instance, **words, position=form.cleaned_data["position"], by=by)
    else:
        services.add_crop(appeal, file=form.cleaned_data["file"].file, **words, by=by)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _to(name: str, *args: object) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"admin:{name}", args=args))
