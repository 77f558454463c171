"""The crops on an appeal's form: what is shown of them, and which service a changed one goes to."""

from typing import Any, Final

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from appeals import crops, services
from appeals.models import Appeal, Crop, User

from .forms import CropForm
from .uploads import CropFormSet

# deploy/nginx/staff.conf takes 25 MB a request; the rest is for the words and the form around.
_CUTS_BYTES: Final = 24 * 1024 * 1024


def cutting_limits() -> dict[str, int]:
    """What the browser has to keep to when it cuts, so that the server takes every cut: sides in
    px, sizes in bytes; ``total_bytes`` is for all cuts of one form together.
    """
    return {
        "min_side_px": crops.MIN_SIDE_PX,
        "max_side_px": crops.MASTER_SIDE_PX,
        "max_bytes": crops.MAX_BYTES,
        "total_bytes": _CUTS_BYTES,
    }


class CropInline(admin.StackedInline[Crop, Appeal]):
    """The crops of a draft."""

    model = Crop
    form = CropForm
    formset = CropFormSet  # type: ignore[assignment]  # the stubs know no form of one's own
    # One empty form is there without scripts too.
    extra = 1
    min_num = 0
    # As many files as one request may carry.
    max_num = 10
    readonly_fields = ["thumbnail"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Crop]:
        """With what the thumbnails need."""
        return super().get_queryset(request).prefetch_related("renditions")

    def get_formset(self, request: HttpRequest, obj: Appeal | None = None, **kwargs: Any) -> Any:
        """Refuse more crops than fit; a form without scripts could send them."""
        return super().get_formset(request, obj, validate_max=True, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Appeal | None = None) -> list[Any]:
        """The file only where it can be chosen: nothing can be said of it later."""
        may_choose = self.has_add_permission(request, obj) and (obj is None or obj.is_editable)
        file = ["file"] if may_choose else []
        return ["thumbnail", *file, "alt_text", "caption", "position"]

    @admin.display(description=_("Picture"))
    def thumbnail(self, crop: Crop) -> str:
        """The small rendition of a crop that is stored."""
        card = crop.card if crop.pk else None
        if card is None:
            return "–"
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}">',
            reverse("admin:appeal-rendition", args=[card.pk]),
            card.width_px,
            card.height_px,
            crop.alt_text,
        )


def save_crop(appeal: Appeal, form: CropForm, *, by: User) -> None:
    """Add, change or remove the crop of a valid form that was changed.

    Raises:
        NotEditable: the appeal is no draft any more.
    """
    words = {name: form.cleaned_data.get(name) or "" for name in ("alt_text", "caption")}
    picture: crops.Picture | None = form.cleaned_data.get("file")
    if form.cleaned_data.get("DELETE"):
        if form.instance.pk:
            services.remove_crop(form.instance, by=by)
    elif picture and not form.instance.pk:
        position = form.cleaned_data["position"]
        services.add_crop(appeal, picture=picture, **words, position=position, by=by)
    else:
        if picture:
            services.replace_crop(form.instance, picture=picture, by=by)
        if form.changed_data != ["file"]:
            services.edit_crop(
                form.instance, **words, position=form.cleaned_data["position"], by=by
            )
