"""nginx as we ship it (deploy/nginx), in front of whatever listens on a port."""

import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.proxy import CONFIGURATION, find_nginx
from tests.stack import free_port, wait_for
from tipsite.launcher.accounts import we_are_root
from tipsite.launcher.places import PROJECT
from tipsite.launcher.processes import Child, stop_children


@contextmanager
def running_nginx(folder: Path, *, web_port: int) -> Iterator[str]:
    """Its address; stopped at the end."""
    program = find_nginx()
    assert program, "nginx comes with the packages that the tests need"
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(
            user="user root root;" if we_are_root() else "",
            folder=folder,
            deploy=PROJECT / "deploy" / "nginx",
            web_port=web_port,
            cache_port=port,
            file_port=free_port(),
            file_headers="",
        )
    )
    (folder / "files").mkdir()
    nginx = Child(
        name="nginx",
        command=[str(program), "-p", str(folder), "-c", str(configuration)],
        environment={"PATH": os.defpath},
        log=folder / "out.log",
        record=folder / "nginx.record",
    )
    nginx.start()
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: _answers(address), "nginx does not answer", timeout_s=20)
        yield address
    finally:
        stop_children([nginx])


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/ready", timeout=2):  # noqa: S310  # loopback
            return True
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return refusal.code < 500
    except OSError:
        return False
