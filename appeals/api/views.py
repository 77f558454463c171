"""The API's operations: each parses what is asked, reads once, and tells it."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import override
from ninja import NinjaAPI, Path, Query, Schema
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from appeals import sharing
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from appeals.statistics import published_statistics

from .answers import (
    AppealsAnswer,
    ChangesAnswer,
    Problem,
    StatisticsAnswer,
    Tombstone,
    WholeAppealAnswer,
)
from .asked import AppealsAsked, ChangesAsked, Code, OneLanguage
from .describing import described
from .problems import Refused, problem
from .telling import Teller, moment, withdrawal

# Longer than any transaction of ours: one that began before a visit may end after it.
_OVERLAP: Final = timedelta(minutes=1)
_DESCRIPTION: Final = """\
Appeals for information about objects, as this site publishes them. Read-only, without a key, open \
to pages of any site (CORS). Every answer has an `ETag`: send it back in `If-None-Match`, and an \
unchanged answer costs almost nothing. Answers may be up to a minute old.

Withdrawn appeals answer 410. If you keep copies, ask `/api/v1/changes` at least once a day and \
take down what was withdrawn.
"""


class PublicAPI(NinjaAPI):
    """An API whose description says exactly what it does."""

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """The OpenAPI document."""
        return described(super().get_openapi_schema(**where))


api = PublicAPI(
    title="Appeals",
    version="1.0.0",
    description=_DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="machines",
)
_PARAMETERS: Final = {*AppealsAsked.model_fields, *ChangesAsked.model_fields}
_REFUSALS: Final[dict[int, Any]] = {400: Problem, 404: Problem}


@api.exception_handler(Refused)
def _refused(_request: HttpRequest, refusal: Refused) -> HttpResponse:
    return problem(refusal.status, refusal.detail, **refusal.more)


@api.exception_handler(ValidationError)
def _misunderstood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # The only part of a path that is asked for is a code, and what is no code is nowhere.
    if any(each["loc"][0] == "path" for each in error.errors):
        return problem(404, "No appeal has this code.")
    reasons: dict[str, str] = {}
    for each in error.errors:
        # Behind the name comes what the framework tried in vain; the first says what is expected.
        name = next(str(part) for part in each["loc"] if part in _PARAMETERS)
        reasons.setdefault(name, each["msg"].removeprefix("Value error, "))
    errors = [{"parameter": name, "reason": reason} for name, reason in reasons.items()]
    return problem(400, "A parameter is not as the description says.", errors=errors)


@api.get(
    "/appeals",
    response={200: AppealsAnswer, **_REFUSALS},
    url_name="api-appeals",
    operation_id="list_appeals",
    summary="Open and closed appeals, the newest first",
)
def list_appeals(request: HttpRequest, asked: Query[AppealsAsked]) -> dict[str, Any]:
    """Withdrawn appeals are not in the list; `/api/v1/changes` tells of them."""
    _require_known(request, AppealsAsked)
    with override(asked.language or settings.LANGUAGE_CODE):
        fitting = sharing.with_parts(Appeal.objects.listed()).filter(_conditions(asked))
        rest = _following(fitting, asked.after).order_by("-published_on", "-pk")
        items, has_more = _cut(rest, asked.limit)
        teller = Teller(sharing.origin_of(request))
        return {
            "total": fitting.count(),
            "next": _next(request, {"after": items[-1].code}) if has_more else None,
            "items": [teller.appeal(each) for each in items],
        }


@api.get(
    "/appeals/{code}",
    response={200: WholeAppealAnswer, **_REFUSALS, 410: Tombstone},
    url_name="api-appeal",
    operation_id="get_appeal",
    summary="One appeal with everything public of it",
)
def get_appeal(request: HttpRequest, code: Path[Code], asked: Query[OneLanguage]) -> dict[str, Any]:
    """Pictures in all sizes and formats with their hashes, the timeline, the outcome."""
    _require_known(request, OneLanguage)
    with override(asked.language or settings.LANGUAGE_CODE):
        appeal = sharing.with_parts(Appeal.objects.public().filter(code=code)).first()
        if appeal is None:
            raise Refused(404, "No appeal has this code.")
        teller = Teller(sharing.origin_of(request))
        if appeal.is_withdrawn:
            raise Refused(410, "This appeal was withdrawn.", **teller.tombstone(appeal))
        return teller.whole_appeal(appeal)


@api.get(
    "/changes",
    response={200: ChangesAnswer, 400: Problem},
    url_name="api-changes",
    operation_id="list_changes",
    summary="What was published, updated, closed or withdrawn, the oldest change first",
)
def list_changes(request: HttpRequest, asked: Query[ChangesAsked]) -> dict[str, Any]:
    """For keeping a copy up to date: remember `next_since`, and ask from there the next time."""
    _require_known(request, ChangesAsked)
    changed = Appeal.objects.public().with_updated_on()
    if asked.since:
        later = Q(updated_on__gt=asked.since)
        changed = changed.filter(later | Q(updated_on=asked.since, code__gt=asked.after or ""))
    items, has_more = _cut(changed.first_changed_first(), asked.limit)
    last = items[-1] if items else None
    more = {"since": moment(last.updated_on), "after": last.code} if last else {}
    teller = Teller(sharing.origin_of(request))
    return {
        "next": _next(request, more) if has_more else None,
        "next_since": moment(_overlapping(last.updated_on if last else None, asked.since)),
        "changed": [teller.change(each) for each in items if not each.is_withdrawn],
        "withdrawn": [withdrawal(each) for each in items if each.is_withdrawn],
    }


@api.get(
    "/statistics",
    response={200: StatisticsAnswer, 400: Problem},
    url_name="api-statistics",
    operation_id="get_statistics",
    summary="What the campaign achieved so far",
)
def get_statistics(request: HttpRequest) -> dict[str, Any]:
    """Figures about appeals are exact. Figures about tips are rounded down to tens and renewed once
    a day at most, so that no single tip can be told; 0 means fewer than ten.
    """
    _require_known(request, Schema)
    return asdict(published_statistics())


def _cut(appeals: AppealQuerySet, limit: int) -> tuple[list[Appeal], bool]:
    """The first ``limit`` of them, and whether there are more."""
    found = list(appeals[: limit + 1])
    return found[:limit], len(found) > limit


def _conditions(asked: AppealsAsked) -> Q:
    """The filters that are columns."""
    status = {"open": Appeal.Status.PUBLISHED, "closed": Appeal.Status.CLOSED}
    wanted = {
        **{column: getattr(asked, name) for name, column in sharing.FILTERS.items()},
        "status": status.get(asked.status or ""),
        "outcome": asked.outcome,
        "published_on__gte": asked.published_since,
        "updated_on__gte": asked.updated_since,
    }
    return Q(**{name: value for name, value in wanted.items() if value is not None})


def _following(appeals: AppealQuerySet, code: str | None) -> AppealQuerySet:
    """What comes after the appeal with ``code``; new appeals come before all others, so that no
    part of the list ever moves.

    Raises:
        Refused: there is no such appeal.
    """
    if code is None:
        return appeals
    row = Appeal.objects.public().filter(code=code).values_list("published_on", "pk").first()
    if row is None:
        raise Refused(404, "No appeal has the code in “after”.")
    published_on, pk = row
    return appeals.filter(
        Q(published_on__lt=published_on) | Q(published_on=published_on, pk__lt=pk)
    )


def _overlapping(last: datetime | None, since: datetime | None) -> datetime | None:
    """Where to ask on: a minute before the last change, but not before where this visit began."""
    if last is None:
        return since
    return max(last - _OVERLAP, since) if since else last - _OVERLAP


def _require_known(request: HttpRequest, asked: type[Schema]) -> None:
    """Refuse what is not in the description, and what is there twice.

    Raises:
        Refused: with every such parameter.
    """
    errors = [
        {
            "parameter": name,
            "reason": "unknown" if name not in asked.model_fields else "given twice",
        }
        for name, values in request.GET.lists()
        if name not in asked.model_fields or len(values) > 1
    ]
    if errors:
        raise Refused(400, "A parameter is not as the description says.", errors=errors)


def _next(request: HttpRequest, more: dict[str, Any]) -> str:
    """The address of what follows: this one, with other values."""
    query = urlencode({**request.GET.dict(), **more})
    return f"{sharing.origin_of(request)}{request.path}?{query}"
