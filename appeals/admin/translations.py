"""Translations on an appeal's staff pages: the list of languages, writing one, and the page on
which a second person looks at it and releases it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from appeals import languages, services
from appeals.exceptions import NotReady, Refused
from appeals.models import Appeal, Translation, User
from appeals.telling import (
    Pair,
    Part,
    missing,
    original_sha256,
    pairs,
    parts_of,
    told,
    translation_sha256,
)

from .access import require, user_of
from .forms import EndTranslationForm, ReleaseForm, ReturnTranslationForm, TranslationForm
from .standings import VISITORS_READ, is_out_of_date, standings_of

if TYPE_CHECKING:
    from .appeal import AppealAdmin


@dataclass(frozen=True)
class Beside:
    """A translation with its pairs, as pages show it."""

    translation: Translation
    pairs: list[Pair]
    writers: list[User]
    is_out_of_date: bool


def addresses(pages: "AppealAdmin", wrap: Callable[..., Any]) -> list[URLPattern]:
    """The addresses of these pages, below the appeal's."""
    steps = _Steps(pages)
    below = "<int:pk>/texts/<str:language>"
    return [
        path("<int:pk>/texts/", wrap(steps.languages), name="appeal-languages"),
        path(f"{below}/", wrap(steps.write), name="appeal-texts"),
        path(f"{below}/review/", wrap(steps.review), name="appeal-texts-review"),
        path(f"{below}/release/", wrap(require_POST(steps.release)), name="appeal-texts-release"),
        path(f"{below}/take-back/", wrap(require_POST(steps.take_back)), name="appeal-texts-back"),
        path(f"{below}/return/", wrap(steps.give_back), name="appeal-texts-return"),
        path(f"{below}/end/", wrap(steps.end), name="appeal-texts-end"),
    ]


def unreleased_of(appeal: Appeal) -> list[Beside]:
    """What would become public with an appeal that is not yet, each beside the original."""
    if appeal.is_public:
        return []
    found = list(appeal.translations.unreleased().with_texts())
    parts = parts_of(appeal) if found else []
    return [_beside(each, parts) for each in found]


