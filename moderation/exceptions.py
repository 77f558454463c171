"""What can be refused when working on tips and leads; each carries a sentence for the person who
asked.
"""


class Refused(Exception):
    """The base of every refusal in this app, so that callers can show its sentence."""


class ClaimedByOther(Refused):
    """Somebody else is working on the tip."""


class AlreadyDecided(Refused):
    """Another moderator was faster."""


class NotDecided(Refused):
    """There is no decision to take back."""


class OtherAppeal(Refused):
    """A tip can only support leads of its own appeal."""


class NothingToExport(Refused):
    """No lead fits."""
