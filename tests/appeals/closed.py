"""A bucket that this process has no key for: whatever is asked of it fails."""

from typing import Any, NoReturn

from django.core.files.storage import Storage


class Closed(Storage):
    """Refuses everything, as an S3 server does without rights."""

    def open(self, name: str, *_more: Any) -> NoReturn:
        raise PermissionError(name)

    def save(self, name: str | None, *_more: Any, **_options: Any) -> NoReturn:
        raise PermissionError(name)

    def delete(self, name: str) -> NoReturn:
        raise PermissionError(name)

    def exists(self, name: str) -> NoReturn:
        raise PermissionError(name)
