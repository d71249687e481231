"""From a spreadsheet, as an office made it, to versions of procedures, in five stages.

Each stage imports only those above it in this list, and hands one value to the next:

1. `workbooks` opens the file, which may be hostile → `Workbook`: sheets of rows of clean cells;
2. `layouts` finds headers, columns and cards → `SheetLayout`: where each sheet holds procedures;
3. `rows` reads them, cell by cell → `WorkbookRows`: what each row says, and what a person must know of it;
4. `plans` compares each row with the catalogue → `ImportBatch` with its `ImportRow`s: what it would change.
   Nothing is written to the catalogue; a person looks at the rows and accepts them;
5. `execution` writes the accepted rows, all or none → the batch as applied, and as taken back.

Stages 1 to 3 ask no database: the national comparison and the import of duty sheets use them, too.
`vocabulary` is below all stages and knows what a single text says, wherever it stands. `plans/previewing.py`
runs the first four stages in a row.
"""
