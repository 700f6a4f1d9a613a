"""Posts of a unit: create, appoint, end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from motcua.dossiers.actions.reseat_dossier import Moved, reseat_all
from motcua.dossiers.workload import waiting_at_posts
from motcua.kernel.words import N_, Sentence
from motcua.people.actions.appoint_officer import appoint_officer
from motcua.people.actions.close_post import close_post
from motcua.people.actions.create_post import create_post
from motcua.people.actions.end_appointment import end_appointment
from motcua.people.directory import PostRef
from motcua.people.models import Holding
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.queries import fields_counted
from motcua.routing.rules import takers
from motcua.web.console.pages import Deed, show
from motcua.web.console.scope import keepers_only, officers_near, post_seen, unit_seen
from motcua.web.console.unit_forms import ROLES, AppointForm, LastDayForm, NewPostForm, ReseatForm, today_text
from motcua.web.ui.access import actor_of
from motcua.web.ui.deeds import filled

ENDING = N_(
    "%(name)s thôi giữ vị trí “%(post)s”, %(unit)s. Nếu sau ngày đó chưa có người kế tiếp, hồ sơ còn ở đây"
    " tự chuyển cho đồng nghiệp cùng vị trí hoặc lãnh đạo."
)
CLOSING = N_(
    "Sau ngày này không phân công ai vào vị trí được nữa. Tên vị trí vẫn còn trong sổ và hồ sơ cũ. Còn người giữ hoặc"
    " còn hồ sơ chờ ở đó thì chưa bỏ được. Không mở lại được: cần thì thêm vị trí mới."
)
RESEATING = N_(
    "Có %(count)s hồ sơ đang chờ ở vị trí “%(post)s”. Tất cả chuyển sang vị trí được chọn; thời hạn không đổi, người"
    " nhận được báo từng hồ sơ và mỗi lần chuyển được ghi vào nhật ký."
)


@keepers_only
def new_post(request: HttpRequest, unit_id: int) -> HttpResponse:
    """A seat begins in a unit."""
    actor = actor_of(request)
    found = unit_seen(actor, unit_id)
    fields = [(field, field) for field, _ in sorted(fields_counted())]
    options = {"role": ROLES, "fields_of_work": fields}
    deed = Deed(
        Sentence(N_("Thêm vị trí ở %(unit)s"), {"unit": found.name}),
        N_("Vị trí là một chỗ làm việc có quyền; hồ sơ đi theo vị trí, không theo người. Sau đó phân công một cán bộ."),
        filled(request, NewPostForm, {"valid_from": today_text()}, options=options),
        lambda given: _create(actor, unit_id, given),
        reverse("console:unit", args=[unit_id]),
        "units",
        N_("Đã thêm vị trí."),
        N_("Thêm vị trí"),
    )
    return show(request, deed)


def _create(actor: Actor, unit_id: int, given: dict[str, Any]) -> object:
    return create_post(
        unit_id=unit_id,
        role=given["role"],
        title=given["title"],
        fields=given["fields_of_work"],
        valid_from=given["valid_from"],
        actor=actor,
    )


@keepers_only
def appoint(request: HttpRequest, post_id: int) -> HttpResponse:
    """An officer takes a post."""
    actor = actor_of(request)
    post = post_seen(actor, post_id)
    people = [(str(one.pk), f"{one.full_name} ({one.username})") for one in officers_near(actor)]
    initial = {"from_on": today_text(), "account": request.GET.get("can-bo", "")}
    deed = Deed(
        Sentence(N_("Phân công người giữ vị trí “%(post)s”"), {"post": post.title}),
        N_("Từ ngày này người được phân công thấy và xử lý hồ sơ đang ở vị trí."),
        filled(request, AppointForm, initial, options={"account": people}),
        lambda given: appoint_officer(
            post_id=post_id, account_id=given["account"], from_on=given["from_on"], actor=actor
        ),
        reverse("console:unit", args=[post.unit_id]),
        "units",
        N_("Đã phân công."),
        N_("Phân công"),
    )
    return show(request, deed)


@keepers_only
def end(request: HttpRequest, holding_id: int) -> HttpResponse:
    """An officer leaves a post."""
    actor = actor_of(request)
    holding = Holding.objects.select_related("account").filter(pk=holding_id).first()
    post = post_seen(actor, holding.post_id if holding else 0)
    name = holding.account.full_name if holding else ""
    told = {"name": name, "post": post.title, "unit": directory().unit(post.unit_id).name}
    deed = Deed(
        Sentence(N_("Kết thúc phân công của %(name)s"), told),
        Sentence(ENDING, told),
        filled(request, LastDayForm, {"last_day": today_text()}),
        lambda given: end_appointment(holding_id=holding_id, last_day=given["last_day"], actor=actor),
        reverse("console:unit", args=[post.unit_id]),
        "units",
        N_("Đã kết thúc phân công."),
        N_("Kết thúc phân công"),
        is_final=True,
    )
    return show(request, deed)


@keepers_only
def close(request: HttpRequest, post_id: int) -> HttpResponse:
    """A seat that the unit no longer has."""
    actor, post = actor_of(request), post_seen(actor_of(request), post_id)
    deed = Deed(
        Sentence(N_("Bỏ vị trí “%(post)s”"), {"post": post.title}),
        CLOSING,
        filled(request, LastDayForm, {"last_day": today_text()}),
        lambda given: close_post(post_id=post_id, last_day=given["last_day"], actor=actor),
        reverse("console:unit", args=[post.unit_id]),
        "units",
        N_("Đã bỏ vị trí."),
        N_("Bỏ vị trí"),
        is_final=True,
    )
    return show(request, deed)


@keepers_only
def reseat(request: HttpRequest, post_id: int) -> HttpResponse:
    """Everything that waits at a post goes to another one, each dossier by an act of its own."""
    actor, post = actor_of(request), post_seen(actor_of(request), post_id)
    count = waiting_at_posts([post_id])
    deed = Deed(
        Sentence(N_("Chuyển hồ sơ khỏi vị trí “%(post)s”"), {"post": post.title}),
        Sentence(RESEATING, {"post": post.title, "count": count}),
        filled(request, ReseatForm, options={"post": post_options(takers(post, directory()))}),
        lambda given: reseat_all(from_post_id=post_id, to_post_id=int(given["post"]), actor=actor),
        reverse("console:unit", args=[post.unit_id]),
        "units",
        moved_words,
        N_("Chuyển hết hồ sơ"),
        is_final=True,
    )
    return show(request, deed)


def post_options(posts: list[PostRef]) -> list[tuple[str, str]]:
    """Posts for a select, with their unit."""
    known = directory()
    return [(str(one.id), f"{one.title} – {known.unit(one.unit_id).name}") for one in posts]


def moved_words(moved: Moved) -> Sentence:
    """How many went over, and whether some are left."""
    told = {"done": moved.done, "failed": moved.failed}
    if moved.failed:
        return Sentence(N_("Đã chuyển %(done)s hồ sơ; %(failed)s hồ sơ vừa có người xử lý, hãy làm lại lần nữa."), told)
    return Sentence(N_("Đã chuyển %(done)s hồ sơ."), told)
