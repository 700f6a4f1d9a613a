"""``search``, ``simulate`` and the clock of demos, as a person at a terminal meets them."""

import json
import subprocess
import sys
from typing import Any

import pytest
from tests.product import ROOT, Product, free_port, plain_environment

STRONG = "0123456789abcdefghij" * 3
pytestmark = [pytest.mark.sqlite_only, pytest.mark.xdist_group("product")]


def motcua(product: Product, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(ROOT / "motcua"), *arguments, "--data", str(product.data)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=plain_environment(),
        timeout=120,
    )


def test_search_needs_no_quotes(product: Product):
    quoted: Any = product.command("search", "khai sinh", "--limit", "3")
    assert quoted["count"] == 3
    assert product.command("search", "khai", "sinh", "--limit", "3") == quoted


def test_search_ranks_what_a_farmer_types(product: Product):
    found: Any = product.command("search", "lam giay khai sihn", "--limit", "3")
    assert found["count"] == 3
    assert found["results"][0]["code"] == "1.001193"


def test_simulate_brings_cases_to_the_result_and_the_ledger_stays_whole(product: Product):
    told = product.command("simulate", "--procedure", "2.000815", "--count", "3", "--unit", "30682")
    assert (told["count"], told["returned"]) == (3, 3)
    assert told["acts"] >= 3 * 4
    assert told["per_second"] > 0
    assert product.command("ledger", "verify")["ok"] is True


def test_simulate_keeps_to_the_communes_that_take_the_procedure(product: Product, tmp_path: Any):
    bundle: Any = product.command("procedure", "export", "2.000815")
    bundle |= {"code": "9.000777", "short_name": "Đếm bè", "english": {}}
    file = tmp_path / "raft.json"
    file.write_text(json.dumps(bundle), "utf-8")
    product.command("procedure", "import", str(file), "--activate", "30685")
    told = product.command("simulate", "--procedure", "9.000777", "--count", "3")
    assert (told["count"], told["returned"]) == (3, 3)
    refused = motcua(product, "simulate", "--procedure", "9.000777", "--count", "1", "--unit", "30682")
    assert refused.returncode == 2
    assert "9.000777" in json.loads(refused.stderr)["error"]["message"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("simulate", "--procedure", "0.000000", "--count", "1"), "0.000000"),
        (("simulate", "--procedure", "2.000815", "--count", "0"), "1"),
        (("search",), "usage"),
    ],
)
def test_bad_input_is_one_json_error(product: Product, arguments: tuple[str, ...], words: str):
    done = motcua(product, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in json.dumps(json.loads(done.stderr))


@pytest.mark.parametrize(("profile", "code"), [("production", 1), ("demo", 0)])
def test_production_refuses_a_set_clock(profile: str, code: int, tmp_path: Any):
    env = plain_environment(
        MOTCUA_PROFILE=profile,
        MOTCUA_NOW="2026-02-16T08:00",
        MOTCUA_SECRET_KEY=STRONG,
        MOTCUA_LEDGER_KEY=STRONG,
        MOTCUA_DATA=str(tmp_path),
        PYTHONPATH=str(ROOT / "src"),
    )
    done = subprocess.run(
        [sys.executable, "-c", "import motcua.config.settings"], capture_output=True, text=True, check=False, env=env
    )
    assert done.returncode == code
    assert ("MOTCUA_NOW" in done.stderr) is bool(code)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"MOTCUA_SECRET_KEY": "short"}, "MOTCUA_SECRET_KEY is too weak: at least 50 random characters"),
        ({"MOTCUA_SECRET_KEY": "ab" * 40}, "MOTCUA_SECRET_KEY is too weak"),
        ({"MOTCUA_LEDGER_KEY": "0123456789abcdef"}, "MOTCUA_LEDGER_KEY is too weak: at least 32 random characters"),
        ({"MOTCUA_NOW": "2026-02-16T08:00"}, "MOTCUA_NOW sets the clock"),
        ({"MOTCUA_HOSTS": " , "}, "MOTCUA_HOSTS is empty"),
    ],
)
def test_production_refuses_weak_settings_in_one_sentence(settings: dict[str, str], said: str, tmp_path: Any):
    strong = {"MOTCUA_PROFILE": "production", "MOTCUA_SECRET_KEY": STRONG, "MOTCUA_LEDGER_KEY": STRONG}
    env = plain_environment(**(strong | {"MOTCUA_DATA": str(tmp_path)} | settings))
    command = [sys.executable, str(ROOT / "motcua")]
    port = str(free_port())
    done = subprocess.run(
        [*command, "run", "--port", port], capture_output=True, text=True, check=False, cwd=ROOT, env=env
    )
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert said in done.stderr
    done = subprocess.run([*command, "users"], capture_output=True, text=True, check=False, cwd=ROOT, env=env)
    assert done.returncode == 2
    assert said in json.loads(done.stderr)["error"]["message"]
