"""Appeals in the admin: drafting with crops, asking for approval, approving, withdrawing,
updates.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appeals import services
from appeals.contents import contents_sha256
from appeals.exceptions import Refused
from appeals.models import Appeal, Approval, Rendition
from appeals.twins import near_twins
from appeals.views import appeal_context

from . import showings, translations, updates
from .access import require, user_of
from .crops import CropInline, cutting_limits, save_crop
from .forms import ApproveForm, ReturnForm, WithdrawForm
from .searching import ShortSearch
from .standings import AwaitingRelease


@admin.register(Appeal)
class AppealAdmin(ShortSearch):
    """Appeals of one's units."""

    list_display = ["code", "title", "unit", "status", "outcome", "author"]
    list_filter = ["status", AwaitingRelease, "outcome", "unit", "kind", "region"]
    search_fields = ["code", "title"]
    list_select_related = ["unit", "author"]
    fields = ["unit", "scene", "title", "question", "known", "ruled_out", "kind", "region"]
    inlines = [CropInline]
    actions = None
    change_form_template = "admin/appeals/appeal_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        """Only what the user's units own."""
        queryset = super().get_queryset(request)
        return queryset & Appeal.objects.visible_to(user_of(request))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only the user's own units and their scenes."""
        user = user_of(request)
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
            services.edit_appeal(obj, fields=list(form.changed_data), by=user_of(request))
        else:
            services.draft_appeal(obj, by=user_of(request))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Add, change and remove crops through the services."""
        for crop_form in formset.forms:
            if crop_form.has_changed():
                save_crop(form.instance, crop_form, by=user_of(request))
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form; a draft that was submitted meanwhile is left as it is, and that is said."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.get_full_path())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """With what the cutting of crops needs, for those who may add one to this draft."""
        formsets = context["inline_admin_formsets"]
        if any(each.has_add_permission for each in formsets):
            context["cutting"] = cutting_limits()
        context["lost_files"] = [
            number
            for each in formsets
            for number, form in enumerate(each.formset.forms, start=1)
            if getattr(form, "lost_a_file", False)
        ]
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_add(self, request: HttpRequest, obj: Appeal) -> HttpResponseRedirect:
        """To its review: the next step is there."""
        return _to("appeal-review", obj.pk)

    response_post_save_change = response_post_save_add

    def get_urls(self) -> list[URLPattern]:
        """The steps' addresses before the admin's own catch-all."""
        wrap = self.admin_site.admin_view
        mine = [
            path("<int:pk>/submit/", wrap(require_POST(self.submit)), name="appeal-submit"),
            path("<int:pk>/approve/", wrap(self.approve), name="appeal-approve"),
            path("<int:pk>/review/", wrap(self.review), name="appeal-review"),
            path("<int:pk>/return/", wrap(self.give_back), name="appeal-return"),
            path("<int:pk>/withdraw/", wrap(self.withdraw), name="appeal-withdraw"),
            *updates.addresses(self, wrap),
            *translations.addresses(self, wrap),
            path("rendition/<int:pk>/", wrap(self.rendition), name="appeal-rendition"),
            *showings.addresses(self, wrap),
        ]
        return [*mine, *super().get_urls()]

    def submit(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for approval."""
        user = require(request, "appeals.submit_appeal")
        appeal = self._appeal(request, pk)
        try:
            services.submit_appeal(appeal, by=user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            _say_status(request, appeal)
        return _to("appeal-review", appeal.pk)

    def approve(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish the contents that were looked at; with a line unticked the page comes back."""
        user = require(request, "appeals.approve_appeal")
        appeal = self._appeal(request, pk)
        if request.method != "POST":
            # Its address is in the bar after a refusal, and gets reloaded from there.
            return _to("appeal-review", appeal.pk)
        form = ApproveForm(request.POST)
        if not form.is_valid():
            # The checklist is far down the page.
            messages.error(request, _("Not approved: a line of the checklist is not ticked."))
            return self._review_page(request, appeal, form, status=422)
        try:
            services.approve_appeal(appeal, **form.cleaned_data, by=user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            _say_status(request, appeal)
        return _to("appeal-review", appeal.pk)

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What visitors will see or see, every rendition of it, and the steps that are open."""
        appeal = self._readable(request, pk)
        seen = contents_sha256(appeal) if appeal.is_awaiting_approval else ""
        return self._review_page(request, appeal, ApproveForm(initial={"seen": seen}))

    def _review_page(
        self, request: HttpRequest, appeal: Appeal, form: ApproveForm, *, status: int = 200
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **appeal_context(appeal),
            "title": appeal.code,
            "editors": appeal.editors.order_by("username"),
            "proposed": updates.proposed_for(appeal),
            "showings": showings.showings_of(request, appeal),
            "opts": self.opts,
            "approve_form": form,
            "approvals": _approvals_of(appeal),
            "translations": translations.unreleased_of(appeal),
            # Once it is public, the question has been answered.
            "twins": [] if appeal.is_public else near_twins(appeal, by=user_of(request)),
            "may_submit": request.user.has_perm("appeals.submit_appeal"),
            "may_approve": request.user.has_perm("appeals.approve_appeal"),
            "may_change": self.has_change_permission(request, appeal),
        }
        return render(request, "admin/appeals/review.html", context, status=status)

    def give_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what should be changed, then return the appeal to its author."""
        require(request, "appeals.approve_appeal")
        appeal = self._appeal(request, pk)
        heading = _("Return %(code)s to its author") % {"code": appeal.code}
        return self._ask(
            request,
            appeal,
            ReturnForm,
            lambda form: services.return_appeal(
                appeal, reason=form.cleaned_data["reason"], by=user_of(request)
            ),
            title=heading,
            button=_("Return now"),
            done=_("%(code)s is its author’s draft again.") % {"code": appeal.code},
        )

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason, then take the appeal down."""
        require(request, "appeals.approve_appeal")
        appeal = self._appeal(request, pk)
        heading = _("Withdraw %(code)s") % {"code": appeal.code}
        return self._ask(
            request,
            appeal,
            WithdrawForm,
            lambda form: services.withdraw_appeal(
                appeal, reason=form.cleaned_data["reason"], by=user_of(request)
            ),
            title=heading,
            button=_("Withdraw now"),
            done=_("%(code)s is withdrawn: its pictures are gone.") % {"code": appeal.code},
        )

    def rendition(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A rendition from the private bucket, for those who may see its appeal."""
        rendition = get_object_or_404(Rendition.objects.select_related("crop"), pk=pk)
        self._readable(request, rendition.crop.appeal_id)
        content = rendition.read_private()
        try:
            services.require_intact(content, rendition)
        except Refused as refusal:
            # What is looked at has to be what would be published.
            return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
        return HttpResponse(content, content_type=rendition.media_type)

    def _appeal(self, request: HttpRequest, pk: int) -> Appeal:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request).select_related("unit", "author"), pk=pk)

    def _readable(self, request: HttpRequest, pk: int) -> Appeal:
        """The appeal, for those who may see its pictures; what is public, or shown to an audience
        that sends tips about it, all may.
        """
        appeal = self._appeal(request, pk)
        if not (appeal.is_public or showings.has_been_shown(appeal)):
            require(request, "appeals.view_crop")
        return appeal

    def _ask(
        self,
        request: HttpRequest,
        appeal: Appeal,
        make_form: Callable[[QueryDict | None], BaseForm],
        act: Callable[[BaseForm], object],
        *,
        done: str,
        to: str = "appeal-review",
        **words: str,
    ) -> HttpResponse:
        """A page with one form; whatever is wrong, what was typed is still in it. Afterwards the
        appeal's page of the name ``to`` says ``done``.
        """
        status = 200
        form = make_form(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                act(form)
            except Refused as refusal:
                messages.error(request, str(refusal))
                status = 409
            else:
                messages.success(request, done)
                return _to(to, appeal.pk)
        elif form.is_bound:
            status = 422
        frame = {**self.admin_site.each_context(request), "opts": self.opts, **words}
        context = {**frame, "appeal": appeal, "form": form}
        return render(request, "admin/appeals/form.html", context, status=status)


def _approvals_of(appeal: Appeal) -> list[tuple[Approval, bool]]:
    """The releases, the newest first, and whether each was for the public: the last one of an
    appeal that is public, while all others were for an audience.
    """
    found = list(appeal.approvals.select_related("approver"))
    return [(each, appeal.is_public and each == found[0]) for each in found]


def _say_status(request: HttpRequest, appeal: Appeal) -> None:
    messages.success(
        request,
        _("%(code)s is “%(status)s” now.")
        % {"code": appeal.code, "status": appeal.get_status_display()},
    )


def _to(name: str, *args: object) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"admin:{name}", args=args))
