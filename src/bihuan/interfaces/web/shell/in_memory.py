"""Files that are read in memory and never written to a disk, not even for the time of a request: what is handed in at the clue desk says who reported
whom. Set before anything reads the form."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse

PLACES = ("/clues/",)
"""Addresses that begin so."""
MOST = 10 * 1024 * 1024


class InMemory(FileUploadHandler):
    """Takes up to `MOST` bytes; of a larger file nothing is kept, and its form says that there is none."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.taken, self.size = BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size <= MOST:
            self.taken.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self.size > MOST:
            return None
        self.taken.seek(0)
        return InMemoryUploadedFile(self.taken, self.field_name, self.file_name or "", self.content_type, file_size, self.charset)


def reads_in_memory(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what is handed in at these places stays in memory."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path_info.startswith(PLACES):
            request.upload_handlers = [InMemory(request)]
        return get_response(request)

    return middleware
