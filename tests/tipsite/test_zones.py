"""Each zone in a process of its own: what it holds, what it serves, and what it refuses to start
with.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings

from submissions.keys import make_keys

BASE_DIR = Path(settings.BASE_DIR)
FACTS = """
import json, django
from django.conf import settings
django.setup()
from django.core.checks import run_checks
from django.test import Client
def status(path):
    return Client(headers={"Host": "localhost"}).get(path).status_code
print(json.dumps({"facts": %s}))
"""
# Everything that production asks for, besides the keys of the zone.
PRODUCTION = {
    "TIPSITE_PRODUCTION": "true",
    "TIPSITE_HOSTS": "tips.example.org",
    "TIPSITE_PUBLIC_URL": "https://tips.example.org/",
    "DATABASE_URL": "postgresql://tipsite@database.invalid/tipsite",
    "REDIS_URL": "redis://queue.invalid/0",
}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder)
    return folder


def run(code: str, keys: Path, zone: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run Python in a process that knows nothing but what is given here."""
    clean = {
        "PATH": os.defpath,
        "DJANGO_SETTINGS_MODULE": "tipsite.settings",
        "PYTHONWARNINGS": "ignore",
        "TIPSITE_ZONE": zone,
        "TIPSITE_VAR_DIR": str(settings.VAR_DIR),
        "TIPSITE_KEYS_DIR": str(keys / zone),
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "REDIS_URL": os.environ["REDIS_URL"],
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def facts(expression: str, keys: Path, zone: str, **environment: str) -> object:
    import json

    done = run(FACTS % expression, keys, zone, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["facts"]


def refusal(keys: Path, zone: str, **environment: str) -> str:
    """The one sentence with which a process of this zone stops."""
    done = run("import django; django.setup()", keys, zone, **environment)
    assert done.returncode != 0, "it started"
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert "AGE-SECRET-KEY" not in done.stderr.upper()
    assert "AGE-SECRET-KEY" not in done.stdout.upper()
    return last.partition(": ")[2]


@pytest.mark.parametrize("zone", ["public", "staff"])
class TestPrivateKeys:
    def test_one_in_any_variable_stops_the_process(self, keys: Path, zone: str) -> None:
        key = (keys / "worker" / "identity").read_text().strip()

        for name in ("TIPSITE_IDENTITY", "SOMETHING_ELSE"):
            for value in (key, key.lower(), f"x {key}"):
                said = refusal(keys, zone, **{name: value})
                assert f"The {zone} zone must not hold a private key" in said
                assert name in said
                break

    def test_one_under_any_name_in_the_keys_folder_stops_the_process(
        self, keys: Path, zone: str, tmp_path: Path
    ) -> None:
        key = (keys / "worker" / "identity").read_text()
        folder = tmp_path / zone
        (folder / "deeper").mkdir(parents=True)
        for own in (keys / zone).iterdir():
            (folder / own.name).write_text(own.read_text())
        (folder / "deeper" / "note.txt").write_text(f"# made today\n{key}")

        said = refusal(keys, zone, TIPSITE_KEYS_DIR=str(folder))

        assert "note.txt" in said
        assert "only the worker opens tips" in said


class TestPublic:
    def test_has_no_staff_address(self, keys: Path) -> None:
        found = facts(
            '[status(path) for path in ("/healthz", "/admin/", "/admin/login/", "/admin")]',
            keys,
            "public",
        )

        assert found == [200, 404, 404, 404]

    def test_has_neither_the_admins_nor_moderations_code(self, keys: Path) -> None:
        found = facts(
            "[settings.INSTALLED_APPS, sorted(__import__('sys').modules)]", keys, "public"
        )

        assert isinstance(found, list)
        installed, modules = found
        assert not {"django.contrib.admin", "moderation", "django.contrib.sessions"} & set(
            installed
        )
        assert not [name for name in modules if name.split(".")[0] == "moderation"]

    def test_holds_its_own_keys_only(self, keys: Path) -> None:
        found = facts(
            "[len(settings.SEALING_RECIPIENTS), bool(settings.RECEIPT_KEY),"
            " settings.WORKER_IDENTITY]",
            keys,
            "public",
        )

        assert found == [2, True, ""]

    def test_sets_no_cookie_and_knows_no_session(self, keys: Path) -> None:
        found = facts("settings.MIDDLEWARE", keys, "public")

        assert not [name for name in str(found).split() if "session" in name or "csrf" in name]


class TestStaff:
    def test_signs_links_with_the_key_that_the_public_zone_reads_them_with(
        self, keys: Path
    ) -> None:
        found = {zone: facts("settings.SHOWING_KEY", keys, zone) for zone in ("public", "staff")}

        assert found["public"] == found["staff"] != ""

    def test_has_no_public_page(self, keys: Path) -> None:
        found = facts(
            '[status(path) for path in ("/", "/healthz", "/receipt/", "/robots.txt",'
            ' "/appeals/EU-2026-0001/", "/appeals/EU-2026-0001/tip/", "/pictures/x.jpg",'
            ' "/shown/x/", "/shown/x/1", "/shown/x/tip/",'
            ' "/scenes/S-7K3M9Q/")]',
            keys,
            "staff",
        )

        assert found == [302, 200] + [404] * 9

    def test_holds_neither_the_private_key_nor_the_receipt_key(self, keys: Path) -> None:
        found = facts(
            "[settings.WORKER_IDENTITY, settings.RECEIPT_KEY, settings.SEALING_RECIPIENTS]",
            keys,
            "staff",
        )

        assert found == ["", "", []]


class TestWorker:
    def test_answers_no_address(self, keys: Path) -> None:
        found = facts(
            "[__import__('tipsite.urls.worker').urls.worker.urlpatterns, settings.ROOT_URLCONF,"
            " settings.RECEIPT_KEY, settings.SHOWING_KEY, bool(settings.WORKER_IDENTITY)]",
            keys,
            "worker",
        )

        assert found == [[], "tipsite.urls.worker", "", "", True]

    def test_without_its_private_key_it_does_not_start(self, keys: Path) -> None:
        said = refusal(keys, "worker", TIPSITE_KEYS_DIR=str(keys / "staff"))

        assert "TIPSITE_IDENTITY is not set" in said


@pytest.mark.parametrize("zone", ["Public", "public ", "PUBLIC", "web", "public,staff", "0"])
def test_odd_spellings_of_a_zone_are_refused(keys: Path, zone: str) -> None:
    said = refusal(keys, "public", TIPSITE_ZONE=zone)

    assert "must be one of public, worker, staff, all" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIPSITE_PRODUCTION", "perhaps"),
        ("TIPSITE_PRODUCTION", "True!"),
        ("TIPSITE_TRUSTED_PROXIES", "one"),
        ("TIPSITE_TRUSTED_PROXIES", "-1"),
        ("TIPSITE_SWEEP_EVERY_S", "0"),
    ],
)
def test_odd_values_are_refused_by_name(keys: Path, name: str, value: str) -> None:
    assert name in refusal(keys, "public", **{name: value})


