"""The Celery application: queue wiring only; tasks live in the apps' tasks.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tipsite.settings")

app = Celery("tipsite")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
