"""Steps of migrations that Django has one by one only."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Operations between one state before and one after, so that all models are rendered once, not each time.

    Only for operations of which none needs what another of them changes in the same table: a table copied on
    SQLite has the columns of the state before, and the constraints of the state after. Conditional unique
    constraints therefore come before checks. A fresh database is migrated before each run of the suite.
    """

    reversible = False

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # rendered again when it is asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"{len(self.operations)} operations together"
