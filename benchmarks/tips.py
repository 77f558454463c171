"""Tips accepted a second, against the smallest view and against pgbench; the ledger is checked."""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from .ground import Ground
from .load import HOST, Answered, LoadGenerator, WrongAnswer
from .sizes import SEALED_BYTES, Sizes
from .table import Figure, Ratio, Results, pair_ratios
from .texts import tip_texts

CLIENTS = (8, 32)
TARGET = "≥ 0.5 now, ≥ 0.7 soon"
RECEIPT = re.compile(rb'value="([0-9A-Z]{4}(?:-[0-9A-Z]{4}){5})"')
ROW = re.compile(rb"(kept [0-9]+)")
INSERT = r"INSERT INTO smallest_row (sealed) VALUES ('\xBYTES'::bytea) RETURNING id;"
MAKE_TABLE = "CREATE TABLE smallest_row (id bigserial PRIMARY KEY, sealed bytea NOT NULL)"
COUNT_TIPS = "SELECT count(*) FROM submissions_tip"
COUNT_ROWS = "SELECT count(*) FROM smallest_row"


@dataclass
class Sender:
    """Posts tips to a path, each with a token of its own, and keeps the receipts it is shown."""

    path: str
    shows_receipt: bool
    depth: int = 1
    texts: Iterator[str] | None = field(default=None, init=False)

    def request(self) -> bytes:
        # Made here, so that each process has texts of its own.
        self.texts = self.texts or tip_texts(int.from_bytes(os.urandom(4)))
        form = {"text": next(self.texts), "place": "Gdańsk", "basis": "saw"}
        body = urlencode({**form, "token": secrets.token_urlsafe(16)}).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {HOST}\r\nSec-Fetch-Site: same-origin\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def read(self, answer: bytes) -> str:
        """The receipt; for the smallest view, which shows none, its whole answer."""
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 "):
            raise WrongAnswer(answer[:500].decode(errors="replace"))
        found = RECEIPT.search(body) if self.shows_receipt else ROW.search(body)
        if found is None:
            raise WrongAnswer("an accepted tip without a receipt")
        return found[1].decode()


def measure(ground: Ground, load: LoadGenerator, sizes: Sizes, appeals: list[str]) -> Results:
    """Pairs of rounds, ours and the smallest view's, at each number of clients; then pgbench."""
    results = Results("Tips accepted a second")
    ground.sql(f"{MAKE_TABLE}; ALTER TABLE smallest_row OWNER TO tipsite")
    with (
        ground.web("public") as ours,
        ground.web("public", application="benchmarks.smallest:application") as smallest,
    ):
        tip = Sender(f"/appeals/{appeals[0]}/tip/", shows_receipt=True)
        row = Sender("/", shows_receipt=False)
        for clients in CLIENTS:
            _warm_up(ground, load, clients, (tip, ours), (row, smallest))
            kept: list[float] = []
            rows: list[float] = []
            for _ in range(sizes.pairs):
                for rates, sender, port, count in (
                    (kept, tip, ours, COUNT_TIPS),
                    (rows, row, smallest, COUNT_ROWS),
                ):
                    before = ground.number(count)
                    answered = load.run(
                        sender, port=port, clients=clients, seconds=sizes.tip_round_s
                    )
                    _check_ledger(answered, ground.number(count) - before)
                    rates.append(answered.per_second)
            limit = _pgbench(ground, clients, sizes)
            _note(results, clients, kept, rows, limit)
    results.remarks.append(
        "Ledger clean: every answer had a receipt (or row) of its own, and as many rows were there."
    )
    if find_pgbench(ground) is None:
        results.remarks.append("pgbench was not found, so its insert was not measured.")
    return results


def find_pgbench(ground: Ground) -> Path | None:
    """Beside the server's programs, else on the path."""
    found = shutil.which("pgbench", path=f"{ground.postgres.programs.folder}:{os.environ['PATH']}")
    return Path(found) if found else None


def _warm_up(
    ground: Ground, load: LoadGenerator, clients: int, *targets: tuple[Sender, int]
) -> None:
    """Let every thread connect and load what it needs; and begin with an empty queue."""
    for sender, port in targets:
        load.run(sender, port=port, clients=clients, seconds=0.5)
    ground.empty_queue()


def _check_ledger(answered: Answered, new_rows: int) -> None:
    """Refuse figures of tips that were lost or doubled.

    Raises:
        WrongAnswer
    """
    different = len(set(answered.kept))
    if not answered.count == different == new_rows:
        raise WrongAnswer(
            f"{answered.count} accepted, {different} different receipts, {new_rows} new rows"
        )


def _pgbench(ground: Ground, clients: int, sizes: Sizes) -> float | None:
    """Rows a second that the database takes of the smallest view's very insert."""
    program = find_pgbench(ground)
    if program is None:
        return None
    script = ground.places.var / "insert.sql"
    row = os.urandom(SEALED_BYTES).hex()
    script.write_text(INSERT.replace("BYTES", row))
    done = subprocess.run(
        [
            *(str(program), "--no-vacuum", "--client", str(clients), "--jobs", "2"),
            *("--time", str(max(1, round(sizes.tip_round_s))), "--file", str(script)),
            *("--host", str(ground.postgres.sockets), "--username", "tipsite", "tipsite"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    return float(found[1]) if found else None


def _note(
    results: Results, clients: int, kept: list[float], rows: list[float], limit: float | None
) -> None:
    at = f"at {clients} clients"
    results.ratios.append(
        Ratio(f"tipsite : smallest Django view, {at}", pair_ratios(kept, rows), TARGET)
    )
    results.figures.append(Figure(f"tipsite, {at}", kept, "a second"))
    results.figures.append(Figure(f"smallest Django view with one insert, {at}", rows, "a second"))
    if limit is not None:
        results.ratios.append(
            Ratio(f"tipsite : pgbench's insert, {at}", [rate / limit for rate in kept])
        )
        results.figures.append(
            Figure(f"pgbench, the smallest view's insert, {at}", [limit], "a second")
        )
