"""What sealing a tip costs: age through pyrage against libsodium sealed boxes, as one table.

libsodium is measured only where PyNaCl happens to be installed; it is not a dependency of ours.
"""

import importlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import pyrage
from pyrage import x25519

# A short tip, a long one, and the longest that the form takes with every field filled.
SIZES_BYTES = (200, 2_000, 20_000)
ROUNDS = 9
CALLS_A_ROUND = 300


@dataclass(frozen=True)
class Candidate:
    """One way to seal; ``open_`` takes what ``seal`` gave and uses one private key."""

    name: str
    seal: Callable[[bytes], bytes]
    open_: Callable[[bytes], bytes]


def age(recipients: int) -> Candidate:
    """The age format, sealed to ``recipients`` keys and opened with the last of them."""
    identities = [x25519.Identity.generate() for _ in range(recipients)]
    keys = [identity.to_public() for identity in identities]
    return Candidate(
        f"age, {recipients} recipient{'s' if recipients > 1 else ''}",
        lambda plain: pyrage.encrypt(plain, keys),
        # The last stanza is the slowest to find, so this is the worst case.
        lambda sealed: pyrage.decrypt(sealed, [identities[-1]]),
    )


def sealed_boxes(recipients: int) -> Candidate | None:
    """libsodium: a box takes one recipient, so several mean the whole text several times."""
    try:
        nacl = importlib.import_module("nacl.public")
    except ImportError:
        return None
    keys = [nacl.PrivateKey.generate() for _ in range(recipients)]
    boxes = [nacl.SealedBox(key.public_key) for key in keys]
    opener = nacl.SealedBox(keys[-1])

    def open_last(sealed: bytes) -> bytes:
        return bytes(opener.decrypt(sealed[-(len(sealed) // recipients) :]))

    return Candidate(
        f"sealed box, {recipients} recipient{'s' if recipients > 1 else ''}",
        lambda plain: b"".join(bytes(box.encrypt(plain)) for box in boxes),
        open_last,
    )


def milliseconds(call: Callable[[bytes], bytes], argument: bytes) -> float:
    """Mean time of one call in the best round, in ms: neighbours on the machine only ever add."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(CALLS_A_ROUND):
            call(argument)
        rounds.append((time.perf_counter() - start) / CALLS_A_ROUND * 1000)
    return min(rounds)


def main() -> None:
    """Print the table."""
    found = [age(1), age(2), sealed_boxes(1), sealed_boxes(2)]
    candidates = [candidate for candidate in found if candidate]
    print(f"{'':26}{'bytes':>8}{'seal ms':>10}{'open ms':>10}{'larger by':>12}")
    for size in SIZES_BYTES:
        plain = os.urandom(size)
        for candidate in candidates:
            sealed = candidate.seal(plain)
            if candidate.open_(sealed) != plain:
                raise SystemExit(f"{candidate.name} does not open what it sealed")
            seal, open_ = milliseconds(candidate.seal, plain), milliseconds(candidate.open_, sealed)
            print(
                f"{candidate.name:26}{size:>8}{seal:>10.3f}{open_:>10.3f}{len(sealed) - size:>10} B"
            )
    if len(candidates) < len(found):
        print("libsodium sealed boxes: PyNaCl is not installed here, not measured.")


if __name__ == "__main__":
    main()
