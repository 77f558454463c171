"""What journeys of the staff share: signing in, and looking at what a page sends and says."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, Request, expect

from tests.factories import PASSWORD
from tests.stack import Stack


def sign_in(browser: Browser, stack: Stack, name: str, **context: Any) -> Page:
    page: Page = browser.new_context(**context).new_page()
    page.goto(f"{stack.staff_url}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(
        page.get_by_role("link", name="Log out").or_(page.get_by_role("button", name="Log out"))
    ).to_be_visible()
    return page


@dataclass
class Traffic:
    """Every request of a page as it left, address, headers and body; and what the console said."""

    requests: list[bytes] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def everything(self) -> bytes:
        return b"\n".join(self.requests)


@contextmanager
def watched(page: Page) -> Iterator[Traffic]:
    """Watch a page from now on. Bodies come through a route: a request's own record of a form
    with files has no body in some browsers.
    """
    traffic = Traffic()

    def record(request: Request) -> None:
        head = f"{request.method} {request.url}\n{request.all_headers()}\n".encode()
        traffic.requests.append(head + (request.post_data_buffer or b""))

    page.on("request", record)
    page.on("console", lambda message: traffic.complaints.append(message.text))
    page.on("pageerror", lambda error: traffic.complaints.append(str(error)))
    yield traffic
