"""What can stop the launcher: a reason a person can act on, or that person's own wish."""


class CannotStart(Exception):
    """One sentence for the person at the terminal: what is in the way and what to do about it."""


class StopRequested(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM while something was still starting."""
