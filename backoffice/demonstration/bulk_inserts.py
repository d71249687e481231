"""Writes many invented rows at once, for which the ORM would take minutes.

The database itself copies the history rows; no model method is skipped, because these models have none.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from backoffice.demonstration import fixture

Converter = Callable[[Any], Any]


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model; either all have keys already, or the database numbers all of them."""
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if rows[0].pk or not field.primary_key]
    names = [field.attname for field in fields]
    converters = {place: found for place, field in enumerate(fields) if (found := _converter(field))}
    written = []
    for row in rows:
        values = [getattr(row, name) for name in names]
        for place, convert in converters.items():
            if values[place] is not None:
                values[place] = convert(values[place])
        written.append(values)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})", written)


def record(model: Any, *, first: int, last: int, at: datetime) -> None:
    """Write a history row "created", with a reason, for the rows with keys from `first` to `last`."""
    history = model.history.model
    shared = {field.column for field in history._meta.concrete_fields}
    columns = ", ".join(field.column for field in model._meta.concrete_fields if field.column in shared)
    extra = "history_date, history_type, history_change_reason"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {history._meta.db_table} ({columns}, {extra}) "
            f"SELECT {columns}, %s, '+', %s FROM {model._meta.db_table} WHERE id BETWEEN %s AND %s",
            [connection.ops.adapt_datetimefield_value(at), fixture.REASON, first, last],
        )


def _converter(field: models.Field) -> Converter | None:
    engine = connection.ops
    if isinstance(field, models.DateTimeField):
        return engine.adapt_datetimefield_value
    if isinstance(field, models.JSONField):
        return lambda value: engine.adapt_json_value(value, field.encoder)
    if isinstance(field, models.DecimalField):
        return lambda value: engine.adapt_decimalfield_value(value, field.max_digits, field.decimal_places)
    return None
