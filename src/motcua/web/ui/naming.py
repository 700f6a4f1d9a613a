"""What every surface calls the parties of a history and the documents of a case."""

from datetime import datetime

from django.utils.translation import get_language

from motcua.dossiers.rules.timeline import Names
from motcua.eforms.rules import Form, Page
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_, Sentence
from motcua.notices.models import Message
from motcua.people.queries import directory
from motcua.procedures.english import english_titles
from motcua.procedures.queries import LoadedVersion
from motcua.procedures.rules import Bundle
from motcua.web.ui.words import is_english, moment, say

NO_PAGE = N_("Không có phần khai này trong tờ khai.")
FORM_NAMES = {
    "receipt": N_("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "supplement": N_("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refusal": N_("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    "apology": N_("Phiếu xin lỗi và đề nghị gia hạn thời gian giải quyết"),
    "stop": N_("Thông báo dừng giải quyết hồ sơ"),
    "rejection": N_("Thông báo từ chối giải quyết hồ sơ"),
}


def _post_name(post_id: int) -> str:
    known = directory()
    post = known.post(post_id)
    return f"{post.title} – {known.unit(post.unit_id).name}" if post else ""


def _unit_name(unit_id: int) -> str:
    return directory().unit(unit_id).name


def _moment_text(at: datetime) -> str:
    return moment(at, "short")


NAMES = Names(post=_post_name, unit=_unit_name, moment=_moment_text)


def titled(title: str) -> str:
    """What a procedure, or a case under it, is called in the reader's language, as far as it has a name there."""
    return english_titles().get(title, title) if is_english() else title


def message_words(message: Message) -> str:
    """What a message says, the procedure by its name in the reader's language."""
    told = message.params
    return say(Sentence(message.text, {**told, "title": titled(told["title"])} if "title" in told else told))


def worded(loaded: LoadedVersion) -> Bundle:
    """The procedure in the reader's language."""
    return loaded.bundle_in(get_language() or "vi")


def form_worded(loaded: LoadedVersion) -> Form | None:
    """Its form in the reader's language."""
    return loaded.form_in(get_language() or "vi")


def form_page(loaded: LoadedVersion, page_key: str) -> tuple[Form, Page]:
    """Its form and the page of this key, in the reader's language; there may be none."""
    form = form_worded(loaded)
    present = form.page(page_key) if form else None
    if form is None or present is None:
        raise NotFound(NO_PAGE)
    return form, present


def paper_named(loaded: LoadedVersion, name: str) -> str:
    """A paper that was handed in under this name, in the reader's language."""
    return loaded.bundle.english.get(name, name) if is_english() else name
