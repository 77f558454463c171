"""The receipt as a code: its strength, its spelling, its check symbols."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.exceptions import ReceiptMistyped
from submissions.receipts import Receipt

RECEIPT = Receipt.derive("secret", token="t" * 22, contents="a bag")


def test_a_receipt_carries_at_least_100_bits_besides_its_check() -> None:
    assert len(RECEIPT.symbols) == 24
    assert 5 * (24 - 2) >= 100


@pytest.mark.parametrize("change", ["secret", "token", "contents"])
def test_each_part_changes_the_receipt(change: str) -> None:
    parts = {"secret": "secret", "token": "t" * 22, "contents": "a bag"}
    parts[change] += "x"

    assert (
        Receipt.derive(parts["secret"], token=parts["token"], contents=parts["contents"]) != RECEIPT
    )


def test_it_is_shown_in_groups_of_four() -> None:
    groups = str(RECEIPT).split("-")

    assert [len(group) for group in groups] == [4] * 6


@pytest.mark.parametrize(
    "rewrite", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n"]
)
def test_it_is_read_however_it_was_written_down(rewrite: object) -> None:
    assert callable(rewrite)
    assert Receipt.read(rewrite(str(RECEIPT))) == RECEIPT


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    shown = str(RECEIPT).replace("0", "O").replace("1", "l")

    assert Receipt.read(shown) == RECEIPT


def test_nearly_every_slip_is_noticed() -> None:
    rolls = random.Random(7)
    missed = 0
    for _ in range(3000):
        symbols = list(RECEIPT.symbols)
        place = rolls.randrange(24)
        symbols[place] = rolls.choice(
            [sign for sign in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if sign != symbols[place]]
        )
        try:
            Receipt.read("".join(symbols))
        except ReceiptMistyped:
            continue
        missed += 1
    # Two check symbols miss one slip in 1,024: three are expected, twelve would be a bug.
    assert missed < 12


@given(st.text())
def test_anything_else_is_mistyped_and_never_a_crash(typed: str) -> None:
    with pytest.raises(ReceiptMistyped):
        Receipt.read(typed)


def test_the_lookup_value_needs_the_secret_and_does_not_hold_the_receipt() -> None:
    assert RECEIPT.lookup("secret") != RECEIPT.lookup("other")
    assert len(RECEIPT.lookup("secret")) == 32
    assert RECEIPT.symbols.encode() not in RECEIPT.lookup("secret")
