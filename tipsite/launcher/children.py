"""The processes of tipsite itself: command, zone and environment of each; started elsewhere."""

import os
import sys
from collections.abc import Mapping

from tipsite.launcher.places import PROJECT, Places
from tipsite.launcher.preflight import HOST
from tipsite.launcher.processes import Child

# Enough for one person and a demonstration on two cores; DESIGN.md has the measurements.
PUBLIC_PROCESSES = 2
STAFF_PROCESSES = 1
THREADS_PER_PROCESS = 4
WORKER_PROCESSES = 2
# Below the launcher's own patience, so that a request has a chance to end before it is cut.
WEB_GRACE_S = 8

# What only the worker may hold; no other process of ours gets to see these.
PRIVATE_KEY_VARIABLES = ("TIPSITE_IDENTITY",)


def zone_environment(zone: str, places: Places, servers: Mapping[str, str]) -> dict[str, str]:
    """Environment of one process: ours, with its zone, its own key folder, and the servers.

    Args:
        zone: `public`, `staff` or `worker`; `all` is for the commands that prepare a start.
        servers: DATABASE_URL and REDIS_URL.
    """
    environment = {**os.environ, **servers}
    environment.pop("TIPSITE_KEYS_DIR", None)
    if zone in {"public", "staff"}:
        for name in PRIVATE_KEY_VARIABLES:
            environment.pop(name, None)
    if zone != "all":
        environment["TIPSITE_KEYS_DIR"] = str(places.keys / zone)
    return {
        **environment,
        "TIPSITE_ZONE": zone,
        "TIPSITE_VAR_DIR": str(places.var),
        "DJANGO_SETTINGS_MODULE": "tipsite.settings",
        "PYTHONUNBUFFERED": "1",
    }


def manage(*arguments: str) -> list[str]:
    """Command line of a management command."""
    return [sys.executable, str(PROJECT / "manage.py"), *arguments]


def web_child(name: str, zone: str, port: int, environment: dict[str, str], at: Places) -> Child:
    """The web process of a zone, on loopback only."""
    processes = PUBLIC_PROCESSES if zone == "public" else STAFF_PROCESSES
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "tipsite.wsgi:application"),
        *("--host", HOST, "--port", str(port), "--http", "1", "--no-ws", "--no-access-log"),
        *("--workers", str(processes), "--blocking-threads", str(THREADS_PER_PROCESS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", str(WEB_GRACE_S)),
    ]
    return _child(name, zone, command, environment, at)


def worker_child(environment: dict[str, str], at: Places) -> Child:
    """The Celery worker."""
    command = [
        *(sys.executable, "-m", "celery", "-A", "tipsite.celery", "worker"),
        *("--loglevel", "INFO", "--concurrency", str(WORKER_PROCESSES)),
        # There is one worker: it has nobody to talk to at its start.
        *("--without-gossip", "--without-mingle"),
    ]
    return _child("the worker", "worker", command, environment, at)


def beat_child(environment: dict[str, str], at: Places) -> Child:
    """Celery's clock, which sends the sweep for tips no task reached."""
    command = [
        *(sys.executable, "-m", "celery", "-A", "tipsite.celery", "beat"),
        *("--loglevel", "INFO", "--pidfile", "", "--schedule", str(at.folder("beat") / "schedule")),
    ]
    return _child("beat", "beat", command, environment, at)


def _child(
    name: str, file_name: str, command: list[str], environment: dict[str, str], at: Places
) -> Child:
    return Child(
        name=name,
        command=command,
        environment=environment,
        log=at.log(file_name),
        record=at.record(file_name),
        folder=PROJECT,
    )
