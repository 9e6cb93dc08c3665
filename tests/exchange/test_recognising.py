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
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "Office document"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis", "Office document"),
        (b"%PDF-1.7", "PDF"),
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


def test_a_project_of_primavera_in_its_own_format() -> None:
    assert recognise(b"ERMHDR\t8.4\t2027-01-01").kind == "xer"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'<?xml version="1.0"?><APIBusinessObjects xmlns="x">', "PMXML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Props14".encode("utf-16-le"), ".mpp"),
        (b"MPX,Microsoft Project for Windows,4.0,ANSI", "MPX"),
        (b"MPX;Microsoft Project for Windows;4.0;ANSI", "MPX"),
        (b"PK\x03\x04rest", "zip"),
        (b"<project name='x' version='2'>", "GanttProject"),
        (b"\xac\xed\x00\x05sr", "ProjectLibre"),
        (b"\x00\x00000000", "Asta"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"\x00\x01\x00\x00Standard Jet DB\x00", "Access"),
        (b"PPX!!!!", "Phoenix"),
        (b"MZ\x90\0", "SureTrak"),
        (b"\xb6\x17\x00", "Synchro"),
        (b"VOLM  1", "SDEF"),
        (b"**** Schedule Grid", "Sage"),
        (b"xx dWBSTAB", "TurboProject"),
        (b'<Gantt Version="4">', "Gantt Designer"),
    ],
)
def test_files_that_are_read_through_mpxj_are_named_with_a_remedy(data: bytes, what: str) -> None:
    found = recognise(data)
    assert found.kind == "mpxj"
    assert what in found.what
    assert found.remedy


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"*" * 72 + b"\r\nfile with basedata            : j30_17.bas", "psplib"),
        (b"jobs  (incl. supersource/sink ):\t52\nRESOURCES\n", "psplib"),
        (b"*" * 72 + b"\nPRECEDENCE RELATIONS:\n", "psplib"),
        (b"32\t4\n12 13 4 12\n0 0 0 0 0 3 2 3 4", "patterson"),
        (b"30\t5\t0\t0\n0\t1\t3\t1\t2\t3\t[0]\t[0]\t[-4]", "progen/max"),
        (b" 24\n 4\n 36 44 64 52\n\n 62 0\n 1 1 1 1\n 0 0 0 0 0 1 1:2\n", "mplib"),
        (b"% seed = 5\n\nmint = 38;\nnActs = 22;\n", "mspsp"),
        (b"=" * 116 + b"\nFile name: 100_5_22_15.def\n", "imopse"),
        (b"ResourceID \t Salary \t Skills \n1 10.0 Q1: 1", "imopse"),
        (b"32\t4\n12 13 x 12", "patterson"),  # one wrong token makes no plan of it
    ],
)
def test_problems_of_scheduling_research(data: bytes, kind: str) -> None:
    found = recognise(data)
    assert (found.kind, bool(found.what)) == (kind, True)


@pytest.mark.parametrize(
    "data",
    [
        b"12",
        b"2027-03-01",
        b"1 2 3 4: x",
        b"name: P\nnote: |\n  PRECEDENCE RELATIONS:\n  nActs = 4;\n  ResourceID Salary\ntasks: []",
    ],
)
def test_plans_with_words_and_numbers_of_benchmarks_in_them_stay_plans(data: bytes) -> None:
    assert recognise(data).kind == "plan"


@pytest.mark.parametrize(
    "data", [b"MZ: x", b"bplist: x", b"MPXtension: x", b"VOLM: x", b"STW: 3", b"FC: 4", b"MPX: 1"]
)
def test_plans_that_begin_like_another_tools_file_stay_plans(data: bytes) -> None:
    assert recognise(data).kind == "plan"
