"""The lobby's screen: one small snapshot, requested again and again, answered from a version number."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from backoffice.organisation.models import Desk
from backoffice.tickets import board, screens, versions
from kiosk import validation
from kiosk.build import BUILD, HERE
from kiosk.catalogue import published
from kiosk.offices import office_or_404
from kiosk.performance import on_the_board
from kiosk.sizes import sizes_for
from kiosk.speech import all_clips, spoken_call

PROCEDURES_A_PAGE = 5


@dataclass(frozen=True)
class Answer:
    """The last answer, with its version and quarter of a minute; equal content has equal marks."""

    state: tuple[int, str]
    mark: str
    body: bytes


# The last answer of each desk, in this process: built once per state, whatever the number of screens.
_answers: dict[tuple[str, str], Answer] = {}


@require_safe
def board_page(request: HttpRequest, office: str) -> HttpResponse:
    at = timezone.now()
    desk = office_or_404(office, on=timezone.localdate(at))
    shown = _snapshot(desk, versions.version_of(office) or 0, at)
    context = {
        "office": desk,
        "shown": shown,
        "build": BUILD,
        "words": " ".join(all_clips()),
        "large": shown["calls"][:3],
        "small": shown["calls"][3:],
    }
    answer = render(request, "kiosk/board.html", context)
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def board_json(request: HttpRequest, office: str) -> HttpResponse:
    """Answer 304 after one query of the version; the server's time is in the `Date` header.

    A screen gets a body only if the content has changed, even when the quarter of a minute has passed.
    """
    at = timezone.now()
    state = (versions.version_of(office) or 0, board.slot(at))
    key = (office, get_language() or "")
    kept = _answers.get(key)
    if kept is None or kept.state != state:
        desk = office_or_404(office, on=timezone.localdate(at))
        body = json.dumps(_snapshot(desk, state[0], at), ensure_ascii=False).encode()
        kept = Answer(state, f'"{hashlib.sha256(body).hexdigest()[:20]}"', body)
        _answers[key] = kept
    if request.headers.get("If-None-Match") == kept.mark:
        return not_modified(kept.mark)
    return _marked(HttpResponse(kept.body, content_type="application/json"), kept.mark)


def is_current(office: str, mark: str, *, at: datetime) -> bool:
    """Return whether this process has sent `mark` for what the board of `office` shows now."""
    current = [kept for (slug, _), kept in list(_answers.items()) if slug == office and kept.mark == mark]
    if not current:
        return False
    state = (versions.version_of(office) or 0, board.slot(at))
    return any(kept.state == state for kept in current)


def not_modified(mark: str) -> HttpResponse:
    return _marked(HttpResponse(status=304), mark)


@require_safe
def board_worker(request: HttpRequest, office: str) -> HttpResponse:
    """The script that lets a screen start while the server is away; its address limits it to the board."""
    script = (HERE / "static/kiosk/board-worker.js").read_bytes()
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def board_sizes(request: HttpRequest, office: str) -> HttpResponse:
    """The font sizes for the farthest seat, as a style sheet: our policy allows no inline style."""
    desk = office_or_404(office, on=timezone.localdate())
    sizes = sizes_for(desk.board_distance)
    rules = (
        f":root {{ --current: {sizes.current}vh; --recent: {sizes.recent}vh; "
        f"--history: {sizes.history}vh; --rows: {sizes.history_rows}; --text: {sizes.text}vh; }}\n"
    )
    return HttpResponse(rules, content_type="text/css", headers={"Cache-Control": "max-age=300"})


@csrf_exempt  # a screen reports without an account
@require_POST
def board_seen(request: HttpRequest, office: str) -> HttpResponse:
    """Record what a screen shows, compare it with what it should show, and return its interval."""
    at = timezone.now()
    desk = office_or_404(office, on=timezone.localdate(at))
    try:
        posted = json.loads(request.body[:1000])
        report = screens.Report(
            key=validation.words(str(posted["key"]), at_most=40),
            version=validation.version(posted["version"]),
            shown=validation.words(str(posted["shown"]), at_most=64),
            is_silent=bool(posted.get("silent")),
            name=validation.words(str(posted.get("name") or ""), at_most=40),
        )
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "unreadable"}, status=400)
    screen = screens.note(desk, report, at=at)
    return JsonResponse({"right": bool(screen and screen.is_right)} | screens.advice(desk, at=at))


@require_safe
def board_procedures(request: HttpRequest, office: str) -> HttpResponse:
    """One page of the posted procedures; the screen requests one after the other."""
    today = timezone.localdate()
    desk = office_or_404(office, on=today)
    postings = published(desk, on=today).order_by("procedure__field__name", "procedure__name", "pk")
    page = Paginator(postings, PROCEDURES_A_PAGE).get_page(request.GET.get("page"))
    answer = render(request, "kiosk/board_procedures.html", {"page": page})
    answer["Cache-Control"] = "max-age=60"
    return answer


def _snapshot(desk: Desk, version: int, at: datetime) -> dict[str, Any]:
    shown = board.snapshot(desk, at=at, version=version)
    shown["announcements"] = [
        {
            "event": call["event"],
            "at": call["at"],
            "say": spoken_call(call["series"], call["digits"], call["counter"]),
        }
        for call in shown["announcements"]
    ]
    figures = on_the_board(desk, on=timezone.localdate(at))
    return shown | {"build": BUILD, "figures": figures}


def _marked(answer: HttpResponse, mark: str) -> HttpResponse:
    answer["ETag"] = mark
    answer["Cache-Control"] = "no-cache"
    return answer
