"""The OpenAPI document against the running API: whatever schemathesis thinks of asking."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from tests.factories import make_closed_appeal, make_open_appeal, make_withdrawn_appeal

pytestmark = pytest.mark.django_db


def test_whatever_is_asked_the_answer_is_as_described() -> None:
    make_open_appeal(kind="bag", region="europe")
    make_closed_appeal("country_found")
    make_withdrawn_appeal()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    print(schema.raw_schema)
