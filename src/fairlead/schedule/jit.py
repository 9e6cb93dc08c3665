"""Kernels in two forms from one source: plain Python for small plans, compiled by Numba for large ones.

A kernel module is ordinary Python over arrays or lists, with `@kernel` on each function:

    from fairlead.schedule.jit import kernel

    @kernel
    def free_floats(...): ...

Imported as usual it is **plain**: no Numba, nothing to compile, so a command on a hundred tasks pays
nothing (and lists are faster there than arrays). `load_compiled("fairlead.schedule.kernels_x")` runs the
same source a second time as its own module, in which every kernel is a Numba dispatcher (`nogil=True`), and
so are the kernels it imports from other kernel modules, by name or as a module. Machine code is kept in a
folder (`cache_folder`) named after the content of the module and of every Fairlead module it imports, so
that a changed helper is never called by stale code.

Kernels make no arrays, they fill in those that the caller gives; Numba refuses one that does. So machine code need
not count references, which took nine tenths of the time of both passes.

Kernels must not call each other in a circle (`load_compiled` refuses): Numba's cached machine code of such
a circle crashes the process that reads it, seen with Numba 0.68. Constants may be imported freely; classes
that kernels take as arguments belong in a module without kernels, because a kernel module exists twice.
"""

from __future__ import annotations

import contextlib
import functools
import graphlib
import hashlib
import importlib
import importlib.util
import logging
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, TypeVar

CACHE_VARIABLE = "FAIRLEAD_CACHE_DIR"

_LINEAR_ALGEBRA = "scipy.linalg.cython_blas"
_COMPILED = "__compiled"  # ends the name of a kernel module's second form
_MARK = "__kernel__"
_INLINED = "__inlined__"
_KEEP_SECONDS = 30 * 24 * 3600.0  # machine code of older sources is thrown away after a month
_Function = TypeVar("_Function", bound=Callable[..., Any])
_lock = threading.RLock()
_notes: set[str] = set()
_log = logging.getLogger(__name__)


def kernel(function: _Function) -> _Function:
    """Return the function unchanged, marked for `load_compiled`."""
    setattr(function, _MARK, True)
    return function


def inlined(function: _Function) -> _Function:
    """Return the function unchanged, marked for `load_compiled` as a kernel that is put in place of each of its calls.

    For what a hot loop calls: a call hands over every array of a named tuple, seven to nine words each.
    """
    setattr(function, _INLINED, True)
    return kernel(function)


def beside(plain: _Function) -> Callable[[_Function], _Function]:
    """Return a decorator for a kernel that plain Python has a quicker way for, such as `bisect`: this function.

    Both take the same arguments and give the same; only the kernel's source is compiled.
    """

    def chosen(function: _Function) -> _Function:
        if function.__module__.endswith(_COMPILED):
            return function
        functools.update_wrapper(plain, function)
        return plain

    return chosen


def load_compiled(name: str) -> ModuleType:
    """Return the compiled form of the kernel module of this full name; the same object each time.

    Imports Numba (0.3 to 0.8 s); each kernel is compiled, or read from the cache, at its first call with new
    types. The kernels keep their names and arguments. May be called from several threads.
    """
    with _lock:
        return sys.modules.get(name + _COMPILED) or _compile(name)


def is_kept(name: str) -> bool:
    """Tell whether machine code of a kernel module, as its source is now, lies in the cache; imports the module."""
    importlib.import_module(name)
    folder = cache_folder() / "kernels" / _folder_name(name)
    return folder.is_dir() and next(folder.rglob("*.nbi"), None) is not None


def is_loaded(name: str) -> bool:
    """Tell whether this process has the compiled form of a kernel module already."""
    return name + _COMPILED in sys.modules


