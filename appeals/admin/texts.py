"""The page on which a draft's crops are described in more languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from appeals import languages, services
from appeals.exceptions import Refused
from appeals.models import Appeal, Crop
from appeals.services.translating import Words

from .access import user_of
from .forms import CropTextForm


@dataclass(frozen=True)
class _Line:
    """A crop with the form for its words."""

    crop: Crop
    form: CropTextForm


def texts_page(request: HttpRequest, appeal: Appeal, language: str) -> HttpResponse:
    """Show and take the words of all crops in ``language``.

    Raises:
        Http404: appeals are not told in that language, or are written in it.
    """
    if language not in dict(languages.others()):
        raise Http404
    lines = list(_lines(request, appeal, language))
    status = 200
    if request.method == "POST":
        status = 422
        faults = [line for line in lines if not line.form.is_valid()]
        if not faults:
            try:
                services.tell_crops(
                    appeal, language=language, words=_words(lines), by=user_of(request)
                )
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(reverse("admin:appeal-review", args=[appeal.pk]))
    context = {
        **admin.site.each_context(request),
        "appeal": appeal,
        "lines": lines,
        "language": language,
        "title": _("Pictures in %(language)s") % {"language": languages.name_of(language)},
    }
    return render(request, "admin/appeals/texts.html", context, status=status)


def _lines(request: HttpRequest, appeal: Appeal, language: str) -> Iterator[_Line]:
    typed = request.POST if request.method == "POST" else None
    for crop in appeal.crops.prefetch_related("texts", "renditions"):
        told = next((each for each in crop.texts.all() if each.language == language), None)
        initial = {"alt_text": told.alt_text, "caption": told.caption} if told else {}
        form = CropTextForm(typed, initial=initial, prefix=f"crop-{crop.pk}")
        for field in form.fields.values():
            field.widget.attrs.update({"lang": language, "dir": "auto"})
        yield _Line(crop, form)


def _words(lines: list[_Line]) -> dict[int, Words]:
    """The words of each crop; none at all if every field is empty."""
    words = {line.crop.pk: Words(**line.form.cleaned_data) for line in lines}
    is_empty = not any(each.alt_text.strip() or each.caption.strip() for each in words.values())
    return {} if is_empty else words
