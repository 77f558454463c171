"""What log lines hold, and that nothing of a visitor's is among it."""

import http.client
import logging
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from django.test import RequestFactory

from tests.stack import Stack, connect, running_stack, wait_for
from tipsite.launcher.binaries import choose_postgres, postgres_folders
from tipsite.logs import OneLine, WithoutVisitor

MARK_AGENT = "MarkerBrowser/7.7"
MARK_ADDRESS = "203.0.113.77"
CANARY = "canary-text-4711"


def line_of(record: logging.LogRecord) -> str:
    WithoutVisitor().filter(record)
    return OneLine("%(levelname)s %(name)s: %(message)s").format(record)


def record_of(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    trouble = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("tipsite", logging.ERROR, "f.py", 1, message, args, trouble)


def test_whatever_the_message_holds_it_is_one_line() -> None:
    line = line_of(record_of("a\nb\r\x1b[31mc\u2028d\x85"))

    assert "\n" not in line
    assert line == r"ERROR tipsite: a\x0ab\x0d\x1b[31mc\x2028d\x85"


def test_an_exceptions_message_is_left_out_and_its_place_kept() -> None:
    try:
        int(CANARY)
    except ValueError as error:
        line = line_of(record_of("failed", error=error))

    assert CANARY not in line
    assert "ValueError at test_logs.py:" in line


def test_a_librarys_line_about_an_exception_does_not_quote_it() -> None:
    try:
        CANARY.encode("utf-16").decode("ascii")
    except UnicodeDecodeError as error:
        record = record_of("Task %s raised unexpected: %s", "x", repr(error), error=error)
        record.name = "celery.app.trace"
        line = line_of(record)

    assert "UnicodeDecodeError at" in line
    assert "xff" not in line


def test_a_request_is_left_out() -> None:
    record = record_of("Not Found: %s", f"/appeals/{CANARY}/")
    record.request = RequestFactory().get(f"/{CANARY}")

    assert CANARY not in line_of(record)


@pytest.mark.durability
@pytest.mark.xdist_group("marks")
def test_a_marked_visitor_is_nowhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A marker address, user agent and text through everything, then everything is searched."""
    folder = tmp_path_factory.mktemp("marks")
    with running_stack(folder, "public", "worker", "beat") as stack:
        _send_marked(stack)
        _visit_oddly(stack)
        _break_and_visit(stack)
        wait_for(lambda: stack.count("SELECT count(*) FROM moderation_triage"), "nothing is read")
        everything = _logs(stack) + _queue(stack) + _dump(stack)
        sealed = _dump(stack, "--exclude-table=moderation_*")

    assert everything
    assert MARK_AGENT.encode() not in everything
    assert MARK_ADDRESS.encode() not in everything
    assert CANARY.encode() not in sealed + _files(folder / "var" / "log")


def _send_marked(stack: Stack) -> None:
    _visit(stack, f"/appeals/{stack.open_code}/tip/", text=CANARY, token="a" * 30)


def _break_and_visit(stack: Stack) -> None:
    """A page whose table is gone: the hardest way to an error."""
    _visit(stack, "/?status=closed&q=" + CANARY)
    _alter(stack, "ALTER TABLE appeals_appeal RENAME TO appeals_gone")
    _visit(stack, f"/?q={CANARY}")
    _visit(stack, f"/appeals/{stack.open_code}/tip/", text=CANARY, token="b" * 30)
    _alter(stack, "ALTER TABLE appeals_gone RENAME TO appeals_appeal")


def _visit_oddly(stack: Stack) -> None:
    """Requests that Django itself is suspicious of."""
    link = http.client.HTTPConnection("127.0.0.1", stack.public_port, timeout=10)
    link.request("GET", "/", headers={"Host": f"{CANARY}.example"})
    link.getresponse().read()
    many = urllib.parse.urlencode({f"{CANARY}{number}": "x" for number in range(300)})
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    link.request("POST", f"/appeals/{stack.open_code}/tip/", many, form)
    link.getresponse().read()
    link.close()


def _alter(stack: Stack, statement: str) -> None:
    link = connect(stack.database_url)
    link.cursor().execute(statement)
    link.close()


def _visit(stack: Stack, path: str, **form: str) -> None:
    body = urllib.parse.urlencode(form).encode() if form else None
    marks = {"User-Agent": MARK_AGENT, "X-Forwarded-For": MARK_ADDRESS, "Referer": MARK_AGENT}
    request = urllib.request.Request(stack.public_url + path, body, marks)  # noqa: S310
    try:
        urllib.request.urlopen(request, timeout=30).read()  # noqa: S310
    except urllib.error.HTTPError as error:
        error.close()


def _logs(stack: Stack) -> bytes:
    return _files(stack.places.var / "log")


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def _queue(stack: Stack) -> bytes:
    client = stack.redis()
    found = b""
    for key in client.scan_iter("*"):
        found += key + (client.dump(key) or b"")
    return found


def _dump(stack: Stack, *options: str) -> bytes:
    programs = choose_postgres(postgres_folders(), required_major=None)
    command = [str(programs.program("pg_dump")), *options, stack.database_url]
    return subprocess.run(command, capture_output=True, check=True).stdout