def cache_folder() -> Path:
    """Return where machine code is kept: `$FAIRLEAD_CACHE_DIR`, else `fairlead` in the user's cache folder.

    That is `$XDG_CACHE_HOME`, `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows, else `~/.cache`.
    """
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen).expanduser()
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "fairlead"
    if sys.platform == "win32" and (base := os.environ.get("LOCALAPPDATA")):
        return Path(base) / "fairlead" / "cache"
    return Path("~/Library/Caches" if sys.platform == "darwin" else "~/.cache").expanduser() / "fairlead"


def _compile(name: str) -> ModuleType:
    twin = _second_form(importlib.import_module(name))
    _refuse_circles(twin)
    folder = _writable(cache_folder() / "kernels" / _folder_name(name))
    for label, value in list(vars(twin).items()):
        if isinstance(value, ModuleType) and _is_kernel_module(value):
            vars(twin)[label] = load_compiled(value.__name__)
        elif getattr(value, _MARK, False) and value.__module__ != twin.__name__:
            vars(twin)[label] = getattr(load_compiled(value.__module__), value.__name__)
        elif getattr(value, _MARK, False):
            vars(twin)[label] = _dispatcher(value, folder)
    sys.modules[twin.__name__] = twin  # last, so that nobody meets a half-made one
    return twin


def _second_form(plain: ModuleType) -> ModuleType:
    """Run a module's source under its second name; Numba finds its functions' globals by that name."""
    source = plain.__file__
    if source is None:
        raise ImportError(
            f"{plain.__name__} has no source file, so it can't be compiled", name=plain.__name__
        )
    spec = importlib.util.spec_from_file_location(plain.__name__ + _COMPILED, source)
    assert spec is not None
    assert spec.loader is not None
    twin = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(twin)
    return twin


def _is_kernel_module(module: ModuleType) -> bool:
    return any(
        getattr(value, _MARK, False) and value.__module__ == module.__name__
        for value in list(vars(module).values())
        if isinstance(value, FunctionType)
    )


def _refuse_circles(module: ModuleType) -> None:
    """Raise TypeError where kernels of a module call themselves or each other in a circle."""
    own = {name for name, value in vars(module).items() if getattr(value, _MARK, False)}
    calls = {name: own.intersection(getattr(module, name).__code__.co_names) for name in own}
    try:
        graphlib.TopologicalSorter(calls).prepare()
    except graphlib.CycleError as error:
        around = " -> ".join(reversed(error.args[1]))
        raise TypeError(f"kernels of {module.__name__} call each other in a circle: {around}") from None


def _dispatcher(function: FunctionType, folder: Path | None) -> Any:
    numba = _numba()
    # Without Numba's runtime (`_nrt`), which counts references to each array of a named tuple at each touch.
    options = {"nogil": True, "_nrt": False, "forceinline": getattr(function, _INLINED, False)}
    dispatcher = numba.njit(**options)(function)
    if folder is not None:
        with contextlib.suppress(RuntimeError):  # Numba finds no place: a source inside an archive
            dispatcher._cache = _forgiving_cache(function, folder)
    return dispatcher


def _forgiving_cache(function: FunctionType, folder: Path) -> Any:
    """Return Numba's cache of a function, for which a full disk or a damaged file is a miss and not a crash.

    It takes the place of the one that `njit(cache=True)` makes, and differs from it in nothing else.
    """
    caching: Any = importlib.import_module("numba.core.caching")

    class ForgivingCache(caching.FunctionCache):  # type: ignore[misc]
        def load_overload(self, sig: Any, target_context: Any) -> Any:
            try:
                found = super().load_overload(sig, target_context)
            except Exception as error:  # a damaged pickle can fail in any way
                _note(folder, error)
                with contextlib.suppress(OSError):
                    self.flush()
                return None
            # Two processes that fill an empty cache at once can swap the code of two signatures.
            return found if found is None or found.signature.args == tuple(sig) else None

        def save_overload(self, sig: Any, data: Any) -> None:
            try:
                super().save_overload(sig, data)
            except Exception as error:
                _note(folder, error)

    with _numba_cache_in(folder):
        return ForgivingCache(function)


