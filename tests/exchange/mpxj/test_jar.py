"""The jar of our own: what it holds, whether it is what its source gives, and its character set against Python's."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fairlead.exchange.mpxj.surroundings import OWN_JAR, find_surroundings

ROOT = Path(__file__).parents[3]
NEEDS_JAVAC = pytest.mark.skipif(shutil.which("javac") is None, reason="needs javac (default-jdk-headless)")
ROUND_TRIP = """
import java.nio.charset.Charset;
import java.nio.ByteBuffer;
public class RoundTrip {
    public static void main(String[] none) throws Exception {
        byte[] bytes = new byte[256];
        for (int value = 0; value < 256; value++) { bytes[value] = (byte) value; }
        Charset charset = new fairlead.files.MacRoman();
        String text = new String(bytes, charset);
        for (int place = 0; place < 256; place++) { System.out.print((int) text.charAt(place) + " "); }
        System.out.print(java.util.Arrays.equals(text.getBytes(charset), bytes) + " ");
        System.out.print(new String("\\u4e00x".getBytes(charset), "US-ASCII") + " ");
        System.out.print(Charset.forName("MacRoman").name() + " " + Charset.forName("macintosh").name());
    }
}
"""


def test_it_is_small_and_the_same_whenever_it_is_built() -> None:
    with zipfile.ZipFile(OWN_JAR) as jar:
        entries = jar.infolist()
    assert OWN_JAR.stat().st_size < 20_000
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    names = [entry.filename for entry in entries]
    assert names == ["META-INF/MANIFEST.MF", *sorted(names[1:])]
    assert {"fairlead/files/Passing.class", "META-INF/services/java.nio.charset.spi.CharsetProvider"} < set(
        names
    )


@NEEDS_JAVAC
def test_it_is_what_its_source_gives() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "build_jar.py"), "--check"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@NEEDS_JAVAC
def test_mac_roman_is_that_of_everybody(tmp_path: Path) -> None:
    source = tmp_path / "RoundTrip.java"
    source.write_text(ROUND_TRIP, "utf-8")
    subprocess.run(
        ["javac", "--release", "11", "-Xlint:-options", "-cp", OWN_JAR, "-d", tmp_path, source], check=True
    )
    java = find_surroundings("", "", "").java
    command = [java, "-cp", f"{OWN_JAR}:{tmp_path}", "RoundTrip"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    table = [ord(character) for character in bytes(range(256)).decode("mac_roman")]
    assert [int(each) for each in said[:256]] == table
    assert said[256:] == ["true", "?x", "x-MacRoman", "x-MacRoman"]
