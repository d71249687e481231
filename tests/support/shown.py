"""What a page shows in words: its text, and the attributes that a browser or a reader says aloud."""

from html.parser import HTMLParser

SILENT = frozenset({"script", "style", "template", "svg"})
VOID = frozenset(
    {"br", "hr", "img", "input", "link", "meta", "wbr", "source", "col", "path", "use", "circle"}
)
SPOKEN = ("title", "placeholder", "aria-label", "alt", "data-day")
BUTTONS = frozenset({"submit", "button", "reset"})


class Shown(HTMLParser):
    """The texts of a page in the language that it says it is in; what says to be in another is left out."""

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = language
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        is_heard = self._is_heard and tag not in SILENT
        if "lang" in known:
            is_heard = is_heard and known["lang"] == self.language
        if is_heard:
            self.texts += [known[name] for name in SPOKEN if known.get(name)]
            if tag == "input" and known.get("type") in BUTTONS:
                self.texts.append(known.get("value", ""))
        if tag not in VOID:
            self._open.append((tag, is_heard))

    def handle_endtag(self, tag: str) -> None:
        opened = [place for place, (name, _heard) in enumerate(self._open) if name == tag]
        if opened:
            del self._open[opened[-1] :]

    def handle_data(self, data: str) -> None:
        if self._is_heard:
            self.texts.append(data)

    @property
    def _is_heard(self) -> bool:
        return not self._open or self._open[-1][1]


def texts(page: str, *, language: str) -> set[str]:
    """Return each text of a page once, with single spaces."""
    shown = Shown(language)
    shown.feed(page)
    shown.close()
    return {text for found in shown.texts if (text := " ".join(found.split()))}
