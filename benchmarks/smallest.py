"""The yardstick for tips: the smallest Django view that keeps what it is sent, one row a POST.

No middleware, no template, no check, no limit. A program of its own for the application server.
"""

import os
from typing import ClassVar

import dj_database_url
import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path

from .sizes import SEALED_BYTES

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=None)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
django.setup()

SEALED = os.urandom(SEALED_BYTES)


class Row(models.Model):
    """The text's place is taken by as many bytes as a sealed tip has."""

    sealed = models.BinaryField()

    # Said aloud only for the type checker, which knows no application of this name.
    objects: ClassVar["models.Manager[Row]"] = models.Manager()

    class Meta:
        app_label = "smallest"
        db_table = "smallest_row"

    def __str__(self) -> str:
        return str(self.pk)


def keep(request: HttpRequest) -> HttpResponse:
    """Insert one row and say so."""
    if not request.POST["text"]:
        return HttpResponse(status=422)
    row = Row.objects.create(sealed=SEALED)
    return HttpResponse(f"kept {row.pk}\n")


urlpatterns = [path("", keep)]
application = WSGIHandler()
