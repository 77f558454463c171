"""What log lines look like: one line an event, and nothing that a visitor sent."""

import logging

# Control characters could forge a second line or steer a terminal.
_CONTROLS = {code: f"\\x{code:02x}" for code in [*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029]}

_OUR_LOGGERS = {"appeals", "submissions", "moderation", "tipsite"}


class WithoutVisitor(logging.Filter):
    """Take the request, the local variables and the message of an exception out of a record.

    Exception messages and Django's request records can quote a visitor's text, address or path.
    What remains is the kind of exception and the code lines it passed through.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; every record passes."""
        request = record.__dict__.pop("request", None)
        if request is not None:
            record.msg, record.args = f"{record.levelname.lower()} response", ()
        if record.exc_info and record.exc_info[1] is not None:
            record.msg = f"{_said(record)} [{_where(record.exc_info[1])}]"
            record.args, record.exc_info, record.exc_text = (), None, None
        record.stack_info = None
        return True


class OneLine(logging.Formatter):
    """Escape whatever could start a second line."""

    def format(self, record: logging.LogRecord) -> str:
        """The formatted record as a single line."""
        return super().format(record).translate(_CONTROLS)


def _said(record: logging.LogRecord) -> str:
    # Libraries put the exception itself among the arguments; our own lines carry ids and counts.
    is_ours = record.name.partition(".")[0] in _OUR_LOGGERS
    return record.getMessage() if is_ours else str(record.msg).replace("%", "")


def _where(error: BaseException) -> str:
    steps = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' > '.join(steps[-6:])}"
