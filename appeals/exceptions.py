"""What can be refused when working on appeals; each carries a sentence for the person who asked."""


class Refused(Exception):
    """The base of every refusal in this app, so that callers can show its sentence."""


class CropRefused(Refused):
    """An uploaded file is no picture that may become a crop."""


class NotEditable(Refused):
    """The appeal is past its draft, so that its contents are fixed."""


class NotReady(Refused):
    """The appeal lacks something that visitors need."""


class WrongStatus(Refused):
    """The appeal is not in the status that this step starts from."""


class SamePerson(Refused):
    """The same person asked and would release."""


class CageFailed(Exception):
    """A caged process gave no result. ``reason`` is a word for programs; whoever asked makes the
    sentence.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChangedMeanwhile(Refused):
    """The contents are not those that were looked at."""


class NotChecked(Refused):
    """Somebody would release what they have not looked at in every respect."""


class CropSpoilt(Refused):
    """A stored file is not what it was when it was made, or holds more than pixels."""
