"""The worker's own Celery application with one task more, which does nothing."""

from tipsite.celery import app

__all__ = ["app"]


@app.task(name="benchmarks.do_nothing")
def do_nothing(tip_id: str) -> None:
    """Take as small an argument as a triage task does."""
