"""Tips about an appeal that is shown to an audience before the public: the same form, limits,
sealing and receipt as in views.py, behind the signed link. Which showing a tip came through is not
kept: an audience may be three people.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from appeals.links import find_showing
from appeals.models import Showing
from appeals.shown import in_confidence, link_refused, shown_context, shown_page

from . import limits
from .exceptions import AppealClosed
from .forms import TipForm, new_token
from .receipt_page import receipt_page
from .services import receive_tip
from .views import TIP_GROUP, too_many

_FORM_PAGE = "submissions/shown_send_tip.html"


@in_confidence
@require_safe
def shown_appeal(request: HttpRequest, token: str) -> HttpResponse:
    """The shown appeal with an empty form below it."""
    return shown_page(request, token, template="submissions/shown.html", form=TipForm())


# No cookie, hence no CSRF token, as in views.py.
@csrf_exempt
@in_confidence
@require_http_methods(["GET", "HEAD", "POST"])
def send_shown_tip(request: HttpRequest, token: str) -> HttpResponse:
    """The form on its own, the check, and the receipt. No answer loses the text."""
    typed = request.POST if request.method == "POST" else None
    form = TipForm(typed, initial={"token": new_token()})
    showing = find_showing(token)
    if typed is None and not (showing and showing.is_running):
        return link_refused(request, showing)
    if showing is None or not _takes_tips(showing):
        return _too_late(request, showing, form)
    if typed is None or not form.is_valid():
        return _form_page(request, showing, token, form, status=200 if typed is None else 422)
    if _is_foreign(request):
        return _check_page(request, showing, token, form, status=403)
    if not form.cleaned_data["token"]:
        return _check_page(request, showing, token, form)
    return _accept(request, showing, token, form)


def _takes_tips(showing: Showing) -> bool:
    """Also when the appeal was published while somebody was writing."""
    return showing.is_running or (showing.leads_on and showing.appeal.is_open)


def _is_foreign(request: HttpRequest) -> bool:
    """Whether another site's page sent the form.

    Without referrers a browser calls the origin of our own page "null". New ones say in another
    header where the form came from; of old ones it is enough that they know the link.
    """
    is_our_null = (
        request.headers.get("Origin") == "null" and "Sec-Fetch-Site" not in request.headers
    )
    return bool(request.META.get("tipsite.foreign_origin")) and not is_our_null


def _accept(request: HttpRequest, showing: Showing, token: str, form: TipForm) -> HttpResponse:
    wait_s = limits.seconds_to_wait(request, group=TIP_GROUP, rate=settings.TIPS_PER_NETWORK)
    if wait_s:
        context = {**shown_context(showing, token), "form": form}
        return too_many(request, _FORM_PAGE, context, wait_s)
    try:
        receipt = receive_tip(
            showing.appeal.code,
            form.draft(page_language=get_language() or ""),
            token=form.cleaned_data["token"],
            showing=showing,
        )
    except AppealClosed:
        return _too_late(request, showing, form)
    return HttpResponse(receipt_page(showing.appeal.code, receipt))


def _form_page(
    request: HttpRequest, showing: Showing, token: str, form: TipForm, *, status: int
) -> HttpResponse:
    if form.is_bound:
        form = form.with_token()
    context = {**shown_context(showing, token), "form": form}
    return render(request, _FORM_PAGE, context, status=status)


def _check_page(
    request: HttpRequest, showing: Showing, token: str, form: TipForm, *, status: int = 200
) -> HttpResponse:
    checked = TipForm(initial={**form.cleaned_data, "token": new_token()})
    context = {**shown_context(showing, token), "form": checked}
    return render(request, "submissions/shown_check_tip.html", context, status=status)


def _too_late(request: HttpRequest, showing: Showing | None, form: TipForm) -> HttpResponse:
    """The link opens nothing any more, or never did; the text is handed back."""
    status = 410 if showing else 404
    return render(request, "submissions/shown_too_late.html", {"form": form}, status=status)
