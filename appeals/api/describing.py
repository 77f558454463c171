"""The OpenAPI document made exact: refusals have the media type that they are sent with."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from ninja.openapi.schema import OpenAPISchema

from .problems import MEDIA_TYPE

_JSON: Final = "application/json"


def described(document: OpenAPISchema) -> OpenAPISchema:
    """``document``, with what the framework cannot know, and without what it lists in vain."""
    schemas = document["components"]["schemas"]
    for name in [each for each in schemas if each not in _referred_to(document)]:
        del schemas[name]
    for responses in _responses(document):
        for status, response in responses.items():
            if int(status) >= 400:
                response["content"] = {MEDIA_TYPE: response["content"][_JSON]}
    return document


def _referred_to(document: OpenAPISchema) -> set[str]:
    """The names of schemas that something stands on; parameters are told one by one."""
    return set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document, default=str)))


def _responses(document: OpenAPISchema) -> Iterator[dict[int, Any]]:
    for operations in document["paths"].values():
        for operation in operations.values():
            yield operation["responses"]