class TestProduction:
    def without(self, name: str) -> Mapping[str, str]:
        return {**PRODUCTION, name: ""}

    @pytest.mark.parametrize("zone", ["staff", "worker"])
    def test_zones_that_make_links_have_to_know_where_they_lead(
        self, keys: Path, zone: str
    ) -> None:
        said = refusal(keys, zone, **self.without("TIPSITE_PUBLIC_URL"))

        assert said.startswith("Set TIPSITE_PUBLIC_URL")

    @pytest.mark.parametrize("zone", ["public", "staff"])
    @pytest.mark.parametrize("name", ["TIPSITE_HOSTS", "DATABASE_URL", "REDIS_URL"])
    def test_each_missing_variable_is_named(self, keys: Path, zone: str, name: str) -> None:
        assert refusal(keys, zone, **self.without(name)).startswith(f"Set {name}")

    @pytest.mark.parametrize(
        ("zone", "name"),
        [
            ("public", "TIPSITE_SECRET_KEY"),
            ("public", "TIPSITE_RECEIPT_KEY"),
            ("public", "TIPSITE_SHOWING_KEY"),
            ("public", "TIPSITE_RECIPIENTS"),
            ("staff", "TIPSITE_SECRET_KEY"),
            ("staff", "TIPSITE_SHOWING_KEY"),
            ("worker", "TIPSITE_SECRET_KEY"),
            ("worker", "TIPSITE_IDENTITY"),
        ],
    )
    def test_each_missing_key_is_named(
        self, keys: Path, zone: str, name: str, tmp_path: Path
    ) -> None:
        file_name = name.removeprefix("TIPSITE_").lower()
        folder = tmp_path / zone
        folder.mkdir()
        for own in (keys / zone).iterdir():
            if own.name != file_name:
                (folder / own.name).write_text(own.read_text())

        said = refusal(keys, zone, **PRODUCTION, TIPSITE_KEYS_DIR=str(folder))

        assert said.startswith(f"{name} is not set")

    @pytest.mark.parametrize("zone", ["public", "staff", "worker"])
    def test_links_lead_to_the_public_site(self, keys: Path, zone: str) -> None:
        found = facts("settings.PUBLIC_URL", keys, zone, **PRODUCTION)

        assert found == "https://tips.example.org"

    @pytest.mark.parametrize("zone", ["public", "staff", "worker"])
    def test_with_everything_it_starts_strictly(self, keys: Path, zone: str) -> None:
        found = facts(
            "[settings.DEBUG, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE,"
            " settings.SESSION_COOKIE_NAME[:7], settings.CSRF_COOKIE_NAME[:7],"
            " settings.ALLOWED_HOSTS]",
            keys,
            zone,
            **PRODUCTION,
        )

        assert found == [False, True, True, "__Host-", "__Host-", ["tips.example.org"]]
