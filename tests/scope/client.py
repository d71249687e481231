"""A test client with an account that keeps what the product answered, wrote and logged."""

import io
import logging
import re
import zipfile
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse

from backoffice.organisation.models import User
from tests.support.undoing import savepoint

REFUSED = (403, 404, 405)
WRITE = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
# Accesses, refusals and the session are written on purpose.
ALWAYS_WRITTEN = {"django_session", "staffing_refusedattempt", "dossiers_access"}
SPREADSHEET = "application/vnd.openxmlformats"


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str
    wrote: frozenset[str]
    context: Any
    asked: str
    """The end of the address, which a redirect may repeat."""

    @property
    def is_refused(self) -> bool:
        """Not found, forbidden, or redirected to the first page or the sign-in, as for a missing row."""
        back = (reverse("admin:index"), reverse("admin:login"))
        searched = f"{reverse('admin:dossiers_dossier_changelist')}?q="  # as for a code that does not exist
        is_back = self.location.split("?")[0] in back or self.location.startswith(searched)
        return self.status in REFUSED or (self.status == 302 and is_back)

    def shows(self, *words: str) -> str:
        """Return the context of the first of the words found in the answer, "" if none is."""
        for word in words:
            for text in (self.text, self.location.replace(self.asked, "")):
                if (place := text.find(word)) >= 0:
                    return text[max(0, place - 60) : place + 60].strip()
        return ""


class OneAccount(ClientHandler):
    """Keeps the account of the session, with its permissions, after the first request.

    To find it takes four queries and half the time of a refusal. Each request gets its own copy.
    """

    account: User | None = None

    def get_response(self, request: HttpRequest) -> HttpResponse:
        if self.account:
            request._cached_user = copy(self.account)  # where Django looks first
        response = super().get_response(request)
        if not self.account and (found := getattr(request, "_cached_user", None)) and found.is_authenticated:
            found.get_all_permissions()
            self.account = found
        return response


class LeanClient(Client):
    """Keeps no copy of each template's context, which takes longer than the page itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.handler = OneAccount(self.handler.enforce_csrf_checks)

    def request(self, **request: Any) -> HttpResponse:
        return self.handler(self._base_environ(**request))


class Asker:
    """A browser signed in as `user`, or as nobody; counts its requests."""

    def __init__(self, user: User | None = None) -> None:
        self.client = LeanClient(raise_request_exception=False)
        if user:
            self.client.force_login(user)
        self.asked = 0
        self.written: set[str] = set()

    def get(self, url: str, query: Mapping[str, Any] | None = None) -> Answer:
        return self._ask(self.client.get, url, query or {})

    def post(self, url: str, form: Mapping[str, Any] | None = None) -> Answer:
        return self._ask(self.client.post, url, form or {})

    def _ask(self, method, url: str, parameters: Mapping[str, Any]) -> Answer:
        self.asked += 1
        self.written = set()
        with connection.execute_wrapper(self._note), savepoint():
            answer = method(url, parameters)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        wrote = frozenset(self.written - ALWAYS_WRITTEN)
        text = (
            _unpacked(content)
            if answer.get("Content-Type", "").startswith(SPREADSHEET)
            and zipfile.is_zipfile(io.BytesIO(content))
            else content.decode(errors="replace")
        )
        asked = url.rstrip("/").rpartition("/")[2]
        context = getattr(answer, "context_data", None)
        return Answer(answer.status_code, answer.get("Location", ""), text, wrote, context, asked)

    def _note(self, execute, sql, params, many, context):
        if found := WRITE.match(sql):
            self.written.add(found[2])
        return execute(sql, params, many, context)


def _unpacked(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


class Log(logging.Handler):
    """Keeps the log: each message, and the text of each exception.

    No other handler gets them, because it would write the tracebacks of thousands of refusals.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        raised = repr(record.exc_info[1]) if record.exc_info else ""
        self.lines.append(f"{record.name} {record.getMessage()} {raised}")
        return False

    def found(self, words: Iterable[str]) -> list[str]:
        return [line for line in self.lines if any(word in line for word in words)]
