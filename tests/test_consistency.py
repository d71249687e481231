"""House rules that a machine can check. A place that may break one is named here, with its reason."""

import ast
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import django
import pytest
from django.apps import apps
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.support import scheduling, sources

LONGEST = 400
MOST_MODULES = 25

# Of the admin classes: lines of the median, and the share that has no method.
ADMIN_LINES, WITHOUT_A_METHOD = 6, 0.7

EDGES = re.compile(r"(^|/)(admin|views)(_\w+)?(\.py|/)|/management/commands/")

# What is deleted with the row it belongs to.
PARTS = {
    "procedures.Component.version": "a paper is asked for by one version of a procedure, and by nothing else",
    "procedures.Fee.version": "a fee is part of one version of a procedure",
    "procedures.ImportedContent.batch": "the content of an import goes with it",
    "procedures.ImportedContent.procedure": "it is compared with this procedure, and with nothing else",
    "procedures.ImportRow.batch": "a row of a sheet means nothing without its sheet",
    "procedures.ProcessStep.version": "a step of the process is part of one version of a procedure",
    "procedures.TimeLimit.version": "a time limit is part of one version of a procedure",
}

# Writes to many rows of a tracked table at once, which leave no history by themselves.
SET_WRITES: dict[str, str] = {
    "backoffice/history/tracking.py": "marks the history rows of a deleted set as deletions",
}

SIGNALS = {"django.dispatch", "django.db.models.signals"}

CLOCKS = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
}


def test_python_templates_styles_and_scripts_stay_under_400_lines():
    long = {
        str(path): lines
        for path in sources.files(".py", ".html", ".css", ".js")
        if "migrations" not in path.parts and (lines := len(sources.text(path).splitlines())) > LONGEST
    }
    assert long == {}


def test_the_tests_that_go_first_are_where_the_workers_look_for_them():
    present = [str(path) for path in sources.files(".py")]
    gone = [start for start in scheduling.FIRST if not any(path.startswith(start) for path in present)]
    assert gone == []


def test_no_folder_holds_more_than_25_modules():
    """One that grows past that gets rooms, named after what they hold."""
    modules = Counter(path.parent for path in sources.files(".py") if path.name != "__init__.py")
    assert {str(folder): number for folder, number in modules.items() if number > MOST_MODULES} == {}


def test_only_the_edges_read_the_clock():
    """Admin modules, views, commands, and what answers a request; the rest gets the time as an argument."""
    readers = [
        sources.place(path, node)
        for path in sources.product(".py")
        if not EDGES.search(str(path))
        for node in sources.every_node(path)
        if _reads_the_clock(node) and node not in _answering(path)
    ]
    assert readers == []


def _answering(path: Path) -> set[ast.AST]:
    """Return all nodes of the functions with the argument `request`."""
    views = [
        function
        for function in sources.nodes(path, ast.FunctionDef)
        if "request" in {argument.arg for argument in function.args.args}
    ]
    return {node for view in views for node in ast.walk(view)}


def _reads_the_clock(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            return (owner, name) in CLOCKS
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[], keywords=[]):
            return name in {"localdate", "localtime", "Now"}
        case ast.keyword(arg="auto_now" | "auto_now_add"):
            return True
        case ast.ImportFrom(module="django.utils.timezone", names=imported):
            return "now" in {alias.name for alias in imported}
    return False


def test_nothing_is_deleted_in_a_cascade_but_parts_of_a_whole():
    cascading = {
        f"{model._meta.label}.{field.name}"
        for model in sources.models()
        for field in model._meta.get_fields()
        if field.concrete and field.remote_field and field.remote_field.on_delete is models.CASCADE
    }
    assert cascading == set(PARTS)


def test_no_migration_is_missing():
    with translation.override(None):  # the names of columns are written untranslated
        loader = MigrationLoader(None)
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)
    missing = {app: [step.describe() for step in found[0].operations] for app, found in changes.items()}
    assert missing == {}


def test_a_migration_is_named_by_hand():
    unnamed = [
        str(path)
        for path in sources.files(".py")
        if path.parent.name == "migrations" and re.search(r"_auto_\d|_and_more", path.name)
    ]
    assert unnamed == []


@pytest.mark.parametrize("model", sources.models(), ids=lambda model: model._meta.label)
def test_a_model_has_one_line_about_its_rows(model):
    first_line = (model.__doc__ or "").strip().splitlines()[0]
    assert not first_line.startswith(f"{model.__name__}("), "Django's own docstring"
    assert first_line.endswith((".", "…"))


@pytest.mark.parametrize("model", sources.models(), ids=lambda model: model._meta.label)
def test_a_column_is_named_in_the_users_language(model):
    """Django's fallback is the English identifier, which no catalogue translates."""
    unnamed = [
        field.name
        for field in model._meta.fields
        if not field.primary_key
        and isinstance(field.verbose_name, str)
        and field.verbose_name == field.name.replace("_", " ")
    ]
    assert unnamed == []


