"""A bucket that this process has no key for: whatever is asked of it fails."""

from django.core.files.storage import Storage


class Closed(Storage):
    """Refuses everything, as an S3 server does without rights."""

    def _open(self, name: str, mode: str = "rb") -> None:
        raise PermissionError(name)

    _save = delete = exists = url = _open
