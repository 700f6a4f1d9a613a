"""Fill a data folder: the locality, the calendar, the catalogue, and unless ``--empty`` the living demo.

Each step prints ``step: words``; all of it may be run again and adds only what is missing.
"""

import argparse
import os
import sys

import django

CASES = 2000
SPECIMEN = "giay-to-mau.pdf"
FIRST_FRONT = "Khi cài đặt (MOTCUA_FRONT)"


def say(step: str, words: str) -> None:
    """One line for whoever watches the first start."""
    sys.stdout.write(f"{step}: {words}\n")
    sys.stdout.flush()


def load_calendar() -> None:
    """The special days of the country; what a new version brings is put forward to the administrator."""
    from motcua.people.rules import SYSTEM
    from motcua.workdays.actions.load_special_days import load_special_days

    say("calendar", f"{load_special_days(actor=SYSTEM)} ngày nghỉ lễ, ngày làm bù mới")


def load_news() -> None:
    """What a new version brings to an office in use: special days to look at, English that was lacking."""
    from motcua.archive.actions.set_period import load_periods
    from motcua.people.rules import SYSTEM
    from motcua.procedures.actions.add_english import add_english

    load_calendar()
    say("retention", f"{load_periods(actor=SYSTEM)} thời hạn lưu trữ mới")
    say("english", f"{add_english()} phiên bản thủ tục thêm câu tiếng Anh")


def load_ground(*, with_demo_people: bool) -> None:
    """Calendar, locality and catalogue: what the product needs to work at all."""
    from django.conf import settings

    from motcua.kernel import clock
    from motcua.people.actions.load_locality import load_locality
    from motcua.people.rules import SYSTEM
    from motcua.procedures.actions.import_catalogue import FROM, import_catalogue
    from motcua.procedures.actions.put_in_service import put_in_service
    from motcua.procedures.actions.set_front import set_front
    from motcua.procedures.queries import front_lines

    load_news()
    loaded = load_locality(with_demo_people=with_demo_people)
    say("locality", f"{loaded.units} đơn vị, {loaded.posts} vị trí, {loaded.hamlets} ấp, khóm")
    taken = import_catalogue(actor=SYSTEM, at=clock.now())
    say("catalogue", f"{taken} thủ tục")
    say("service", f"{put_in_service(actor=SYSTEM)} lượt thủ tục được mở tại các đơn vị")
    if not front_lines():
        set_front(front=settings.FRONT, from_on=FROM, reason=FIRST_FRONT, actor=SYSTEM)
    say("front", "nơi nộp hồ sơ trực tuyến")
    if with_demo_people:
        from motcua.demo.axis import load_axis
        from motcua.demo.ports import free_ports
        from motcua.demo.signatures import load_signatures

        ports = free_ports()
        say("signatures", f"{load_signatures(ports)} chứng thư số dùng thử")
        say("exchange", f"{load_axis(ports)} cơ quan trên trục liên thông giả lập")


def ask_nobody_for_time() -> None:
    """The played authority starts after the loading; a folder from before names it already."""
    from django.conf import settings

    settings.TIME_STAMP_URL = ""


def load_cases(count: int) -> None:
    """The living demo, once."""
    from motcua.demo.archive import load_archive
    from motcua.demo.cast import gather_cast
    from motcua.demo.history import tell_history
    from motcua.demo.letters import load_letters
    from motcua.demo.scans import load_scans
    from motcua.demo.stack import fill_stack
    from motcua.dossiers.models import Dossier
    from motcua.dossiers.tasks import watch_clocks

    if Dossier.objects.exists():
        return
    cast = gather_cast()
    told = tell_history(cast, count=count, progress=lambda done, most: say("cases", f"{done}/{most}"))
    say("cases", f"{told} hồ sơ mẫu")
    say("scans", f"{load_scans()} giấy tờ chờ số hóa")
    say("stack", f"{fill_stack(cast)} kết quả chờ lãnh đạo Núi Sập duyệt")
    say("archive", f"{load_archive()} hồ sơ được giữ lại")
    documents, tasks = load_letters()
    say("letters", f"{documents} văn bản mẫu, {tasks} nhiệm vụ mẫu")
    say("watch", f"{watch_clocks()} lượt nhắc hạn")


def load_papers() -> None:
    """The store of the first citizen, once."""
    from django.db import transaction

    from motcua.demo.store import load_store

    with transaction.atomic():
        kept = load_store()
    say("store", f"{kept} giấy tờ trong kho của người dân dùng thử")


def main(argv: list[str] | None = None) -> int:
    """``python -m motcua.demo.load [--data DIR] [--news] [--empty] [--no-people]``."""
    parser = argparse.ArgumentParser(prog="motcua.demo.load")
    parser.add_argument("--data", metavar="DIR")
    parser.add_argument("--empty", action="store_true", help="no invented cases")
    parser.add_argument("--news", action="store_true", help="only what a new version brings to an office in use")
    parser.add_argument("--no-people", action="store_true", help="no invented people")
    parser.add_argument("--cases", type=int, default=CASES)
    arguments = parser.parse_args(argv)
    if arguments.data:
        os.environ["MOTCUA_DATA"] = arguments.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    ask_nobody_for_time()
    if arguments.news:
        load_news()
        return 0
    is_real = arguments.no_people or os.environ.get("MOTCUA_PROFILE") == "production"
    load_ground(with_demo_people=not is_real)
    if not (arguments.empty or is_real):
        load_cases(arguments.cases)
        load_papers()
    return 0


if __name__ == "__main__":
    sys.exit(main())