def test_tracked_tables_are_written_row_by_row_or_with_their_history():
    tracked = {model.__name__ for model in sources.models() if sources.is_tracked(model)}
    untracked = {model.__name__ for model in sources.models()} - tracked
    writers = {
        str(path)
        for path in sources.product(".py")
        for call in sources.nodes(path, ast.Call)
        if _writes_a_set(call) and _root(call) not in untracked
    }
    assert writers == set(SET_WRITES)


def _writes_a_set(call: ast.Call) -> bool:
    match call:
        case ast.Call(func=ast.Attribute(attr="bulk_create" | "bulk_update")):
            return True
        case ast.Call(func=ast.Attribute(attr="update"), args=[], keywords=[_, *_]):
            return True  # `dict.update` has a mapping, `QuerySet.update` names columns
    return False


def _root(node: ast.AST) -> str:
    """Return the name a chain of calls and attributes starts with."""
    while not isinstance(node, ast.Name):
        node = node.func if isinstance(node, ast.Call) else getattr(node, "value", ast.Name(id=""))
    return node.id


def test_nothing_happens_on_save_or_by_signal():
    hidden = [
        sources.place(path, node)
        for path in sources.product(".py")
        for node in sources.nodes(path, ast.FunctionDef, ast.ImportFrom)
        if (isinstance(node, ast.FunctionDef) and node.name == "save" and "/models" in str(path))
        or (
            isinstance(node, ast.ImportFrom)
            and node.module in {"django.dispatch", "django.db.models.signals"}
        )
    ]
    assert hidden == []


def test_a_lower_layer_asks_a_higher_one_through_a_port_connected_when_the_app_starts():
    """One form for all of them: declared as `Port`, connected by dotted names in `AppConfig.ready`."""
    declared = {
        f"{'.'.join(path.with_suffix('').parts)}.{target.id}"
        for path in sources.product(".py")
        for node in sources.nodes(path, ast.Assign)
        if isinstance(node.value, ast.Call) and _root(node.value) == "Port"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    calls = [
        (path, call)
        for path in sources.product(".py")
        for call in sources.nodes(path, ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "connect"
        if ast.unparse(call.func) == "ports.connect"
    ]
    assert {path.name for path, _ in calls} == {"apps.py"}
    assert sorted(call.args[0].value for _, call in calls) == sorted(declared)


def test_admin_classes_are_lists_of_attributes():
    """What methods would do belongs to `TrackedAdmin`, to the function of a column or to the domain."""
    names = {(kind.__module__, kind.__name__) for kind in _descendants(BaseModelAdmin)}
    classes = [
        node
        for path in sources.product(".py")
        for node in sources.nodes(path, ast.ClassDef)
        if (".".join(path.with_suffix("").parts), node.name) in names
    ]
    plain = [node for node in classes if not any(isinstance(part, ast.FunctionDef) for part in node.body)]
    assert median(node.end_lineno - node.lineno + 1 for node in classes) <= ADMIN_LINES
    assert len(plain) / len(classes) >= WITHOUT_A_METHOD


def _descendants(kind: type) -> set[type]:
    return {each for child in kind.__subclasses__() for each in {child, *_descendants(child)}}


INLINE = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "a script without a file": r"<script\b(?![^>]*\ssrc=)(?![^>]*application/json)",
    "a handler": r"<[^>]*\son[a-z]+\s*=",
    "a script as an address": r"javascript:",
}


@pytest.mark.parametrize("what", INLINE)
def test_the_content_security_policy_has_nothing_to_refuse(what):
    refused = re.compile(INLINE[what], re.IGNORECASE)
    pages = [str(path) for path in sources.product(".html") if refused.search(sources.text(path))]
    code = [
        sources.place(path, constant)
        for path in sources.product(".py")
        for constant in _words(sources.nodes(path, ast.Constant))
        if "<" in constant.value and refused.search(constant.value)
    ]
    assert pages + code == []


def test_no_widget_carries_a_style_or_a_handler():
    styled = [
        sources.place(path, key)
        for path in sources.product(".py")
        for node in sources.nodes(path, ast.Dict)
        for key in _words(node.keys)
        if re.fullmatch("style|on(change|click|input|submit)", key.value)
    ]
    assert styled == []


def _words(expressions: Iterable[ast.AST | None]) -> list[ast.Constant]:
    return [node for node in expressions if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_a_template_extends_djangos_page_instead_of_copying_it():
    """Half of the lines of an original is a copy that will miss Django's next security fix."""
    contrib = Path(django.__file__).parent / "contrib"
    copied = [
        str(path)
        for path in sources.product(".html")
        for original in contrib.glob(f"*/templates/{Path(*path.parts[1:])}")
        if _shared(original.read_text(), sources.text(path)) > 0.5
    ]
    assert copied == []


def _shared(original: str, ours: str) -> float:
    lines = {line.strip() for line in original.splitlines() if len(line.strip()) > 20}
    return len(lines & {line.strip() for line in ours.splitlines()}) / len(lines) if lines else 0