def _numba() -> Any:
    """Import Numba without SciPy's linear algebra, which no kernel uses and which takes longer than Numba itself.

    Numba's `arraymath`, which it imports at the first call of a kernel, looks for it only to know whether it is there:
    it is, SciPy is one of our libraries.
    """
    if "numba" in sys.modules or _LINEAR_ALGEBRA in sys.modules:
        return importlib.import_module("numba")
    sys.modules[_LINEAR_ALGEBRA] = None  # type: ignore[assignment]  # as if it weren't installed
    try:
        numba = importlib.import_module("numba")
        with contextlib.suppress(ImportError):
            # For whoever compiles linear algebra beside us it is there.
            importlib.import_module("numba.np.arraymath")._HAVE_BLAS = True  # type: ignore[attr-defined]
    finally:
        del sys.modules[_LINEAR_ALGEBRA]
    return numba


@contextlib.contextmanager
def _numba_cache_in(folder: Path) -> Iterator[None]:
    """Point Numba's setting at our folder while it chooses a function's place; others keep theirs."""
    config = _numba().config
    before = config.CACHE_DIR
    config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        config.CACHE_DIR = before


def _folder_name(name: str) -> str:
    digest = hashlib.sha256()
    for source in sorted(_sources(name, {})):
        digest.update(hashlib.sha256(Path(source).read_bytes()).digest())
    return f"{name}-{digest.hexdigest()[:20]}"


def _sources(name: str, found: dict[str, str]) -> list[str]:
    """Return the files of a module and of all modules of the same package that it imports, at any depth."""
    module = sys.modules.get(name)
    if module is None or module.__file__ is None or name in found:
        return list(found.values())
    found[name] = module.__file__
    own_package = name.partition(".")[0]
    for imported in _imports(Path(module.__file__)):
        if imported.partition(".")[0] == own_package:
            _sources(imported, found)
    return list(found.values())


def _imports(source: Path) -> Iterator[str]:
    for module, names in _import_statements(source):
        submodules = [f"{module}.{name}" for name in names]
        yield from [name for name in submodules if name in sys.modules] or [module]


_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]+)|import[ \t]+([^\n]+))", re.MULTILINE
)
_COMMENT = re.compile(r"#[^\n]*")


@lru_cache(maxsize=256)
def _import_statements(source: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the modules that a file imports, with the names it takes from each; kernels share most of their files.

    Read by pattern, since parsing takes ten times as long and each command does it: what a text or comment says by the
    way does no harm, as only modules that are loaded count.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    for module, names, modules in _IMPORT.findall(source.read_bytes()):
        if module:
            found.append((module.decode(), tuple(_first_words(names.decode("utf-8", "replace")))))
        else:
            found += [(name, ()) for name in _first_words(modules.decode("utf-8", "replace"))]
    return tuple(found)


def _first_words(names: str) -> Iterator[str]:
    """Yield the names of an import, without what they are imported as."""
    for name in _COMMENT.sub("", names).strip("()\r ").split(","):
        if words := name.split():
            yield words[0]


def _writable(folder: Path) -> Path | None:
    """Return the folder, made where needed; None, after one note, where nothing can be kept there."""
    try:
        if not folder.exists():
            _forget_older_than_a_month(folder)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        _note(folder, error)
        return None
    return folder


def _forget_older_than_a_month(folder: Path) -> None:
    import shutil

    kind = folder.name.rpartition("-")[0]
    for sibling in folder.parent.glob(f"{kind}-*"):
        with contextlib.suppress(OSError):
            if time.time() - sibling.stat().st_mtime > _KEEP_SECONDS:
                shutil.rmtree(sibling, ignore_errors=True)


def _note(folder: Path, error: Exception) -> None:
    """Say once that compiled kernels are not kept; without other settings it appears on standard error."""
    place = str(folder.parent)
    if place not in _notes:
        _notes.add(place)
        _log.warning(
            "Compiled kernels can't be kept in %s (%s), so each run compiles them; set %s to another folder.",
            place, error, CACHE_VARIABLE,
        )  # fmt: skip
