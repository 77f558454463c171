"""Refusing what no form of the public zone sends, before any of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse

from .errors import too_large


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
    """Answer 413 to a body above the limit for forms; nothing is uploaded in the public zone.

    A request without a length has no body for Django, so a stream without end is never read either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the declared length only."""
        declared = str(request.META.get("CONTENT_LENGTH") or "0")
        if not declared.isdecimal() or int(declared) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return too_large(request)
        return self.get_response(request)
