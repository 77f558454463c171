"""The Celery application: queue wiring only; tasks live in the apps' tasks.py."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tipsite.settings")

_PREFIX = "CELERY_"


def _own_settings() -> dict[str, object]:
    """The queue's settings and no others.

    Handing Celery Django's settings as a whole would put the worker's private key into an object
    that Celery shows to whoever asks.
    """
    names = [name for name in dir(settings) if name.startswith(_PREFIX)]
    return {name.removeprefix(_PREFIX).lower(): getattr(settings, name) for name in names}


app = Celery("tipsite")
app.conf.update(_own_settings())
app.autodiscover_tasks()
