#!/usr/bin/env python3
"""Compile the Java that is given to MPXJ, into a jar that is the same for every build.

    build_jar.py [--check]

Needs javac (11 or newer) and MPXJ's jars, which `make setup` installs. With --check nothing is written: exit code 1
where the committed jar isn't the one that this source gives.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "src" / "fairlead" / "exchange" / "mpxj"
JAR = FOLDER / "fairlead-files.jar"
SERVICE = "META-INF/services/java.nio.charset.spi.CharsetProvider"
MANIFEST = "META-INF/MANIFEST.MF"
EARLIEST = (1980, 1, 1, 0, 0, 0)


def main() -> int:
    """Write the jar, or compare it."""
    with tempfile.TemporaryDirectory() as place:
        built = Path(place) / JAR.name
        pack(compiled(Path(place) / "classes"), built)
        if "--check" not in sys.argv[1:]:
            JAR.write_bytes(built.read_bytes())
            print(f"{JAR}: {JAR.stat().st_size:,} bytes")
            return 0
        same = contents(built) == contents(JAR)
    print(
        f"{JAR.name} is {'what its source gives' if same else 'NOT what its source gives: run scripts/build_jar.py'}"
    )
    return 0 if same else 1


def compiled(classes: Path) -> dict[str, bytes]:
    """Return the files of the jar by name."""
    sources = sorted(map(str, (FOLDER / "java").rglob("*.java")))
    jars = ":".join(map(str, sorted(mpxj().glob("lib/*.jar"))))
    options = ["--release", "11", "-g:none", "-Xlint:-options", "-encoding", "UTF-8", "-proc:none"]
    subprocess.run(["javac", *options, "-cp", jars, "-d", str(classes), *sources], check=True)
    found = {path.relative_to(classes).as_posix(): path.read_bytes() for path in classes.rglob("*.class")}
    return found | {MANIFEST: b"Manifest-Version: 1.0\n\n", SERVICE: b"fairlead.files.Charsets\n"}


def mpxj() -> Path:
    """Return where MPXJ is installed."""
    spec = find_spec("mpxj")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("MPXJ isn't installed here: pip install 'fairlead[files]'")
    return Path(spec.submodule_search_locations[0])


def pack(files: dict[str, bytes], jar: Path) -> None:
    """Write a jar, the manifest first, the others in order, all of one date."""
    with zipfile.ZipFile(jar, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files, key=lambda name: (name != MANIFEST, name)):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])


def contents(jar: Path) -> list[tuple[str, bytes]]:
    """Return what a jar holds; how it is squeezed depends on the zlib of the machine."""
    with zipfile.ZipFile(jar) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


if __name__ == "__main__":
    sys.exit(main())
