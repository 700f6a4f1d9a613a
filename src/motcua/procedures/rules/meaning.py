"""What a bundle of the right shape must still satisfy: keys, papers, times and the process fit together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from motcua.eforms.rules.conditions import faults_of
from motcua.fees.rules import check_fee_table
from motcua.kernel.words import N_, Sentence
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


def meanings(file: Mapping[str, Any]) -> Found:
    """Every contradiction in a bundle of the right shape."""
    yield from _keys(file)
    yield from _papers(file)
    yield from _form_and_conditions(file)
    yield from _times(file)
    if file.get("handled_by", "ours") == "ours":
        yield from _process(file)
    elif not (file.get("handler_url") or file.get("handler_note")):
        yield "handler_note", Sentence(NO_WAY)


def _twice(place: str, listed: list[Mapping[str, Any]]) -> Found:
    keys = [one["key"] for one in listed]
    for key in (key for key, times in Counter(keys).items() if times > 1):
        yield f"{place}[{len(keys) - 1 - keys[::-1].index(key)}].key", Sentence(TWICE, {"key": key})


def _keys(file: Mapping[str, Any]) -> Found:
    for place in ("requirements", "groups", "results"):
        yield from _twice(place, file.get(place, []))
    yield from _twice("process.steps", file.get("process", {}).get("steps", []))


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


def _form_and_conditions(file: Mapping[str, Any]) -> Found:
    form, fees = file.get("form"), file.get("fees") or {}
    parts = {"requirements": file.get("requirements", []), "process.steps": file.get("process", {}).get("steps", [])}
    found = [*_form(file), *(form_problems(form) if form else ())]
    for at, listed in parts.items():
        found += _conditions(at, listed)
    found += [(f"fees.{path}".rstrip("."), sentence) for path, sentence in check_fee_table(fees)]
    yield from found or fee_field_problems(fees, form)
    for at, listed in () if found else parts.items():
        yield from condition_field_problems(at, listed, form)
    yield from () if found else template_problems(file)


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


def _spans(file: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for channel, span in file.get("time_limits", {}).items():
        yield f"time_limits.{channel}", span
    for place, step in enumerate(file.get("process", {}).get("steps", [])):
        if step.get("allotted"):
            yield f"process.steps[{place}].allotted", step["allotted"]
    for key, value in file.get("parameters", {}).items():
        if isinstance(value, Mapping) and "unit" in value:
            yield f"parameters.{key}", value


def _times(file: Mapping[str, Any]) -> Found:
    for path, span in _spans(file):
        if span["unit"] in {"day", "same_day"} and span["value"] % 1:
            yield f"{path}.value", Sentence(WHOLE_DAYS)
    if not file.get("time_limits") and not any(one["about"] == "time_limits" for one in file.get("to_confirm", [])):
        yield "time_limits", Sentence(NO_LIMIT)


def _process(file: Mapping[str, Any]) -> Found:
    steps = file.get("process", {}).get("steps", [])
    if not steps:
        yield "process.steps", Sentence(NO_PROCESS)
        return
    if not file.get("form"):
        yield "form", Sentence(NO_FORM)
    yield from _ends(steps)
    yield from _sums(steps, file.get("time_limits", {}))


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


def _sums(steps: list[Mapping[str, Any]], limits: Mapping[str, Any]) -> Found:
    allotted = [step["allotted"] for step in steps if step.get("allotted") and not step.get("condition")]
    whole = sum((minutes_of(one["value"], one["unit"]) for one in allotted), Decimal(0))
    for channel, limit in limits.items():
        most = minutes_of(limit["value"], limit["unit"])
        if whole > most:
            yield f"time_limits.{channel}", Sentence(TOO_LONG, {"steps": _hours(whole), "limit": _hours(most)})


def _hours(minutes: Decimal) -> str:
    return f"{(minutes / 60).quantize(Decimal('0.1')).normalize():f}"
