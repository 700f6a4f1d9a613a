"""Questions answered by choosing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.eforms.rules.clean import all_of, clean_text
from motcua.eforms.rules.form import Field
from motcua.eforms.rules.kinds.base import TOO_LONG, Errors, Kind, Post, fault
from motcua.kernel.fold import fold
from motcua.kernel.words import N_, Sentence

NOT_OFFERED = N_("Hãy chọn một trong các mục có sẵn cho “%(label)s”.")
OTHER_EMPTY = N_("Bạn chọn “Khác”. Hãy ghi rõ vào ô bên dưới cho “%(label)s”.")
NOT_CONFIRMED = N_("Hãy đánh dấu vào ô cam đoan để tiếp tục.")
YES = N_("Có")
NO = N_("Không")
CONFIRMED = N_("Đã cam đoan")
OTHER = "Khác"
SAME = {"m": "nam", "male": "nam", "f": "nu", "female": "nu", "kinh (viet)": "kinh", "viet nam": "viet nam"}


def label_of(one: Field, value: object) -> str:
    """The words of a choice; the value itself when it is not offered any more."""
    return next((option.label for option in one.options if option.value == value), str(value))


class Choice(Kind):
    """One of the options."""

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Offered, or refused."""
        return {} if any(option.value == value for option in one.options) else fault(one, NOT_OFFERED)

    def text(self, one: Field, value: Any) -> object:
        """The option's words, to be translated."""
        return Sentence(label_of(one, value)) if isinstance(value, str) else ""

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """The option that means the fact: M, Nam and male are one."""
        wanted = fold(clean_text(fact))
        wanted = SAME.get(wanted, wanted)
        return next((o.value for o in one.options if wanted and wanted in (fold(o.value), fold(o.label))), None)


class Choices(Kind):
    """Any number of the options."""

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The ticked ones."""
        ticked = [clean_text(raw) for raw in all_of(post.values, name)[:100]]
        return list(dict.fromkeys(each for each in ticked if each))

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Each must be offered."""
        offered = {option.value for option in one.options}
        sound = isinstance(value, list) and all(isinstance(each, str) and each in offered for each in value)
        return {} if sound else fault(one, NOT_OFFERED)

    def text(self, one: Field, value: Any) -> object:
        """The words of all."""
        return "; ".join(label_of(one, each) for each in value) if isinstance(value, list) else ""

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """Nothing known fits."""
        return None


class ChoiceOrText(Choice):
    """One of the options or own words: {"choice": "Khác", "text": "cô ruột"}."""

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The choice and, for "other", the words."""
        chosen = clean_text(post.first(name))
        return {"choice": chosen, "text": clean_text(post.first(f"{name}.text")) if chosen == OTHER else ""}

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Offered, or "other" with words."""
        if not isinstance(value, Mapping) or not isinstance(value.get("text", ""), str):
            return fault(one, NOT_OFFERED)
        if value.get("choice") != OTHER:
            return super().check(one, value.get("choice"), today)
        text = value.get("text", "").strip()
        if not text:
            return {"text": Sentence(OTHER_EMPTY, {"label": one.label})}
        return {"text": Sentence(TOO_LONG, {"label": one.label, "most": 200})} if len(text) > 200 else {}

    def text(self, one: Field, value: Any) -> object:
        """Own words, or the option's."""
        if not isinstance(value, Mapping):
            return ""
        if value.get("choice") == OTHER and value.get("text"):
            return str(value["text"])
        return super().text(one, value.get("choice"))

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """The option that means the fact."""
        found = super().from_fact(one, fact, facts)
        return {"choice": found, "text": ""} if found else None


class YesNo(Kind):
    """Yes or no."""

    def read(self, one: Field, post: Post, name: str) -> Any:
        """True, False, or nothing chosen yet."""
        return {"yes": True, "no": False}.get(clean_text(post.first(name)))

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """One of the two."""
        return {} if isinstance(value, bool) else fault(one, NOT_OFFERED)

    def text(self, one: Field, value: Any) -> object:
        """Yes or no in words."""
        return Sentence(YES if value else NO) if isinstance(value, bool) else ""

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """A fact that is yes or no."""
        return fact if isinstance(fact, bool) else None


class Confirm(YesNo):
    """A declaration that must be ticked."""

    def read(self, one: Field, post: Post, name: str) -> Any:
        """Ticked or not."""
        return True if clean_text(post.first(name)) == "yes" else None

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Only a tick will do."""
        return {} if value is True else fault(one, NOT_CONFIRMED)

    def text(self, one: Field, value: Any) -> object:
        """Declared."""
        return Sentence(CONFIRMED) if value is True else ""

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """Nobody declares for another."""
        return None
