"""Refusing what no form of ours sends, before any of it is read."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse

from .errors import too_large

# The form that crops are added on; nobody is signed in yet when a body arrives.
_WITH_FILES: Final = "/admin/appeals/appeal/"


class NoUploads(FileUploadHandler):
    """Skip file parts: no form of the public zone has any, and no text may reach a disk."""

    def new_file(self, *_args: object, **_kwargs: object) -> None:
        """Read past the part without keeping a byte of it."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nothing arrives here."""

    def file_complete(self, file_size: int) -> None:
        """No file comes of it."""


class SmallBodies:
    """Answer 413 to a body above the limit for forms; only the appeals' form in the staff zone
    sends files.

    A request without a length has no body for Django, so a stream without end is never read either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the declared length only."""
        declared = str(request.META.get("CONTENT_LENGTH") or "0")
        if not declared.isdecimal() or int(declared) > _most_bytes(request.path_info):
            return too_large(request)
        return self.get_response(request)


def _most_bytes(path: str) -> int:
    takes_files = settings.ZONE != "public" and path.startswith(_WITH_FILES)
    return settings.UPLOAD_MAX_BYTES if takes_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
