"""How large the letters of the board must be for the farthest seat.

Heights are those of capitals. EN 301 549, 5.1.4 requires a visual angle of 0.7° for the called number;
no text should be below 16 minutes of arc (ISO 9241-303).
"""

from dataclasses import dataclass
from math import radians, tan

PICTURE_MM = 535  # the height of a 43-inch screen, the smallest we expect
CAPITAL = 0.7  # the height of a capital in Be Vietnam Pro, as a share of the font size
HISTORY_ROOM = 34.0  # vh
ROW = 1.2  # the height of a row, in font sizes
TALLEST = 20.0  # larger would leave no room for the second and third number


@dataclass(frozen=True)
class Sizes:
    """Font sizes in hundredths of the screen's height (vh)."""

    current: float
    recent: float
    history: float
    text: float

    @property
    def history_rows(self) -> int:
        """The number of whole rows of called numbers that fit above the waiting ones."""
        return max(1, int(HISTORY_ROOM / (self.history * ROW)))

    def legible_to(self, size: float) -> float:
        """Return the metres up to which a font of this size has 16 minutes of arc."""
        return size * CAPITAL / 100 * PICTURE_MM / 1000 / tan(radians(16 / 60))


def sizes_for(distance: int) -> Sizes:
    """Return the sizes for `distance` metres; the called number always comes first."""
    current = min(_share(0.7, distance), TALLEST)
    recent = min(max(_share(22 / 60, distance), 7.0), 11.0)
    history = min(max(_share(16 / 60, distance), 4.0), 6.0)
    return Sizes(*(round(share / CAPITAL, 2) for share in (max(current, 14.0), recent, history, 1.75)))


def _share(degrees: float, distance: int) -> float:
    """The height of a visual angle of `degrees` at `distance` metres, in hundredths of the picture."""
    return tan(radians(degrees)) * distance * 1000 / PICTURE_MM * 100
