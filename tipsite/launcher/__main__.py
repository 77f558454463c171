"""Command line of the launcher: reads the arguments, says in one sentence why it cannot start."""

import argparse
import io
import sys

from tipsite.launcher.exceptions import CannotStart

DESCRIPTION = """\
Start tipsite on this machine: a private PostgreSQL and Valkey below var/, the public pages,
the staff pages and the worker, with a demonstration campaign. Ctrl-C stops everything.
"""
VARIABLES = """\
environment:
  TIPSITE_PUBLIC_PORT, TIPSITE_STAFF_PORT   other ports than 8000 and 8001
  TIPSITE_VAR_DIR                           another folder than var/
  DATABASE_URL, REDIS_URL                   servers of your own
  TIPSITE_POSTGRES_BIN, TIPSITE_VALKEY_BIN  programs of your own for the private servers
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description=DESCRIPTION,
        epilog=VARIABLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--no-demo", action="store_true", help="do not load the demonstration campaign"
    )
    parser.add_argument(
        "command", nargs="?", choices=["run"], default="run", help=argparse.SUPPRESS
    )
    arguments = parser.parse_args()
    # Late, because --help has to answer before anything is installed.
    from tipsite.launcher.run import run  # noqa: PLC0415

    # A terminal without UTF-8 shows a question mark instead of ending the launcher.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        run(with_demo=not arguments.no_demo)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as error:
        # A disk that fills up meanwhile, a folder that somebody took away.
        print(f"tipsite has stopped: {error}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
