"""What every test stands on: fresh files, an empty cache, and a queue that is only looked at."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import caches
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from tipsite import outbox
from tipsite.celery import app

# Transactional tests empty every table by TRUNCATE, which the real database refuses for these.
_APPEND_ONLY = ("auditentry", "disposition", "grade", "handling")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Allow TRUNCATE, and only that, in the test database; a test of its own puts the refusal
    back.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for name in _APPEND_ONLY:
            cursor.execute(f"ALTER TABLE moderation_{name} DISABLE TRIGGER {name}_no_truncate")


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: Any) -> None:
    """Pictures of each test in a folder of its own."""
    for name in ("default", "private", "public", "restricted"):
        location = tmp_path / ("private" if name == "default" else name)
        settings.STORAGES = {
            **settings.STORAGES,
            name: {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": location, "base_url": None},
            },
        }


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hashing that is slow on purpose would be most of the tests' time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Rate limits start anew."""
    for each in caches.all(initialized_only=False):
        each.clear()


class AnnouncedAtOnce(outbox.Announcer):
    """Without the thread, so that a test sees what was sent."""

    def add(self, tip_id: UUID) -> None:
        self._waiting.append(tip_id)
        self.work_off()


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[Any]]]:
    """The tasks that were sent, as (name, arguments), instead of sending them."""
    monkeypatch.setattr(outbox, "_announcer", AnnouncedAtOnce())
    sent: list[tuple[str, list[Any]]] = []

    def send_task(name: str, args: list[Any], **_options: Any) -> None:
        sent.append((name, args))

    monkeypatch.setattr(app, "send_task", send_task)
    return sent


@pytest.fixture
def visitor() -> Client:
    """A browser without cookies that sends what ours send with our own forms."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def public_files() -> Any:
    """The bucket of published pictures."""
    return storages["public"]
