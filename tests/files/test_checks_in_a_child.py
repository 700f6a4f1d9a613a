"""A hostile file ends the child that opens it, never the process that asked."""

import time
from dataclasses import replace

import pytest
from hostile_papers import located_photo, pdf, pdf_bomb, pdf_object_bomb, photo

from motcua.files import bounded
from motcua.files.checks import check_file
from motcua.files.rules import MEGABYTE, Limits


def put(tmp_path, content: bytes):
    path = tmp_path / "f"
    path.write_bytes(content)
    return path


def test_a_good_paper_is_read_by_the_child(tmp_path):
    verdict = check_file(put(tmp_path, pdf(pages=2)), "a.pdf", ["pdf"])
    assert (verdict.code, verdict.pages, verdict.signature) == ("readable", 2, "none")


def test_the_child_writes_the_cleaned_photo(tmp_path):
    clean = tmp_path / "clean"
    verdict = check_file(put(tmp_path, located_photo()), "a.jpg", clean_to=clean)
    assert verdict.ok
    assert b"Phone" not in clean.read_bytes()


def test_what_is_seen_at_once_needs_no_child(tmp_path, monkeypatch):
    monkeypatch.setattr(bounded.subprocess, "run", None)
    assert check_file(put(tmp_path, b""), "a.pdf").code == "empty"
    assert check_file(put(tmp_path, b"%PDF-" + b"x" * 900), "a.pdf", max_bytes=500).code == "too_large"
    assert check_file(put(tmp_path, b"MZ\0\0"), "a.pdf").code == "program"


def test_a_bomb_in_a_page_is_refused_in_good_time(tmp_path):
    began = time.monotonic()
    assert check_file(put(tmp_path, pdf_bomb(900 * MEGABYTE)), "a.pdf").code == "too_complex"
    assert time.monotonic() - began < 10


def test_a_bomb_in_the_catalogue_runs_into_the_memory_limit(tmp_path):
    began = time.monotonic()
    path = put(tmp_path, pdf_object_bomb(3_000 * MEGABYTE))
    assert path.stat().st_size < 5 * MEGABYTE
    # qpdf reports the exhausted memory as damage when it can, else the child ends: refused either way.
    assert check_file(path, "a.pdf").code in {"too_complex", "malformed"}
    assert time.monotonic() - began < 25


def test_endless_work_is_stopped_by_the_processor_limit(tmp_path, monkeypatch):
    endless = (
        "from motcua.files.bounded import _limit; from motcua.files.rules import Limits\n"
        "_limit(Limits(cpu_seconds=1))\nwhile True: pass"
    )
    monkeypatch.setattr(bounded, "_ARGUMENTS", ("-c", endless))
    began = time.monotonic()
    assert check_file(put(tmp_path, pdf()), "a.pdf").code == "too_complex"
    assert time.monotonic() - began < 15


def test_a_child_that_does_not_answer_in_time_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(bounded, "_ARGUMENTS", ("-c", "import time; time.sleep(30)"))
    began = time.monotonic()
    verdict = check_file(put(tmp_path, pdf()), "a.pdf", limits=replace(Limits(), wall_seconds=1))
    assert verdict.code == "too_complex"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false", "/bin/true"])
def test_a_child_that_cannot_work_is_our_fault_and_said_so(tmp_path, monkeypatch, program):
    monkeypatch.setattr(bounded.sys, "executable", program)
    verdict = check_file(put(tmp_path, photo()), "a.jpg")
    assert verdict.code == "check_unavailable"
    assert not verdict.ok


def test_secrets_of_the_web_process_stay_with_it(tmp_path, monkeypatch):
    seen = {}
    run = bounded.subprocess.run

    def watched(*args, **kwargs):
        seen.update(kwargs["env"])
        return run(*args, **kwargs)

    monkeypatch.setenv("MOTCUA_SECRET_KEY", "x" * 60)
    monkeypatch.setattr(bounded.subprocess, "run", watched)
    check_file(put(tmp_path, pdf()), "a.pdf")
    assert set(seen) == {"PYTHONPATH", "PATH", "LANG"}
