"""Tells higher layers, in the same transaction, that who serves at a desk has changed.

The queue's app listens and moves its board on, whoever made the change: the console, the head of the desk
on the day's page, a substitution, the end of the day.
"""

from collections.abc import Callable

Listener = Callable[[int], None]
"""Takes the id of the desk."""

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def changed(desk: int) -> None:
    for listener in _listeners:
        listener(desk)
