"""Both web zones in one process, for commands, tests and the curious; bin/run starts them apart."""

from django.contrib import admin
from django.urls import path

from .public import handler400 as handler400
from .public import handler403 as handler403
from .public import handler404 as handler404
from .public import handler500 as handler500
from .public import urlpatterns as public_patterns

urlpatterns = [*public_patterns, path("admin/", admin.site.urls)]
