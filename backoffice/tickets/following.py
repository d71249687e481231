"""The board follows the roster and the counters: a change of who serves is a new version of the board."""

from backoffice.staffing import changes
from backoffice.tickets import versions

changes.listen(versions.bump)
