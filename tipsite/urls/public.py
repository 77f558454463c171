"""What the world can open."""

from django.urls import include, path, register_converter
from django.urls.resolvers import URLPattern, URLResolver

from appeals import close_ups
from appeals import shown as appeals_shown
from appeals import views as appeals_views
from appeals.converters import AppealCode
from submissions import shown as submissions_shown
from submissions import views as submissions_views
from tipsite import errors, views
from tipsite.languages import in_languages

register_converter(AppealCode, "appeal_code")

# Files, the same in every language.
pictures_urls = (
    [
        path("pictures/<str:key>", appeals_views.picture, name="picture"),
        path("shown/<str:token>/<int:number>", appeals_shown.shown_picture, name="shown-picture"),
    ],
    "pictures",
)
appeals_urls = (
    [
        path("", appeals_views.front_page, name="front-page"),
        # The form comes from the upper app, so its view wraps the appeal's own.
        path("appeals/<appeal_code:code>/", submissions_views.appeal_with_form, name="appeal"),
        path(
            "appeals/<appeal_code:code>/pictures/<int:number>/", close_ups.close_up, name="close-up"
        ),
        # The restricted stage: everything behind a signed link.
        path("shown/<str:token>/", submissions_shown.shown_appeal, name="shown"),
        path(
            "shown/<str:token>/pictures/<int:number>/",
            appeals_shown.shown_close_up,
            name="shown-close-up",
        ),
    ],
    "appeals",
)
submissions_urls = (
    [
        path("appeals/<appeal_code:code>/tip/", submissions_views.send_tip, name="send-tip"),
        path("shown/<str:token>/tip/", submissions_shown.send_shown_tip, name="send-shown-tip"),
        path("receipt/", submissions_views.come_back, name="come-back"),
    ],
    "submissions",
)
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(pictures_urls)),
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    in_languages(path("", include(appeals_urls)), path("", include(submissions_urls))),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
