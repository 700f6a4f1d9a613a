"""Telling owners what happens with their store when they do not do it themselves; may run twice and tells once."""

from motcua.kernel.words import N_
from motcua.notices.actions.leave_message import Audience, leave_message
from motcua.outbox.registry import Happened
from motcua.papers.models import StoreOwner
from motcua.people.queries import account_of, directory

AT_COUNTER = N_(
    "Cán bộ %(unit)s đã dùng giấy “%(name)s” trong kho của bạn cho hồ sơ “%(title)s” tại quầy. Nếu bạn không đồng ý "
    "việc này, hãy mở kho để rút lại và báo bộ phận một cửa."
)
WITHDRAWN = N_("Giấy “%(name)s” trong kho của bạn đã bị cơ quan cấp thu hồi nên không dùng lại được nữa.")
RECORD, STORE = "/kho-giay-to/da-dung/", "/kho-giay-to/"


def tell_of_paper(happened: Happened) -> None:
    """A use at a counter, and a paper that was withdrawn, are told to the account of the number."""
    told = happened.payload
    if happened.topic == "paper.used" and not told.get("by_officer"):
        return  # they did it themselves
    owner = StoreOwner.objects.filter(pk=happened.subject_id).first()
    account = account_of(owner.number) if owner else None
    if account is None:
        return
    unit = told.get("unit")
    used = happened.topic == "paper.used"
    params = {
        "name": str(told.get("name", "")),
        "title": str(told.get("title", "")),
        "unit": directory().unit(int(unit)).name if unit else "",
    }
    leave_message(
        key=happened.key,
        audience=Audience(account_id=account.pk, link=RECORD if used else STORE),
        topic=happened.topic,
        text=AT_COUNTER if used else WITHDRAWN,
        params=params,
        at=happened.at,
    )
