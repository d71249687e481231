"""What a lower layer asks of a higher one, which it must not import.

The lower layer declares a `Port`. The app that knows the answer connects it in its `AppConfig.ready`, by
dotted names, so that all such connections are found in one kind of place.
"""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

from django.utils.module_loading import import_string

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Port(Generic[Asked, Answer]):
    """A call that goes to every connected function, in the order of `INSTALLED_APPS`."""

    def __init__(self) -> None:
        self.functions: list[Callable[Asked, Answer]] = []

    def __call__(self, *args: Asked.args, **kwargs: Asked.kwargs) -> list[Answer]:
        """Return the answer of each connected function; empty where no higher layer is installed."""
        return [function(*args, **kwargs) for function in self.functions]


def connect(port: str, function: str) -> None:
    """Connect the function to the port, each named by its dotted path; a second call changes nothing."""
    functions = import_string(port).functions
    connected = import_string(function)
    if connected not in functions:
        functions.append(connected)
