"""The machine room: letters that could not be delivered, the worker and its jobs, versions and storage."""

import os
import platform
import shutil
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

import motcua
from motcua.files.models import StoredFile
from motcua.files.standing import standing as files_standing
from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.outbox.actions.revive_delivery import revive_delivery
from motcua.outbox.models import Heartbeat, Tick
from motcua.outbox.queries import dead_letters, is_silent, waiting_letters, worker_age
from motcua.people.models import Account
from motcua.procedures.rules import EVERYWHERE
from motcua.web.console.audit_words import FOUND
from motcua.web.console.fronts import front_context
from motcua.web.console.outside import systems_outside
from motcua.web.console.pages import Deed, show
from motcua.web.console.scope import keepers_only, readers_only, whole_only
from motcua.web.console.unit_forms import EmptyForm
from motcua.web.ui.counting import counted
from motcua.web.ui.deeds import filled
from motcua.web.ui.keyset import page_of

PAGE_SIZE = 50
STARTED_AT = clock.now()
GIGABYTE = 1024**3
JOBS = {
    "watch_clocks": N_("Theo dõi hạn hồ sơ, nhắc và báo trễ"),
    "fetch_lists": N_("Tải danh sách chứng thư đã thu hồi"),
    "renew_proofs": N_("Đóng lại dấu thời gian cho văn bản đã ký"),
    "keep_missed": N_("Đưa kết quả cũ vào kho giấy tờ của chủ hồ sơ"),
    "ask_for_check": N_("Yêu cầu kiểm tra sổ nhật ký mỗi ngày"),
    "check_ledger": N_("Kiểm tra sổ nhật ký từng phần"),
    "tell_ended_delegations": N_("Báo việc làm thay hết thời gian"),
    "prune_outbox": N_("Dọn tin đã gửi xong"),
    "forget_tries": N_("Xóa số lần nhập sai mật khẩu đã hết hạn"),
    "fetch_waiting": N_("Nhận văn bản và trạng thái từ trục liên thông"),
    "remind_of_directives": N_("Nhắc hạn nhiệm vụ được giao"),
    "warn_of_documents": N_("Nhắc văn bản đến chưa trình hoặc quá hạn"),
    "tidy_scans": N_("Dọn ảnh quét của giấy tờ đã số hóa xong"),
    "sweep_files": N_("Dọn tệp không còn dùng"),
    "carry_out_destructions": N_("Tiêu hủy hồ sơ theo danh sách đã duyệt"),
    "turn_contents": N_("Chuyển tệp sang khóa mới"),
    "check_contents": N_("Đọc lại tệp đã lưu, tìm tệp hư"),
}
CONSUMERS = {
    "notices": N_("Tin nhắn cho người dân và cán bộ"),
    "delegations": N_("Tin báo làm thay cho cán bộ"),
    "letters": N_("Tin báo về văn bản và nhiệm vụ cho cán bộ"),
    "letters_out": N_("Gửi văn bản đi đến nơi nhận"),
    "letters_recalled": N_("Báo thu hồi văn bản cho nơi nhận"),
    "letters_told": N_("Báo trạng thái xử lý cho nơi gửi văn bản"),
    "results_kept": N_("Kết quả vào kho giấy tờ của chủ hồ sơ"),
    "scans_kept": N_("Bản quét đã ký số vào kho giấy tờ"),
    "owners": N_("Tin cho chủ kho giấy tờ"),
    "scan_names": N_("Đặt tên bản số hóa theo mã hồ sơ"),
    "digitised": N_("Đưa bản số hóa đã ký vào hồ sơ"),
    "signing": N_("Chứng cứ lâu dài của văn bản đã ký"),
}


@readers_only
def letters(request: HttpRequest) -> HttpResponse:
    """What was given up, newest first."""
    actor = whole_only(request)
    page = page_of(dead_letters(), ("-id",), request.GET.get("sau", ""), PAGE_SIZE)
    context = {"part": "system", "page": page, "consumers": CONSUMERS, "may": actor.has_role("administrator")}
    return render(request, "console/letters.html", context)


@keepers_only
def send_again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Try a dead letter again from the start."""
    actor = whole_only(request)
    deed = Deed(
        N_("Gửi lại tin"),
        N_("Tin được thử lại từ đầu. Người nhận không nhận hai lần: mỗi tin có một khóa riêng."),
        filled(request, EmptyForm),
        lambda _: revive_delivery(delivery_id=delivery_id, actor=actor),
        reverse("console:letters"),
        "system",
        N_("Đã đưa tin vào hàng chờ gửi."),
        N_("Gửi lại"),
    )
    return show(request, deed)


@readers_only
def system(request: HttpRequest) -> HttpResponse:
    """Versions, storage, worker, jobs: what an IT person is asked on the telephone."""
    whole_only(request)
    context: dict[str, Any] = {
        "part": "system",
        "is_silent": is_silent(worker_age(clock.now())),
        "workers": list(Heartbeat.objects.order_by("-beat_at")[:5]),
        "jobs": list(Tick.objects.order_by("job")),
        "job_names": JOBS,
        **of_deliveries(),
        "versions": versions(),
        "storage": storage(),
        **of_files(),
        "outside": systems_outside(),
        "profile": settings.PROFILE,
        **front_context(EVERYWHERE),
        "is_clock_set": bool(os.environ.get(clock.VARIABLE)),
        "demo_accounts": Account.objects.filter(is_demo=True, kind="officer", is_active=True).count(),
        "started_at": STARTED_AT,
    }
    return render(request, "console/system.html", context)


def of_deliveries() -> dict[str, Any]:
    """What waits to be delivered, and what could not be."""
    return {"waiting": counted(waiting_letters()), "dead": counted(dead_letters())}


def of_files() -> dict[str, Any]:
    """How the kept files and their keys stand, and the words for it."""
    return {"files": files_standing(), "file_states": FOUND}


def versions() -> list[tuple[str, str]]:
    """The product and what it stands on."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    return [
        ("Một Cửa", motcua.__version__),
        ("Python", python),
        ("Django", django.get_version()),
        (connection.display_name, database_version()),
        (platform.system(), platform.release()),
    ]


def database_version() -> str:
    """The number of the database's own version."""
    asked = "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return str(cursor.fetchone()[0])


def storage() -> dict[str, Any]:
    """Where files lie, how many, how much is left."""
    folder, bucket = Path(settings.FILES_DIR), settings.FILES_BUCKET
    there = folder if folder.exists() else Path(settings.DATA_DIR)
    free = shutil.disk_usage(there)
    name = str(connection.settings_dict.get("NAME", ""))
    database = Path(name).stat().st_size if connection.vendor == "sqlite" and Path(name).exists() else None
    return {
        "folder": f"{bucket.endpoint} / {bucket.name}/{bucket.prefix}" if bucket else str(folder),
        "files": counted(StoredFile.objects.all()),
        "free": round(free.free / GIGABYTE, 1),
        "share": round(100 * free.free / free.total),
        "database": megabytes(database) if database is not None else None,
    }


def megabytes(count: int) -> float:
    """Bytes as MB with one digit."""
    return round(count / 1024**2, 1)
