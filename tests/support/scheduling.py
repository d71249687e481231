"""Which tests stay together on one worker, and which of them go first."""

from xdist.scheduler import LoadScopeScheduling

# The longest first, so that no worker is left alone with one of them at the end.
FIRST = (
    "tests/browser/",
    "tests/demonstration/",
    "tests/scope/",
    "tests/tickets/test_concurrency",
    "tests/reports/test_every_figure",
    "tests/dossiers/test_crafted_posts",
    "tests/base/test_backups",
    "tests/procedures/importing/test_import_killed",
    "tests/dossiers/deadlines/test_deadlines_oracle",
)


def rank(nodeid: str) -> int:
    return next((rank for rank, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))


def unit(nodeid: str) -> str:
    """Return the name of what a worker takes as a whole: a file, whose tests may share a world.

    All that is opened in Chromium shares one; what an account may do is asked account by account.
    """
    file, _, test = nodeid.partition("::")
    if file.startswith("tests/browser/"):
        return "tests/browser/"
    if file.startswith("tests/scope/") and "[" in test:
        return test.partition("[")[2]
    return file


class ByUnit(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)
