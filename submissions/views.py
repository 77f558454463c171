"""Public pages of a tip: the form, the check before sending, the receipt, and coming back with
it.
"""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from appeals.models import Appeal
from appeals.views import appeal_page, get_public_appeal

from . import limits
from .exceptions import AppealClosed, ReceiptMistyped, ReceiptUnknown
from .forms import ReceiptForm, TipForm, new_token
from .receipt_page import receipt_page
from .receipts import Receipt
from .services import find_tip, receive_tip

TIP_GROUP: Final = "tips"
_LOOKUP_GROUP: Final = "receipt-lookups"


@require_safe
def appeal_with_form(request: HttpRequest, code: str) -> HttpResponse:
    """The appeal's page with an empty form below it, the same for everybody and so cacheable."""
    return appeal_page(request, code, template="submissions/appeal.html", form=TipForm())


# No cookie, hence no CSRF token: tipsite/origin.py tells our own forms from those of other sites.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def send_tip(request: HttpRequest, code: str) -> HttpResponse:
    """The form on its own, the check, and the receipt.

    A form without a token comes from a page that caches share, so it is shown back once with a
    token of its own; a form with one is accepted at once. No answer loses the text.
    """
    typed = request.POST if request.method == "POST" else None
    form = TipForm(typed, initial={"token": new_token()})
    if _is_complete(request, form):
        # The appeal itself is looked at only where it has to be shown.
        return _accept(request, code, form)
    appeal = get_public_appeal(code)
    if not appeal.is_open:
        return _form_page(request, appeal, form, status=410)
    if typed is None:
        return _form_page(request, appeal, form)
    if not form.is_valid():
        return _form_page(request, appeal, form, status=422)
    status = 403 if request.META.get("tipsite.foreign_origin") else 200
    return _check_page(request, appeal, form, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """The receipt holder's page: asked for by POST, so that no history keeps the receipt."""
    if request.method != "POST":
        return render(request, "submissions/come_back.html", {"form": ReceiptForm()})
    form = ReceiptForm(request.POST)
    wait_s = limits.seconds_to_wait(
        request, group=_LOOKUP_GROUP, rate=settings.RECEIPT_LOOKUPS_PER_NETWORK
    )
    if wait_s:
        return too_many(request, "submissions/come_back.html", {"form": form}, wait_s)
    if request.META.get("tipsite.foreign_origin") or not form.is_valid():
        return render(request, "submissions/come_back.html", {"form": form}, status=422)
    return _tip_status(request, form)


def _is_complete(request: HttpRequest, form: TipForm) -> bool:
    """Whether a tip can be accepted as it is: valid, with a token, from a page of ours."""
    is_foreign = bool(request.META.get("tipsite.foreign_origin"))
    return not is_foreign and form.is_valid() and bool(form.cleaned_data["token"])


def _accept(request: HttpRequest, code: str, form: TipForm) -> HttpResponse:
    wait_s = limits.seconds_to_wait(request, group=TIP_GROUP, rate=settings.TIPS_PER_NETWORK)
    if wait_s:
        context = _page_context(get_public_appeal(code), form)
        return too_many(request, "submissions/send_tip.html", context, wait_s)
    try:
        receipt = receive_tip(
            code,
            form.draft(page_language=get_language() or ""),
            token=form.cleaned_data["token"],
        )
    except AppealClosed:
        return _form_page(request, get_public_appeal(code), form, status=410)
    return HttpResponse(receipt_page(code, receipt))


def _form_page(
    request: HttpRequest, appeal: Appeal, form: TipForm, *, status: int = 200
) -> HttpResponse:
    if form.is_bound:
        form = form.with_token()
    context = _page_context(appeal, form)
    return render(request, "submissions/send_tip.html", context, status=status)


def _page_context(appeal: Appeal, form: TipForm) -> dict[str, object]:
    return {
        "appeal": appeal,
        "form": form,
        "crops": list(appeal.crops.prefetch_related("renditions")),
    }


def _check_page(
    request: HttpRequest, appeal: Appeal, form: TipForm, *, status: int = 200
) -> HttpResponse:
    checked = TipForm(initial={**form.cleaned_data, "token": new_token()})
    context = _page_context(appeal, checked)
    return render(request, "submissions/check_tip.html", context, status=status)


def _tip_status(request: HttpRequest, form: ReceiptForm) -> HttpResponse:
    try:
        tip = find_tip(Receipt.read(form.cleaned_data["receipt"]))
    except (ReceiptMistyped, ReceiptUnknown) as refusal:
        context = {
            "form": form,
            "is_mistyped": isinstance(refusal, ReceiptMistyped),
            "is_refused": True,
        }
        return render(request, "submissions/come_back.html", context, status=404)
    return render(request, "submissions/tip_status.html", {"tip": tip})


def too_many(
    request: HttpRequest, template: str, context: dict[str, object], wait_s: int
) -> HttpResponse:
    minutes = -(-wait_s // 60)
    response = render(request, template, {**context, "wait_minutes": minutes}, status=429)
    response["Retry-After"] = str(wait_s)
    return response
