"""What an operator writes into the settings file arrives as it was written."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.product import ROOT, plain_environment

pytestmark = pytest.mark.sqlite_only
EXAMPLE = ROOT / "deploy/production.env.example"
ODD = 'mật khẩu & "$HOME" \\ # `id`; %27'
ASSIGNED = re.compile(r"^(# )?(MOTCUA_\w+)=(.*)$", re.MULTILINE)


def settings(names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Those settings, printed, as a process with this environment has them."""
    code = f"import motcua.config.settings as s; print(*({names}), sep='\\n')"
    env = plain_environment(PYTHONPATH=str(ROOT / "src"), **environment)
    return subprocess.run([sys.executable, "-c", code], env=env, check=False, capture_output=True, text=True)


def test_any_value_between_the_quotes_of_the_example_is_read_by_the_shell_as_by_systemd(tmp_path: Path):
    """systemd takes what stands between single quotes as it is; the shell must not see more in it either."""
    text = EXAMPLE.read_text()
    names = [name for _, name, _ in ASSIGNED.findall(text)]
    assert {value[0] + value[-1] for *_, value in ASSIGNED.findall(text)} == {"''"}
    (tmp_path / "env").write_text(
        re.sub(r"^(?:# )?(MOTCUA_\w+)='.*'$", lambda one: f"{one[1]}='{ODD}'", text, flags=re.M)
    )
    script = f"set -a; . {tmp_path}/env; set +a; env -0"
    done = subprocess.run(
        ["sh", "-c", script], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    read = dict(line.split("=", 1) for line in done.stdout.split("\0") if line)
    assert {name: read.get(name) for name in names} == dict.fromkeys(names, ODD)


def test_the_options_of_a_database_address_are_kept():
    url = "postgresql://motcua:p%26w%20x@db:5433/name?sslmode=verify-full&application_name=mot%20cua"
    done = settings("repr(s.DATABASES['default'][n]) for n in ('PASSWORD', 'HOST', 'OPTIONS')", MOTCUA_DATABASE_URL=url)
    options = {"prepare_threshold": 2, "sslmode": "verify-full", "application_name": "mot cua"}
    assert done.stdout.splitlines() == ["'p&w x'", "'db'", repr(options)]


def test_another_database_is_refused_in_one_sentence():
    done = settings("s.DATABASES,", MOTCUA_DATABASE_URL="mysql://motcua@db/name")
    assert done.returncode == 1
    assert "MOTCUA_DATABASE_URL must begin with postgresql://" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("server", "kept"),
    [
        ("", "filebased localhost 25 ''/'' False False"),
        ("smtp://mail.example.vn", "smtp mail.example.vn 25 ''/'' False False"),
        ("smtp+tls://a%40b:p%26w@mail.example.vn:587", "smtp mail.example.vn 587 'a@b'/'p&w' True False"),
        ("smtps://a:b@mail.example.vn:465", "smtp mail.example.vn 465 'a'/'b' False True"),
    ],
)
def test_mail_leaves_by_the_server_that_is_named(server: str, kept: str):
    names = (
        "s.EMAIL_BACKEND.split('.')[-2], s.EMAIL_HOST, s.EMAIL_PORT, "
        "f'{s.EMAIL_HOST_USER!r}/{s.EMAIL_HOST_PASSWORD!r}', s.EMAIL_USE_TLS, s.EMAIL_USE_SSL"
    )
    assert settings(names, MOTCUA_SMTP=server).stdout.split() == kept.split()


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_proxies_let_through_the_largest_paper_that_a_procedure_may_ask_for(name: str):
    from motcua.procedures.rules.schema import REQUIREMENT

    text = (ROOT / f"deploy/{name}.example").read_text()
    allowed = re.search(r"(?:client_max_body_size|max_size) (\d+)m", text, re.IGNORECASE)
    assert allowed
    assert int(allowed[1]) > REQUIREMENT["properties"]["max_mb"]["maximum"]
    assert "127.0.0.1:8000" in text


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01"])
def test_a_clock_that_is_no_moment_is_refused_in_one_sentence(typed: str):
    done = settings("s.PROFILE,", MOTCUA_NOW=typed)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("MOTCUA_NOW must be a moment such as 2026-11-02T08:00.")
