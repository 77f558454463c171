"""The OpenAPI document made exact: refusals have the media type that they are sent with."""

from collections.abc import Iterator
from typing import Any, Final

from ninja.openapi.schema import OpenAPISchema

from .problems import MEDIA_TYPE

_JSON: Final = "application/json"


def described(document: OpenAPISchema) -> OpenAPISchema:
    """``document``, with what the framework cannot know."""
    for responses in _responses(document):
        for status, response in responses.items():
            if int(status) >= 400:
                response["content"] = {MEDIA_TYPE: response["content"][_JSON]}
    return document


def _responses(document: OpenAPISchema) -> Iterator[dict[int, Any]]:
    for operations in document["paths"].values():
        for operation in operations.values():
            yield operation["responses"]
