"""Sealing: who can open, what a flipped byte does, what length gives away."""

import random
from dataclasses import replace

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.exceptions import SealBroken
from submissions.sealing import TipContents, seal, unseal

WORKER = pyrage.x25519.Identity.generate()
RECOVERY = pyrage.x25519.Identity.generate()
RECIPIENTS = [str(WORKER.to_public()), str(RECOVERY.to_public())]
CONTENTS = TipContents("tip-1", "EU-2026-0001", "A bag from Gdańsk", place="Gdańsk", basis="saw")


def opened(sealed: bytes, key: pyrage.x25519.Identity = WORKER) -> TipContents:
    return unseal(sealed, str(key), tip="tip-1", appeal="EU-2026-0001")


@pytest.mark.parametrize("key", [WORKER, RECOVERY], ids=["worker", "recovery"])
def test_each_recipient_can_open(key: pyrage.x25519.Identity) -> None:
    assert opened(seal(CONTENTS, RECIPIENTS), key) == CONTENTS


def test_nobody_else_can_open() -> None:
    with pytest.raises(SealBroken):
        opened(seal(CONTENTS, RECIPIENTS), pyrage.x25519.Identity.generate())


def test_sealing_to_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="sealed to somebody"):
        seal(CONTENTS, [])


def test_every_flipped_byte_is_refused() -> None:
    sealed = seal(CONTENTS, RECIPIENTS)
    places = random.Random(3).sample(range(len(sealed)), 200)
    for place in [0, len(sealed) - 1, *places]:
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            opened(bytes(changed))


def test_contents_of_another_row_are_refused() -> None:
    sealed = seal(replace(CONTENTS, tip="tip-2"), RECIPIENTS)

    with pytest.raises(SealBroken, match="another tip"):
        opened(sealed)


def test_bytes_that_are_no_tip_are_refused() -> None:
    foreign = pyrage.encrypt(b"[1, 2]", [WORKER.to_public()])

    with pytest.raises(SealBroken, match="no tip"):
        opened(foreign)


def test_the_length_does_not_tell_a_short_text_from_a_shorter_one() -> None:
    # The age header itself varies at random; what is sealed must not.
    lengths = {
        len(pyrage.decrypt(seal(replace(CONTENTS, text="x" * count), RECIPIENTS), [WORKER]))
        for count in (1, 200, 500)
    }

    assert lengths == {1024}


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=300))
def test_every_text_reads_back_equal(text: str) -> None:
    assert opened(seal(replace(CONTENTS, text=text), RECIPIENTS)).text == text


def test_a_visitors_text_is_nowhere_in_the_sealed_bytes() -> None:
    assert "Gdańsk".encode() not in seal(CONTENTS, RECIPIENTS)
