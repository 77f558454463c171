"""Opens the moderators' queue as several people, and takes the time and counts the queries.

Runs in Django (in_django.py), through its test client: HTTP parsing is no part of it.
"""

import time
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appeals.models import Appeal, User
from moderation.models import Triage
from moderation.queue import Cursor


def visit_queue(visits: str) -> dict[str, dict[str, Any]]:
    """Milliseconds of each visit and the number of queries, for each way into the queue."""
    appeal = Appeal.objects.order_by("code")[1].code
    middle = Triage.objects.awaiting_decision().filter(rank=50).order_by("tip")[:1].get()
    after = {"after": str(Cursor(middle.rank, middle.pk))}
    cases = {
        "first page, one desk": ("moderator", {}),
        "first page, two desks": ("moderator-2", {}),
        "first page, every desk": ("auditor", {}),
        "page in the middle, one desk": ("moderator", after),
        "page in the middle, two desks": ("moderator-2", after),
        "one appeal": ("moderator", {"appeal": appeal}),
        "one language, two desks": ("moderator-2", {"language": "pl"}),
        "free to take": ("moderator", {"whose": "free"}),
        "mine (none)": ("moderator", {"whose": "mine"}),
        "every state, two desks": ("moderator-2", {"state": ""}),
        "a language nobody writes": ("moderator-2", {"language": "xx"}),
    }
    return {name: _visit(who, query, int(visits)) for name, (who, query) in cases.items()}


def _visit(who: str, query: dict[str, str], visits: int) -> dict[str, Any]:
    client = Client(headers={"Host": "localhost"})
    client.force_login(User.objects.get(username=who))
    address = f"{reverse('admin:moderation_triage_changelist')}?{urlencode(query)}"
    _open(client, address)
    with CaptureQueriesContext(connection) as captured:
        _open(client, address)
    return {
        "queries": len(captured),
        "milliseconds": [_open(client, address) for _ in range(visits)],
    }


def _open(client: Client, address: str) -> float:
    begin = time.perf_counter()
    answer = client.get(address)
    taken_ms = (time.perf_counter() - begin) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"the queue answers {answer.status_code}")
    return taken_ms
