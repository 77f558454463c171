"""What the world can open."""

from django.urls import include, path, register_converter
from django.urls.resolvers import URLPattern, URLResolver
from django.views.generic import RedirectView

from appeals import close_ups, developers, embeds, feeds, handouts, results, sitemaps
from appeals import shown as appeals_shown
from appeals import views as appeals_views
from appeals.api.urls import urlpatterns as api_urls
from appeals.converters import AppealCode, SceneCode
from submissions import shown as submissions_shown
from submissions import views as submissions_views
from tipsite import errors, pages, views
from tipsite.languages import in_languages

register_converter(AppealCode, "appeal_code")
register_converter(SceneCode, "scene_code")

# Files, the same in every language.
pictures_urls = (
    [
        path("pictures/<str:key>", appeals_views.picture, name="picture"),
        path("shown/<str:token>/<int:number>", appeals_shown.shown_picture, name="shown-picture"),
        path("appeals/<appeal_code:code>/press-kit.zip", handouts.press_kit, name="press-kit"),
    ],
    "pictures",
)
# What programs read; where it tells words, the address says in which language.
machines_urls: tuple[list[URLPattern | URLResolver], str] = (
    [
        path("oembed", embeds.oembed, name="oembed"),
        path("sitemap.xml", sitemaps.index, name="sitemap-index"),
        path("api/v1/", include(api_urls)),
    ],
    "machines",
)
appeals_urls = (
    [
        path("", appeals_views.front_page, name="front-page"),
        path("scenes/<scene_code:code>/", appeals_views.scene_page, name="scene"),
        # The form comes from the upper app, so its view wraps the appeal's own.
        path("appeals/<appeal_code:code>/", submissions_views.appeal_with_form, name="appeal"),
        path("appeals/<appeal_code:code>/poster/", handouts.poster, name="poster"),
        path("appeals/<appeal_code:code>/press-kit.zip", handouts.find_press_kit, name="press-kit"),
        path("results/", results.statistics_page, name="statistics"),
        path("feed.atom", feeds.atom, name="feed-atom"),
        path("feed.json", feeds.json_feed, name="feed-json"),
        path("embed/<appeal_code:code>/", embeds.card, name="embed"),
        path("sitemap/<int:number>.xml", sitemaps.pages, name="sitemap"),
        path("developers/", developers.page, name="developers"),
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
# About the site itself: help, trust, and the operator's own looks.
site_urls = (
    [
        path("help/", pages.help_page, name="help"),
        path("about/", pages.page, {"template": "site/about.html"}, name="about"),
        *(
            path(f"about/{name}/", pages.page, {"template": f"site/{name}.html"}, name=name)
            for name in ("anonymity", "tips", "accessibility", "privacy")
        ),
    ],
    "site",
)
site_files_urls = (
    [
        path(".well-known/security.txt", pages.security_txt, name="security-txt"),
        path(
            "security.txt",
            RedirectView.as_view(pattern_name="site-files:security-txt", permanent=True),
            name="old-security-txt",
        ),
        path("colours/<str:version>.css", pages.colours_css, name="colours"),
    ],
    "site-files",
)
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(pictures_urls)),
    path("", include(machines_urls)),
    path("healthz", views.health, name="health"),
    path("", include(site_files_urls)),
    path("robots.txt", views.robots, name="robots"),
    in_languages(
        path("", include(appeals_urls)),
        path("", include(submissions_urls)),
        path("", include(site_urls)),
    ),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
