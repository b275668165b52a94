"""Files from a browser: one that is too large is let go while it comes in, not after it filled the disk."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class AtMost(FileUploadHandler):
    """Stands before Django's own handlers. What is beyond settings.UPLOAD_MAX_BYTES is read and dropped."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.UPLOAD_MAX_BYTES:
            self.request.upload_too_large = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was dropped; ask after request.FILES."""
    return getattr(request, "upload_too_large", False)
