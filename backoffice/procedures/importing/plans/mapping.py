"""What each column was read as, and the corrections that a person stores for a layout."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from backoffice.organisation.models import User
from backoffice.procedures.importing.layouts.sheet_layout import layouts_of
from backoffice.procedures.importing.plans import acceptance, previewing
from backoffice.procedures.importing.vocabulary import headers
from backoffice.procedures.importing.workbooks.opening import open_workbook
from backoffice.procedures.importing.workbooks.workbook import Sheet
from backoffice.procedures.models import ColumnMapping, ImportBatch

KEYS = (*headers.KEYS, headers.ONLINE)
SAMPLES = 3
SAMPLE_LENGTH = 60


@dataclass(frozen=True)
class MappedColumn:
    """A column; `name` is what a correction calls it: its header, or "[F]" without one."""

    name: str
    letter: str
    header: str
    key: str
    samples: list[str]


@dataclass(frozen=True)
class MappedSheet:
    name: str
    layout_key: str
    columns: list[MappedColumn]


def sheets_of(batch: ImportBatch) -> list[MappedSheet]:
    """Lay the stored file out again and return its sheets, each layout once."""
    remembered = dict(ColumnMapping.objects.filter(desk=batch.desk).values_list("layout_key", "columns"))
    found: dict[str, MappedSheet] = {}
    workbook = open_workbook(bytes(batch.content or b""), batch.file_name)
    for layout in layouts_of(workbook, remembered):
        if layout.key and layout.key not in found:
            columns = [
                MappedColumn(
                    column.header or f"[{column.letter}]",
                    column.letter,
                    column.header,
                    column.key,
                    _samples(layout.sheet, block.last, column.index),
                )
                for block in layout.layouts
                for column in block.columns
            ]
            found[layout.key] = MappedSheet(layout.sheet.name, layout.key, columns)
    return list(found.values())


def _samples(sheet: Sheet, header: int, index: int) -> list[str]:
    filled = (
        str(row.cells[index])[:SAMPLE_LENGTH]
        for row in sheet.rows[header + 1 : header + 40]
        if index < len(row.cells) and row.cells[index] != ""
    )
    return [text for text, _place in zip(filled, range(SAMPLES), strict=False)]


def correct(
    *, batch: ImportBatch, by: User, at: datetime, chosen: Mapping[str, Mapping[str, str]]
) -> ImportBatch:
    """Store, by layout, what each column means, and read the file again in place of `batch`.

    :raises NotDecided: the batch is no longer waiting for confirmation.
    :raises UnreadableFile: see `previewing.preview`.
    """
    data = bytes(batch.content or b"")
    with transaction.atomic():
        found = {sheet.layout_key: {c.name: c.key for c in sheet.columns} for sheet in sheets_of(batch)}
        for layout_key, wanted in chosen.items():
            known = found.get(layout_key, {})
            changed = {n: key for n, key in wanted.items() if key != known.get(n, "") and key in ("", *KEYS)}
            if changed:
                _remember(batch, by, layout_key, changed)
        acceptance.discard(batch=batch, by=by)
        return previewing.preview(desk=batch.desk, by=by, data=data, file_name=batch.file_name, at=at)


def _remember(batch: ImportBatch, by: User, layout_key: str, changed: Mapping[str, str]) -> None:
    kept = ColumnMapping.objects.filter(desk=batch.desk, layout_key=layout_key).first()
    kept = kept or ColumnMapping(desk=batch.desk, layout_key=layout_key, columns={})
    kept.columns = {**kept.columns, **changed}
    kept.updated_by = by
    kept.save()
