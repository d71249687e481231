"""How the engine of the run reads what a call asks, with the parameters bound as they are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from backoffice.base.planner_statistics import analyze


def plans_of(call: Callable[[], Any]) -> list[str]:
    """Return the plan of every SELECT that `call` sends, in order."""
    asked: list[tuple[str, Any]] = []

    def remember(execute, sql, params, many, context):
        if sql.lstrip("( ").startswith("SELECT"):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(remember):
        call()
    with connection.cursor() as cursor:
        return [_plan(cursor, sql, params) for sql, params in asked]


def _plan(cursor, sql: str, params) -> str:
    cursor.execute(f"{'EXPLAIN QUERY PLAN' if connection.vendor == 'sqlite' else 'EXPLAIN'} {sql}", params)
    return "\n".join(str(row[-1]) for row in cursor.fetchall())


def multiply(model, row, times: int, **changed: str) -> None:
    """Copy a row so many times in one statement; `changed` are SQL expressions over the number `n`."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    values = [changed.get(column, connection.ops.quote_name(column)) for column in columns]
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    numbers = f"SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {times:d}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE numbers(n) AS ({numbers}) INSERT INTO {table} ({names}) "
            f"SELECT {', '.join(values)} FROM {table}, numbers WHERE {table}.id = {row.pk:d}"
        )


@contextmanager
def knowing_its_tables() -> Iterator[None]:
    """Let the engine count its rows, as it does every night in an office, and forget them afterwards."""
    analyze()
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("ANALYZE")
            yield
            return
        yield
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")  # reads what is left: nothing
