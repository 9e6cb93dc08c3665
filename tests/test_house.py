"""Facts about the house itself: what installs it, what is tracked, how it is layered."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import fairlead

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "fairlead"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
MODULES = sorted(SOURCE.rglob("*.py"))
OTHERS = [path for folder in ("benchmarks", "scripts") for path in sorted((ROOT / folder).rglob("*.py"))]
# Spelled in halves, so that this file doesn't find itself.
REGISTRIES = re.compile("python" + r"hosted|pypi\." + r"org|--(extra-)?index-" + "url|/simple" + "/")
MADE = {".venv", "__pycache__", ".hypothesis", "uv.lock"}
MADE_AT_THE_TOP = {"demo", "dist", "build"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def declared() -> list[Requirement]:
    groups = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]
    every = [Requirement(line) for group in groups for line in group]
    return [requirement for requirement in every if requirement.name != "fairlead"]


def locked() -> dict[str, list[str]]:
    versions: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", LOCK, re.MULTILINE):
        versions.setdefault(canonicalize_name(name), []).append(version)
    return versions


def tracked() -> list[Path]:
    """Files git knows or would add; every file where the tree is no clone."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a clone of the repository")
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def layers() -> set[str]:
    (contract,) = PROJECT["tool"]["importlinter"]["contracts"]
    return {layer.strip("()") for layer in contract["layers"]}


def test_the_version_is_the_same_in_the_package_and_in_pyproject() -> None:
    assert fairlead.__version__ == PROJECT["project"]["version"]


def test_the_installed_package_is_this_one() -> None:
    assert metadata.version("fairlead") == fairlead.__version__
    assert Path(fairlead.__file__).resolve().is_relative_to(ROOT)


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("requirement", declared(), ids=lambda requirement: requirement.name)
def test_a_dependency_is_locked_to_a_version_that_pyproject_allows(requirement: Requirement) -> None:
    versions = locked().get(canonicalize_name(requirement.name), [])
    assert versions, f"{requirement.name} is not in requirements.lock; run `make lock`"
    assert all(requirement.specifier.contains(version) for version in versions)


def test_every_locked_package_carries_its_hashes() -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > 30
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_locked_package_is_there_for_a_reason() -> None:
    assert LOCK.count("# via") == len(re.findall(r"^[A-Za-z0-9]\S*==", LOCK, re.MULTILINE))


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("\ndependencies = [") : text.index("\n[project.scripts]")]
    lines = [line for line in block.splitlines() if line.startswith('    "')]
    assert len(lines) >= len(declared())
    assert [line for line in lines if not re.search(r'",\s+# \S', line)] == []


def test_no_tracked_file_names_a_package_registry() -> None:
    texts = {name_of(path): path.read_bytes().decode("utf-8", "ignore") for path in tracked()}
    assert [name for name, text in texts.items() if REGISTRIES.search(text)] == []


def test_what_is_made_is_not_tracked() -> None:
    inside = [path.relative_to(ROOT) for path in tracked()]
    assert [path for path in inside if MADE & set(path.parts) or path.parts[0] in MADE_AT_THE_TOP] == []


def test_every_folder_of_the_package_is_in_the_layer_contract() -> None:
    folders = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert folders - layers() == set()


def test_a_folder_that_exists_is_not_optional_in_the_layer_contract() -> None:
    (contract,) = PROJECT["tool"]["importlinter"]["contracts"]
    optional = {layer.strip("()") for layer in contract["layers"] if layer.startswith("(")}
    assert [folder for folder in optional if (SOURCE / folder / "__init__.py").exists()] == []


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("path", [*MODULES, *OTHERS], ids=name_of)
def test_a_module_says_what_it_is_about(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=name_of)
def test_a_test_stands_where_its_subject_stands(path: Path) -> None:
    inside = path.relative_to(ROOT / "tests").parent
    if inside.parts and inside.parts[0] in layers():
        assert (SOURCE / inside).is_dir() or (SOURCE / inside).with_suffix(".py").is_file()


@pytest.mark.parametrize("name", ["scripts/setup", "scripts/uv", "scripts/demo", ".ci/run"])
def test_a_script_can_be_run_and_parsed(name: str) -> None:
    path = ROOT / name
    shell = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("#!").split()[-1].rsplit("/")[-1]
    assert path.stat().st_mode & 0o111
    subprocess.run([shell, "-n", str(path)], check=True)


def test_every_target_of_the_makefile_explains_itself() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    explained = set(re.findall(r"^([a-z-]+):.* ## \S", text, re.MULTILINE))
    assert explained == set(phony.split())
