"""What can go wrong between a visitor's text and a sealed tip, and back."""


class AppealClosed(Exception):
    """The appeal takes no tips any more."""


class SealBroken(Exception):
    """A sealed tip cannot be opened, or what is inside belongs to another row."""


class ReceiptUnknown(Exception):
    """No tip goes with this receipt."""


class ReceiptMistyped(Exception):
    """The receipt's check characters do not fit: it was copied wrongly."""
