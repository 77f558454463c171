"""The queue's filters as a query string, carried from the queue through a tip's page and forms."""

from dataclasses import asdict
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from moderation.queue import Filters

# The hidden field of the forms on a tip's page.
FIELD: Final = "next_query"
_NAMES: Final = frozenset(asdict(Filters()))
_LONGEST_FILTER: Final = 40
# All filters at their longest, each character as a percent-encoded one of four bytes.
_LONGEST_QUERY: Final = len(_NAMES) * (_LONGEST_FILTER * 12 + 10)


def filters_of(query: QueryDict) -> Filters:
    """The filters that a query asks for; what it leaves out is as in an empty one."""
    # PostgreSQL takes no NUL, and nothing that is worth asking for is longer.
    asked = {
        name: str(query[name]).replace("\0", "")[:_LONGEST_FILTER]
        for name in _NAMES
        if name in query
    }
    return Filters(**asked)


def query_of(filters: Filters) -> str:
    """The query that asks for these filters."""
    # An empty state means all of them, so it is kept where other empty filters go.
    chosen = {name: value for name, value in asdict(filters).items() if value}
    return urlencode({"state": filters.state, **chosen})


def carried_filters(request: HttpRequest) -> Filters | None:
    """The filters with which somebody left the queue; None if they came another way."""
    query = request.GET
    if request.method == "POST":
        query = QueryDict(request.POST.get(FIELD, "")[:_LONGEST_QUERY])
    return filters_of(query) if _NAMES & query.keys() else None