class _Steps:
    """The views; each takes the appeal's key, and all but the list a language's code."""

    def __init__(self, pages: "AppealAdmin") -> None:
        self.pages = pages

    def languages(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every language, and how far the appeal is told in it."""
        appeal = self._appeal(request, pk, "appeals.view_crop")
        standings = standings_of(appeal)
        context = {
            "original_name": languages.name_of(appeal.language),
            "standings": standings,
            "count_public": sum(1 for each in standings if each.public),
            "may_write": _may_write(request, appeal),
            "title": _("Languages of %(code)s") % {"code": appeal.code},
        }
        return self._page(request, appeal, "languages", context)

    def write(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Write a translation beside the original; whatever is refused, the typed text stays."""
        appeal = self._appeal(request, pk, "appeals.change_crop", language)
        versions = _versions(appeal, language)
        if request.method != "POST" and not _is_open(appeal, versions):
            if not versions:
                raise PermissionDenied
            return _to("appeal-texts-review", appeal, language)
        parts = parts_of(appeal)
        typed = request.POST if request.method == "POST" else None
        texts = told(versions[0]) if versions else {}
        form = TranslationForm(typed, parts=parts, language=language, texts=texts)
        status = 200
        if form.is_bound:
            answer, status = self._save(request, appeal, language, form)
            if answer:
                return answer
            versions = _versions(appeal, language)
        context = {
            "form": form,
            "lines": [(part, form[part.key]) for part in parts],
            "language": language,
            "direction": languages.direction_of(language),
            "language_name": languages.name_of(language),
            "draft": next((each for each in versions if each.is_draft), None),
            "public": next((each for each in versions if each.is_public), None),
            "is_out_of_date": is_out_of_date(versions, original_sha256(parts)),
            "title": _title(appeal, language),
        }
        return self._page(request, appeal, "texts", context, status=status)

    def _save(
        self, request: HttpRequest, appeal: Appeal, language: str, form: TranslationForm
    ) -> tuple[HttpResponse | None, int]:
        """The way on, or the status with which the form comes back."""
        if not form.is_valid():
            return None, 422
        step, user = request.POST.get("step", "save"), user_of(request)
        texts = {} if step == "discard" else form.cleaned_data
        try:
            version = services.tell_appeal(appeal, language=language, texts=texts, by=user)
            if version and step == "submit":
                services.submit_translation(version, by=user)
        except NotReady as refusal:
            messages.error(request, _("The draft is saved, but it was not sent on."))
            messages.error(request, str(refusal))
            form.mark_missing()
            return None, 422
        except Refused as refusal:
            messages.error(request, str(refusal))
            return None, 409
        messages.success(request, _what_was_done(appeal, language, version, form.parts))
        if version and version.is_awaiting_release:
            return _to("appeal-texts-review", appeal, language), 302
        return _to("appeal-languages", appeal), 302

    def review(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Original and translation side by side, and the steps that are open."""
        appeal = self._appeal(request, pk, "appeals.view_crop", language)
        version = self._version(appeal, language)
        form = ReleaseForm(initial={"seen": translation_sha256(version)})
        return self._review_page(request, appeal, version, form)

    def release(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Make public what was looked at; with a line unticked the page comes back."""
        appeal = self._appeal(request, pk, "appeals.approve_appeal", language)
        version = self._version(appeal, language)
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Not released: a line of the checklist is not ticked."))
            return self._review_page(request, appeal, version, form, status=422)
        try:
            services.release_translation(version, **form.cleaned_data, by=user_of(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return _to("appeal-texts-review", appeal, language)
        messages.success(
            request,
            _("Visitors read %(code)s in %(language)s now.")
            % {"code": appeal.code, "language": version.language_name},
        )
        return _to("appeal-languages", appeal)

    def take_back(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Make what awaits release a draft again, to change it."""
        appeal = self._appeal(request, pk, "appeals.change_crop", language)
        try:
            services.return_translation(self._version(appeal, language), by=user_of(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return _to("appeal-texts-review", appeal, language)
        return _to("appeal-texts", appeal, language)

    def give_back(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Ask what should be changed, then make the translation a draft again."""
        appeal = self._appeal(request, pk, "appeals.approve_appeal", language)
        version = self._version(appeal, language)
        return self.pages._ask(
            request,
            appeal,
            ReturnTranslationForm,
            lambda form: services.return_translation(
                version, reason=form.cleaned_data["reason"], by=user_of(request)
            ),
            to="appeal-languages",
            title=_("Return the translation: %(language)s") % {"language": version.language_name},
            button=_("Return now"),
            done=_("The translation is a draft again."),
        )

    def end(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Ask for the reason, then take a public translation down."""
        appeal = self._appeal(request, pk, "appeals.approve_appeal", language)
        public = appeal.translations.public().filter(language=language).first()
        if not public:
            raise Http404
        return self.pages._ask(
            request,
            appeal,
            EndTranslationForm,
            lambda form: services.end_translation(
                public, reason=form.cleaned_data["reason"], by=user_of(request)
            ),
            to="appeal-languages",
            title=_("Take down the translation: %(language)s") % {"language": public.language_name},
            button=_("Take down now"),
            done=_("Visitors read the original again."),
        )

    def _review_page(
        self,
        request: HttpRequest,
        appeal: Appeal,
        version: Translation,
        form: ReleaseForm,
        *,
        status: int = 200,
    ) -> HttpResponse:
        public = None if version.is_public else self._public(appeal, version.language)
        context = {
            "beside": _beside(version, parts_of(appeal), public),
            "translation": version,
            "public": public,
            "release_form": form,
            "is_readers_work": user_of(request).pk in version.writers,
            "may_release": request.user.has_perm("appeals.approve_appeal"),
            "may_write": _may_write(request, appeal),
            "title": _title(appeal, version.language),
        }
        return self._page(request, appeal, "texts_review", context, status=status)

    def _page(
        self,
        request: HttpRequest,
        appeal: Appeal,
        template: str,
        context: dict[str, Any],
        *,
        status: int = 200,
    ) -> HttpResponse:
        frame = {**admin.site.each_context(request), "opts": self.pages.opts, "appeal": appeal}
        address = f"admin/appeals/{template}.html"
        return render(request, address, {**frame, **context}, status=status)

    def _appeal(self, request: HttpRequest, pk: int, permission: str, language: str = "") -> Appeal:
        require(request, permission)
        appeal = self.pages._appeal(request, pk)
        if language and language not in dict(languages.others()):
            raise Http404
        return appeal

    def _version(self, appeal: Appeal, language: str) -> Translation:
        versions = _versions(appeal, language)
        if not versions:
            raise Http404
        return versions[0]

    def _public(self, appeal: Appeal, language: str) -> Translation | None:
        return appeal.translations.public().filter(language=language).with_texts().first()


def _versions(appeal: Appeal, language: str) -> list[Translation]:
    """What is being written, then what is public; one of each at most."""
    every = appeal.translations.exclude(state=Translation.State.ENDED).with_texts()
    return sorted(every.filter(language=language), key=lambda each: each.is_public)


def _is_open(appeal: Appeal, versions: list[Translation]) -> bool:
    """Whether a draft may be written."""
    is_told_of = appeal.is_editable or appeal.status in VISITORS_READ
    return is_told_of and not any(each.is_awaiting_release for each in versions)


def _may_write(request: HttpRequest, appeal: Appeal) -> bool:
    return _is_open(appeal, []) and request.user.has_perm("appeals.change_crop")


def _beside(
    translation: Translation, parts: list[Part], public: Translation | None = None
) -> Beside:
    return Beside(
        translation,
        pairs(parts, translation, public),
        list(User.objects.filter(pk__in=translation.writers).order_by("username")),
        translation.original_sha256 != original_sha256(parts),
    )


def _what_was_done(
    appeal: Appeal, language: str, version: Translation | None, parts: list[Part]
) -> str:
    name = {"language": languages.name_of(language)}
    if version is None:
        return _("The draft in %(language)s is thrown away.") % name
    version = appeal.translations.with_texts().get(pk=version.pk)
    if version.is_awaiting_release:
        return _("The translation into %(language)s waits for somebody else to release it.") % name
    lacking = len(missing(parts, told(version)))
    if not lacking:
        return _("Saved. %(language)s is complete.") % name
    return ngettext(
        "Saved. In %(language)s, %(count)s part is missing.",
        "Saved. In %(language)s, %(count)s parts are missing.",
        lacking,
    ) % {**name, "count": lacking}


def _title(appeal: Appeal, language: str) -> str:
    return _("%(code)s in %(language)s") % {
        "code": appeal.code,
        "language": languages.name_of(language),
    }


def _to(name: str, appeal: Appeal, *language: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"admin:{name}", args=[appeal.pk, *language]))
