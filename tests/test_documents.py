"""What the README and the lock name exists, and no file names the machine it was written on."""

import configparser
import os
import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.support import sources

LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-postgresql.txt"]
DECISIONS = Path("docs/adr")
# Made on the user's machine, not in git.
MADE = ("var/", ".venv/")


def test_the_paths_of_the_documents_exist():
    present = [f"/{path}" for path in sources.files()]
    broken = [
        f"{document}: {name}"
        for document, name in _named_paths()
        if not any(path.endswith(f"/{name}") or f"/{name.strip('/')}/" in path for path in present)
    ]
    assert broken == []


def _named_paths() -> list[tuple[Path, str]]:
    """Return each file or folder that a document names in backticks or links to, with the document."""
    quoted_path = r"`([\w.-]*[\w-]/[\w./-]*|[\w./-]+\.(?:md|py|toml|txt|po|xlsx))`"
    named = re.compile(quoted_path + r"|\]\(([^)#:]+)(?:#[^)]*)?\)")
    return [
        (path, quoted or linked)
        for path in sources.files(".md")
        for quoted, linked in named.findall(sources.text(path))
        if not (quoted or linked).startswith(MADE)
    ]


def test_the_commands_in_the_readme_exist():
    readme = sources.text(Path("README.md"))
    targets = set(re.findall(r"^([a-z]+):", sources.text(Path("Makefile")), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)`?", readme)) - targets == set()
    assert set(re.findall(r"manage\.py ([a-z_]+)", readme)) - set(get_commands()) == set()
    assert "make run" in readme


def test_every_decision_has_its_day_and_status_and_a_row_in_the_index():
    index = re.findall(
        r"^\| (\d+) \| \[(.+?)\]\((\S+)\) \| (\S+) \| .+ \|$", _text("README.md"), re.MULTILINE
    )
    decisions = [
        path.name for path in sources.files(".md") if path.parent == DECISIONS and path.name[0] == "0"
    ]
    assert [file for *_, file, _ in index] == decisions
    for number, title, file, day in index:
        assert _text(file).startswith(f"# {number}. {title}\n\n**Status.** Accepted on {day}.")
        assert file.startswith(f"{int(number):04}-")


def _text(decision: str) -> str:
    return sources.text(DECISIONS / decision)


def test_hooks_before_a_commit_are_the_tools_of_the_environment_and_download_nothing():
    hooks = sources.text(Path(".pre-commit-config.yaml"))
    assert set(re.findall(r"repo: (\S+)", hooks)) == {"local"}
    assert set(re.findall(r"language: (\S+)", hooks)) == {"system"}
    entries = re.findall(r"entry: (?:env DEBUG=1 )?(\S+)", hooks)
    assert set(entries) == {f".venv/bin/{tool}" for tool in ("ruff", "djade", "lint-imports", "python")}
    assert len(entries) == hooks.count("- id:")
    assert set(re.findall(r"tests/\w+\.py", hooks)) <= {str(path) for path in sources.files(".py")}


def test_every_target_of_make_says_what_it_does():
    makefile = sources.text(Path("Makefile"))
    [targets] = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    explained = re.findall(r"^([a-z]+):.* ## \w", makefile, re.MULTILINE)
    assert sorted(explained) == sorted(targets.split())


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_no_option_and_no_path(lock):
    odd = re.compile(r"://|^--|/")
    assert [line for line in sources.text(Path(lock)).splitlines() if odd.search(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_for_every_package(lock):
    packages = re.split(r"\n(?=\S)", sources.text(Path(lock)).strip())
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_the_lock_holds_what_the_project_asks_for():
    project = tomllib.loads(sources.text(Path("pyproject.toml")))
    groups = project["dependency-groups"]
    asked = [project["project"]["dependencies"], groups["dev"], groups["postgresql"]]
    for lock, packages in zip(LOCKS, asked, strict=True):
        locked = dict(re.findall(r"^([\w-]+)==(\S+)", sources.text(Path(lock)), re.MULTILINE))
        pinned = [
            re.match(r"([\w-]+)(?:\[\w+\])?(?:==|>=)([\d.]+)", package).groups() for package in packages
        ]
        assert [(name, version) for name, version in pinned if locked.get(name) != version] == []


def test_every_dependency_has_its_reason():
    lines = sources.text(Path("pyproject.toml")).splitlines()
    start = lines.index("dependencies = [") + 1
    listed = lines[start : lines.index("]", start)]
    unexplained = [
        line.strip()
        for before, line in zip(["", *listed], listed, strict=False)
        if not line.strip().startswith("#") and not before.strip().startswith("#")
    ]
    assert unexplained == []


def test_no_file_names_a_package_host_or_a_folder_of_this_machine():
    private = {f"{sources.ROOT}/", f"{Path.home()}/", *_package_sources()}
    words = rb"|".join(rb"(?<![\w.-])" + re.escape(word.encode()) for word in sorted(private))
    hosts = rb"//(?:[\w-]+\.)*(?:pypi|pythonhosted|npm\w*|registry|mirrors?)\.[\w.]+"
    pattern = re.compile(words + rb"|" + hosts)
    found = [
        f"{path}: {match.group().decode()}"
        for path in sources.files()
        for match in pattern.finditer((sources.ROOT / path).read_bytes())
    ]
    assert found == []


def _package_sources() -> set[str]:
    """Return the hosts and folders that the package clients of this machine are set up with."""
    config = configparser.ConfigParser(interpolation=None, strict=False)
    config.read(["/etc/pip.conf", Path.home() / ".pip/pip.conf", Path.home() / ".config/pip/pip.conf"])
    settings = [value for section in config.sections() for value in config[section].values()]
    npm = Path.home() / ".npmrc"
    settings += [npm.read_text()] if npm.is_file() else []
    settings += [value for name, value in os.environ.items() if re.match("PIP_|UV_|NPM_", name)]
    hosts = re.findall(r"https?://(?:[^/@\s]*@)?([\w.-]+)", "\n".join(settings))
    folders = re.findall(r"(?:^|\s|file://)(/(?!etc/|usr/)[^\s'\"]+)", "\n".join(settings))
    return {word for word in {*hosts, *folders} if word not in {"localhost", "127.0.0.1"}}
