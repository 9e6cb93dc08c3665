from __future__ import annotations

import pytest

from fairlead.exchange.recognising import recognise


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project">',
        b"\xef\xbb\xbf<!-- saved --><Project>",
        '<?xml version="1.0" encoding="UTF-16"?><Project>'.encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16"?><Project>'.encode("utf-16-be"),
        b'<p:Project xmlns:p="http://schemas.microsoft.com/project">',
        b'<?xml version="1.0"?>',
    ],
)
def test_projects_of_microsoft_project(data: bytes) -> None:
    assert recognise(data).kind == "mspdi"


@pytest.mark.parametrize(
    "data", [b"", b"name: Bridge\ntasks: []\n", b'{"name": "Bridge"}', b"# a plan\n", b"project: x"]
)
def test_plans(data: bytes) -> None:
    assert recognise(data).kind == "plan"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"ERMHDR\t8.4\t2027-01-01", "Primavera P6 export (XER)"),
        (b'<?xml version="1.0"?><APIBusinessObjects xmlns="x">', "PMXML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Props14".encode("utf-16-le"), ".mpp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office"),
        (b"MPX,Microsoft Project for Windows,4.0,ANSI", "MPX"),
        (b"PK\x03\x04rest", "zip"),
        (b"%PDF-1.7", "PDF"),
        (b"<project name='x' version='2'>", "another tool"),
        (b"<html>", "web page"),
        (b"<foo/>", "<foo>"),
        (b'project acso "Accounting" 2027-01-16 +4m {', "TaskJuggler"),
    ],
)
def test_files_of_other_tools_are_named_with_a_remedy(data: bytes, what: str) -> None:
    found = recognise(data)
    assert found.kind == "foreign"
    assert what in found.what
    assert found.remedy
