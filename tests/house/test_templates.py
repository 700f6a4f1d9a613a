"""The walls of the house, on the page: templates compile and hold nothing the browser's policy would refuse."""

from pathlib import Path

import pytest
from django.template import engines
from tests.house import guards

pytestmark = pytest.mark.sqlite_only


def test_every_template_compiles():
    environment = engines.all()[0].env
    broken = []
    for path in guards.templates():
        try:
            environment.compile(path.read_text(), str(path), str(path))
        except Exception as fault:  # every kind of fault is one line of the report
            broken.append(f"{guards.shown(path)}: {fault}")
    assert broken == []


def test_every_template_that_is_named_is_there():
    environment = engines.all()[0].env
    known = set(environment.list_templates())
    lost = []
    for path in guards.templates():
        from jinja2.meta import find_referenced_templates

        named = find_referenced_templates(environment.parse(path.read_text()))
        lost += [f"{guards.shown(path)}: {name}" for name in named if name and name not in known]
    assert lost == []


def test_no_template_breaks_the_policy():
    assert [line for path in guards.templates() for line in guards.faults_of_template(path, path.read_text())] == []


def test_scripts_need_no_eval():
    scripts = [path for path in guards.SRC.rglob("static/**/*.js") if "vendor" not in path.parts]
    words = (" eval(", "new Function", "document.write(")
    assert [f"{guards.shown(path)}: {word}" for path in scripts for word in words if word in path.read_text()] == []


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<p style="color: red">',
        "<style>p {}</style>",
        '<a onclick="go()">',
        "{{ text|safe }}",
        "{{ text | safe }}",
        '<a href="javascript:go()">',
        '<img src="https://elsewhere.example/x.png">',
    ],
)
def test_the_guard_bites(bad):
    assert list(guards.faults_of_template(Path("x.html"), bad))


@pytest.mark.parametrize(
    "good",
    [
        '<script src="/x.js" defer></script>',
        '<script type="application/json" id="x">{}</script>',
        "{# no |safe here #}",
        '<p class="style">unsafe</p>',
    ],
)
def test_the_guard_lets_the_good_pass(good):
    assert list(guards.faults_of_template(Path("x.html"), good)) == []
