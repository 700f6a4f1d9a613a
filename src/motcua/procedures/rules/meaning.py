"""What a bundle of the right shape must still satisfy: keys, papers, times and the process fit together."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from decimal import Decimal
from typing import Any

from motcua.eforms.rules.conditions import faults_of
from motcua.fees.rules import check_fee_table
from motcua.kernel.words import N_, Sentence
from motcua.procedures.rules.english import english_problems
from motcua.procedures.rules.forms import condition_field_problems, fee_field_problems, form_problems
from motcua.procedures.rules.spans import minutes_of
from motcua.procedures.rules.templates import template_problems

Found = Iterator[tuple[str, Sentence]]
TWICE = N_("Khóa “%(key)s” được dùng hai lần; mỗi mục cần một khóa riêng.")
NO_GROUP = N_("Nhóm giấy tờ “%(key)s” chưa được khai trong “groups”.")
LONELY_GROUP = N_("Nhóm “%(key)s” cần ít nhất hai giấy tờ để chọn một.")
REQUIRED_IN_GROUP = N_("Giấy tờ trong nhóm “chọn một” thì không ghi required; hãy ghi required ở nhóm.")
NO_CONDITION = N_("Giấy tờ không bắt buộc phải ghi rõ khi nào cần nộp (condition).")
FORM_WITHOUT = N_("Có tờ khai trong thành phần hồ sơ nhưng chưa có biểu mẫu điện tử (form).")
NO_LIMIT = N_("Chưa có thời hạn giải quyết. Nếu chưa biết, hãy ghi một mục to_confirm với about là time_limits.")
NO_PROCESS = N_("Thủ tục do đơn vị mình giải quyết (handled_by: ours) cần có quy trình nội bộ (process.steps).")
NO_FORM = N_(
    'Thủ tục do đơn vị mình giải quyết cần có biểu mẫu; dùng {"use": "general_request"} nếu chưa có mẫu riêng.'
)
FIRST_STEP = N_("Bước đầu tiên phải là tiếp nhận (role: reception).")
LAST_STEP = N_("Bước cuối cùng phải là trả kết quả (role: return).")
MIDDLE_STEP = N_("Giữa tiếp nhận và trả kết quả cần ít nhất một bước xử lý.")
TOO_LONG = N_("Tổng thời gian các bước (%(steps)s giờ làm việc) dài hơn thời hạn giải quyết (%(limit)s giờ làm việc).")
WHEN_WITHOUT_WORDS = N_("Có when thì phải ghi cả điều kiện bằng lời (condition) cho mọi người đọc.")
WHEN_ALWAYS = N_("Giấy tờ luôn cần hoặc thuộc một nhóm thì không ghi when.")
BAD_CONDITION = N_("Điều kiện không đọc được ở “%(part)s”.")
FIRST_CONDITIONAL = N_("Bước tiếp nhận và bước trả kết quả không được có điều kiện.")
NO_WAY = N_("Thủ tục do nơi khác giải quyết cần có đường dẫn (handler_url) hoặc lời chỉ dẫn (handler_note).")
OPTIONS = N_("Câu hỏi chọn cần ít nhất hai lựa chọn (options).")
WHOLE_DAYS = N_("Thời hạn theo ngày phải là số nguyên; nửa ngày làm việc hãy ghi bằng giờ (hour).")


def meanings(file: Mapping[str, Any], broken: Set[str] = frozenset()) -> Found:
    """Every contradiction in a bundle; nothing is asked of the ``broken`` parts, whose shape is wrong already."""
    for parts, rule in RULES:
        if not broken & parts:
            yield from rule(file)


def _twice(place: str, listed: list[Mapping[str, Any]]) -> Found:
    keys = [one["key"] for one in listed]
    for key in (key for key, times in Counter(keys).items() if times > 1):
        yield f"{place}[{len(keys) - 1 - keys[::-1].index(key)}].key", Sentence(TWICE, {"key": key})


def _steps(file: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(file.get("process", {}).get("steps", []))


def _papers(file: Mapping[str, Any]) -> Found:
    papers = file.get("requirements", [])
    groups = {one["key"] for one in file.get("groups", [])}
    for place, paper in enumerate(papers):
        at = f"requirements[{place}]"
        group = paper.get("group")
        if group and group not in groups:
            yield f"{at}.group", Sentence(NO_GROUP, {"key": group})
        if group and paper.get("required"):
            yield f"{at}.required", Sentence(REQUIRED_IN_GROUP)
        if not group and not paper.get("required", True) and not paper.get("condition"):
            yield f"{at}.condition", Sentence(NO_CONDITION)
    sizes = Counter(paper.get("group") for paper in papers)
    for place, group in enumerate(file.get("groups", [])):
        if sizes[group["key"]] < 2:
            yield f"groups[{place}]", Sentence(LONELY_GROUP, {"key": group["key"]})


def _form(file: Mapping[str, Any]) -> Found:
    form = file.get("form")
    if not form and any(paper.get("kind") == "form" for paper in file.get("requirements", [])):
        yield "form", Sentence(FORM_WITHOUT)
    extra = (form or {}).get("extra_fields", []) if "use" in (form or {}) else []
    yield from _twice("form.extra_fields", extra)
    for place, field in enumerate(extra):
        if field["type"] in {"choice", "choices"} and len(field.get("options", [])) < 2:
            yield f"form.extra_fields[{place}].options", Sentence(OPTIONS)


def _form_itself(file: Mapping[str, Any]) -> Found:
    form = file.get("form")
    yield from form_problems(form) if form else ()


def _fees(file: Mapping[str, Any]) -> Found:
    for path, sentence in check_fee_table(file.get("fees") or {}):
        yield f"fees.{path}".rstrip("."), sentence


def _fields(file: Mapping[str, Any]) -> Found:
    """Fees and conditions name fields of the form: asked once each of them is sound by itself."""
    if any(True for rule in (_form, _form_itself, _papers_when, _steps_when, _fees) for _ in rule(file)):
        return
    form = file.get("form")
    yield from fee_field_problems(file.get("fees") or {}, form)
    yield from condition_field_problems("requirements", file.get("requirements", []), form)
    yield from condition_field_problems("process.steps", _steps(file), form)


def _templates(file: Mapping[str, Any]) -> Found:
    """Texts that are printed name fields of the form too."""
    if not any(True for rule in (_form, _form_itself) for _ in rule(file)):
        yield from template_problems(file)


def _english(file: Mapping[str, Any]) -> Found:
    """English lines name sentences of the form too."""
    if not any(True for rule in (_form, _form_itself) for _ in rule(file)):
        yield from english_problems(file)


def _papers_when(file: Mapping[str, Any]) -> Found:
    return _conditions("requirements", file.get("requirements", []))


def _steps_when(file: Mapping[str, Any]) -> Found:
    return _conditions("process.steps", _steps(file))


def _conditions(at: str, parts: list[Mapping[str, Any]]) -> Found:
    for place, part in enumerate(parts):
        if "when" not in part:
            continue
        if at == "requirements" and (part.get("required", True) or part.get("group")):
            yield f"{at}[{place}].when", Sentence(WHEN_ALWAYS)
        elif not part.get("condition"):
            yield f"{at}[{place}].condition", Sentence(WHEN_WITHOUT_WORDS)
        for fault in faults_of(part["when"]):
            yield f"{at}[{place}].when", Sentence(BAD_CONDITION, {"part": fault})


def _limits(file: Mapping[str, Any]) -> Found:
    for channel, span in file.get("time_limits", {}).items():
        yield from _whole_days(f"time_limits.{channel}", span)


def _allotted(file: Mapping[str, Any]) -> Found:
    for place, step in enumerate(_steps(file)):
        if step.get("allotted"):
            yield from _whole_days(f"process.steps[{place}].allotted", step["allotted"])


def _parameters(file: Mapping[str, Any]) -> Found:
    for key, value in file.get("parameters", {}).items():
        if isinstance(value, Mapping) and "unit" in value:
            yield from _whole_days(f"parameters.{key}", value)


def _whole_days(path: str, span: Mapping[str, Any]) -> Found:
    if span["unit"] in {"day", "same_day"} and span["value"] % 1:
        yield f"{path}.value", Sentence(WHOLE_DAYS)


def _limit_known(file: Mapping[str, Any]) -> Found:
    if not file.get("time_limits") and not any(one["about"] == "time_limits" for one in file.get("to_confirm", [])):
        yield "time_limits", Sentence(NO_LIMIT)


def _is_ours(file: Mapping[str, Any]) -> bool:
    return bool(file.get("handled_by", "ours") == "ours")


def _handler(file: Mapping[str, Any]) -> Found:
    if not _is_ours(file) and not (file.get("handler_url") or file.get("handler_note")):
        yield "handler_note", Sentence(NO_WAY)


def _process(file: Mapping[str, Any]) -> Found:
    if not _is_ours(file):
        return
    steps = _steps(file)
    if not steps:
        yield "process.steps", Sentence(NO_PROCESS)
        return
    if not file.get("form"):
        yield "form", Sentence(NO_FORM)
    yield from _ends(steps)


def _ends(steps: list[Mapping[str, Any]]) -> Found:
    last = len(steps) - 1
    if steps[0]["role"] != "reception":
        yield "process.steps[0].role", Sentence(FIRST_STEP)
    if steps[-1]["role"] != "return":
        yield f"process.steps[{last}].role", Sentence(LAST_STEP)
    if not any(step["role"] not in {"reception", "return"} and not step.get("condition") for step in steps):
        yield "process.steps", Sentence(MIDDLE_STEP)
    for place in {0, last}:
        if steps[place].get("condition"):
            yield f"process.steps[{place}].condition", Sentence(FIRST_CONDITIONAL)


def _sums(file: Mapping[str, Any]) -> Found:
    if not _is_ours(file):
        return
    allotted = [step["allotted"] for step in _steps(file) if step.get("allotted") and not step.get("condition")]
    whole = sum((minutes_of(one["value"], one["unit"]) for one in allotted), Decimal(0))
    for channel, limit in file.get("time_limits", {}).items():
        most = minutes_of(limit["value"], limit["unit"])
        if whole > most:
            yield f"time_limits.{channel}", Sentence(TOO_LONG, {"steps": _hours(whole), "limit": _hours(most)})


def _hours(minutes: Decimal) -> str:
    return f"{(minutes / 60).quantize(Decimal('0.1')).normalize():f}".replace(".", ",")


Rule = Callable[[Mapping[str, Any]], Found]
RULES: tuple[tuple[frozenset[str], Rule], ...] = (  # the parts that a rule reads, and the rule
    (frozenset({"requirements"}), lambda file: _twice("requirements", file.get("requirements", []))),
    (frozenset({"groups"}), lambda file: _twice("groups", file.get("groups", []))),
    (frozenset({"results"}), lambda file: _twice("results", file.get("results", []))),
    (frozenset({"process"}), lambda file: _twice("process.steps", _steps(file))),
    (frozenset({"requirements", "groups"}), _papers),
    (frozenset({"form", "requirements"}), _form),
    (frozenset({"form"}), _form_itself),
    (frozenset({"requirements"}), _papers_when),
    (frozenset({"process"}), _steps_when),
    (frozenset({"fees"}), _fees),
    (frozenset({"form", "requirements", "process", "fees"}), _fields),
    (frozenset({"form", "requirements", "templates"}), _templates),
    (frozenset({"form", "requirements", "english"}), _english),
    (frozenset({"time_limits"}), _limits),
    (frozenset({"process"}), _allotted),
    (frozenset({"parameters"}), _parameters),
    (frozenset({"time_limits", "to_confirm"}), _limit_known),
    (frozenset({"handled_by", "handler_url", "handler_note"}), _handler),
    (frozenset({"handled_by", "process"}), _process),
    (frozenset({"handled_by", "process", "time_limits"}), _sums),
)
