"""The project's own files, as the house rules read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]


@cache
def files(*endings: str) -> list[Path]:
    """Return the files in git or not ignored by it, relative to the root, with these endings, or all."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split("\0")
    present = sorted({Path(name) for name in listed if name and (ROOT / name).is_file()})
    return [path for path in present if not endings or path.suffix in endings]


def product(*endings: str) -> list[Path]:
    """Return the files of the two packages and their templates, without migrations."""
    return [
        path
        for path in files(*endings)
        if path.parts[0] in {"backoffice", "kiosk", "templates"} and "migrations" not in path.parts
    ]


@cache
def text(path: Path) -> str:
    return (ROOT / path).read_text()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


@cache
def every_node(path: Path) -> list[ast.AST]:
    return list(ast.walk(tree(path)))


def nodes(path: Path, *kinds: type) -> list[ast.AST]:
    return [node for node in every_node(path) if isinstance(node, kinds)]


def place(path: Path, node: ast.AST) -> str:
    return f"{path}:{node.lineno}"


def models() -> list[type]:
    """Return our models, without the tables that record their history."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {"backoffice", "kiosk"} and not hasattr(model, "instance_type")
    ]


def is_tracked(model: type) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")
