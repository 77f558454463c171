"""Reading single variables: right ones are read, odd ones refused with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tipsite.settings import environment


@pytest.mark.parametrize("value", ["60", "60/x", "0/h", "/h", "60/h ", "-1/h", "1/2h", ""])
def test_a_rate_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TESTED", value)

    with pytest.raises(ImproperlyConfigured, match="write it like 60/h"):
        environment.rate("TESTED", "60/h", meaning="tested")


@pytest.mark.parametrize("value", ["maybe", "2", "tru"])
def test_a_boolean_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TESTED", value)

    with pytest.raises(ImproperlyConfigured, match="TESTED cannot be read"):
        environment.yes_or_no("TESTED", default=False, meaning="tested")


def test_a_number_below_its_least_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTED", "0")

    with pytest.raises(ImproperlyConfigured, match="must be 1 or more"):
        environment.whole("TESTED", 5, least=1, meaning="tested")


def test_a_list_drops_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTED", " a.example , ,b.example")

    assert environment.several("TESTED", meaning="tested") == ["a.example", "b.example"]


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these tests declare is no setting of ours."""
    monkeypatch.setattr(environment, "declared", {})


@pytest.mark.parametrize("value", ["x", "a@b@c", "a b@c", "<a@b>"])
def test_an_email_address_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("TESTED", value)

    with pytest.raises(ImproperlyConfigured, match="write one address"):
        environment.email("TESTED", meaning="tested")


@pytest.mark.parametrize("value", ["example.org", "javascript:x", "https://", "https://a b/"])
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TESTED", value)

    with pytest.raises(ImproperlyConfigured, match="write it like https://"):
        environment.web_address("TESTED", meaning="tested")


@pytest.mark.parametrize("value", ["red", "#fff", "0d3438", "#0d343g", "#0d3438;"])
def test_a_colour_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TESTED", value)

    with pytest.raises(ImproperlyConfigured, match="write it like #0d3438"):
        environment.colour("TESTED", meaning="tested")


def test_a_folder_or_file_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTED", "/nothing/here")

    with pytest.raises(ImproperlyConfigured, match="no folder"):
        environment.folder("TESTED", meaning="tested")
    with pytest.raises(ImproperlyConfigured, match="no file"):
        environment.file("TESTED", "", meaning="tested")
