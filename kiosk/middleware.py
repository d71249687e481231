"""Answers an up-to-date screen before all other middleware: no session, no account, no view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kiosk.boards import is_current, not_modified

ENDING = "/board.json"


class ScreensFirst:
    """Several hundred screens ask once a second; only the first after a change gets further."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mark = request.META.get("HTTP_IF_NONE_MATCH")
        if mark and request.method == "GET" and request.path_info.endswith(ENDING):
            office = request.path_info[1 : -len(ENDING)]
            if is_current(office, mark, at=timezone.now()):
                return not_modified(mark)
        return self.get_response(request)
