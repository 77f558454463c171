"""A launcher with small stand-ins for tipsite's own processes; its servers and rules are real.

Run as a program it does what `bin/run` does, so that tests can send it signals.
"""

import sys
from pathlib import Path

from tipsite.launcher import children, run
from tipsite.launcher.exceptions import CannotStart
from tipsite.launcher.places import Places
from tipsite.launcher.processes import Child

WEB = """
import http.server, json, os, pathlib, sys
note = pathlib.Path(os.environ["TIPSITE_VAR_DIR"], os.environ["TIPSITE_ZONE"] + "-environment.json")
note.write_text(json.dumps(dict(os.environ)))
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()
    def log_message(self, *arguments):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
WORKER = """
import json, os, pathlib, time
note = pathlib.Path(os.environ["TIPSITE_VAR_DIR"], "worker-environment.json")
note.write_text(json.dumps(dict(os.environ)))
print("celery@here ready.", flush=True)
time.sleep(600)
"""
COMMAND = "import sys; sys.exit('no such table' if sys.argv[1] == sys.argv[2] else 0)"


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def stand_in_commands(failing: str) -> None:
    """Put the stand-ins where `run` looks for the real ones; `failing` names a command to fail."""

    def web(name: str, zone: str, port: int, environment: dict[str, str], at: Places) -> Child:
        return children._child(name, zone, python(WEB, str(port)), environment, at)

    def worker(environment: dict[str, str], at: Places) -> Child:
        return children._child("the worker", "worker", python(WORKER), environment, at)

    def beat(environment: dict[str, str], at: Places) -> Child:
        return children._child(
            "beat", "beat", python("import time; time.sleep(600)"), environment, at
        )

    def manage(*arguments: str) -> list[str]:
        return python(COMMAND, arguments[0], failing)

    for name, stand_in in {
        "web_child": web,
        "worker_child": worker,
        "beat_child": beat,
        "manage": manage,
    }.items():
        setattr(run, name, stand_in)


def main() -> int:
    stand_in_commands(failing=sys.argv[1] if len(sys.argv) > 1 else "")
    try:
        run.run(with_demo=True)
    except CannotStart as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.exit(main())
