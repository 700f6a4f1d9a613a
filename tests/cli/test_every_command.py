"""Every command speaks Vietnamese to whoever runs it: its help, with an example, and its mistakes as one document."""

import argparse
import json
import re
import sqlite3
from collections.abc import Iterator

import pytest
from django.db import OperationalError

from motcua.cli import main
from motcua.cli.main import build_parser

VIETNAMESE = re.compile(r"[À-ÖØ-öø-ỹĐđ]")
ENGLISH = re.compile(
    r"\b(the|of|only|default|usage|options|required|argument|arguments|expected|invalid|show|data folder|choose)\b"
)


def commands(
    parser: argparse.ArgumentParser, before: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    yield before, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from commands(inner, (*before, name))


ALL = dict(commands(build_parser(None)))


def mistake(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 2
    out, err = capsys.readouterr()
    assert not out
    error = json.loads(err)["error"]
    assert error["code"] == "usage"
    return str(error["message"])


def test_all_commands_are_known():
    assert {words[0] for words in ALL if words} >= {
        "due",
        "id",
        "search",
        "procedure",
        "ledger",
        "users",
        "urls",
        "simulate",
    }
    assert ("ledger", "verify") in ALL


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_is_vietnamese_and_ends_with_an_example(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]):
    assert main([*words, "--help"]) == 0
    text, example = capsys.readouterr().out.split("Ví dụ (example):")
    assert text.startswith(" ".join(["Cách dùng: motcua", *words]))
    assert " ".join(["motcua", *words]) in example
    assert not ENGLISH.findall(text)


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_word_of_help_is_vietnamese(words: tuple[str, ...]):
    for action in ALL[words]._actions:
        if not isinstance(action, argparse._SubParsersAction):
            assert VIETNAMESE.search(action.help or ""), (words, action.dest)


@pytest.mark.parametrize("words", [words for words in ALL if words], ids=" ".join)
def test_a_mistake_is_one_vietnamese_sentence_with_where_to_look(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
):
    told = mistake(capsys, *words, "--khong-co")
    assert told.startswith("Câu lệnh chưa đúng: ")
    assert "--help" in told
    assert not ENGLISH.findall(told)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("due --days 1", "thiếu --start"),
        ("due --start 2026-02-13", "phải có một trong các tùy chọn --hours --days --calendar-days"),
        ("due --start", "sau --start phải ghi một giá trị"),
        ("due --start 2026-02-13 --days 1 --hours 8", "--hours không đi cùng --days"),
        (
            "due --start 2026-02-13 --days 1 --after-pause x",
            "--after-pause không nhận 'x'; hãy chọn: 'resume', 'restart'",
        ),
        ("search giấy --limit nhiều", "--limit phải là số nguyên, không phải 'nhiều'"),
        ("users --all=1", "--all không nhận giá trị '1'"),
        ("search giấy --toi-da 3", "không có tùy chọn --toi-da 3"),
        ("ledger", "thiếu VIỆC"),
        ("bay", "không nhận 'bay'"),
    ],
)
def test_each_mistake_in_our_words(capsys: pytest.CaptureFixture[str], line: str, told: str):
    assert told in mistake(capsys, *line.split())


def test_a_full_disk_is_told_as_one(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def full(_arguments: argparse.Namespace) -> None:
        cause = sqlite3.OperationalError("database or disk is full")
        cause.sqlite_errorcode = sqlite3.SQLITE_FULL  # as SQLite sets it
        raise OperationalError("database or disk is full") from cause

    monkeypatch.setattr("motcua.cli.id.tax_of", full)
    assert main(["id", "tax", "0100233488"]) == 2
    error = json.loads(capsys.readouterr().err)["error"]
    assert error["code"] == "disk_full"
    assert "motcua run" not in error["message"]
