"""The exchange of documents in the demo: an axis on this machine, our units on it, and offices that are played."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from motcua.adapters.edxml.simulator.played import SPECIMEN, Played
from motcua.adapters.edxml.simulator.storage import Agency, Storage
from motcua.adapters.pki.authority import Authority, Subject
from motcua.correspondence.ports import Priority
from motcua.kernel import clock
from motcua.people.queries import directory
from motcua.people.rules import AUTHORITIES
from motcua.printing import Press
from motcua.signing.held import lock_key

OURS = Subject("may-chu-mot-cua", "Ủy ban nhân dân huyện Thoại Sơn", "Hệ thống Một Cửa", algorithm="ec")
PLAYED = {  # organ ids of the demo, as those of our units are
    "H01.09": Subject("so-noi-vu", "Sở Nội vụ tỉnh An Giang", algorithm="ec"),
    "H01.13": Subject("so-tu-phap", "Sở Tư pháp tỉnh An Giang", algorithm="ec"),
    "H01.00": Subject("van-phong", "Văn phòng Ủy ban nhân dân tỉnh An Giang", algorithm="ec"),
}
MACHINES = (OURS, *PLAYED.values())
FIRST = (
    ("H01.00", "1203", "V/v chuẩn bị nội dung giao ban trực tuyến quý IV", Priority.URGENT),
    ("H01.09", "2187", "V/v rà soát tiến độ số hóa kết quả giải quyết thủ tục hành chính", Priority.NORMAL),
    ("H01.13", "954", "V/v báo cáo công tác chứng thực và đăng ký hộ tịch năm 2026", Priority.NORMAL),
)
PAPERS = Path(__file__).parent / "papers"


def load_axis(ports: Iterator[int]) -> int:
    """The simulated axis with everybody on it, and how this system reaches it, once; how many agencies.

    Where the demo has no authority its messages are not signed.
    """
    if settings.EXCHANGE.exists():
        return 0
    pki, port = settings.SIGNING_DIR / "pki", next(ports)
    authority = Authority(pki) if pki.exists() else None
    agencies = [Agency(organ, one.body) for organ, one in PLAYED.items()]
    agencies += [
        Agency(unit.agency_code, unit.authority_name, is_ours=True)
        for unit in directory().units
        if unit.kind in AUTHORITIES and unit.agency_code and unit.is_open_on(clock.today())
    ]
    folder = settings.AXIS_DIR
    Storage.create(folder, agencies, port=port)
    (folder / "keys").mkdir(mode=0o700, exist_ok=True)
    if authority:
        authority.certify(MACHINES, at=clock.now())  # those of an older demo are not yet
        for organ, one in PLAYED.items():
            _hand_out(authority, one.label, folder / "keys" / f"{organ}.pem")
    (folder / SPECIMEN).write_bytes(Press(PAPERS).printed("letter.typ", {}, at=clock.now()))
    _reach(port, _machine(authority) if authority else None)
    _send_first(folder, [one.organ_id for one in agencies if one.is_ours])
    return len(agencies)


def _send_first(folder: Path, ours: list[str]) -> None:
    """What lies ready on the axis when the demo begins."""
    played = Played(Storage(folder))
    for organ, (sender, number, subject, priority) in zip(ours, FIRST, strict=False):
        played.send_sample(sender, organ, number=number, subject=subject, priority=int(priority))


def _machine(authority: Authority) -> dict[str, str]:
    """The key of the system lies encrypted like every key here; what opens it lies in the settings of the exchange."""
    passphrase, key = secrets.token_urlsafe(24), settings.SIGNING_DIR / "seals" / f"{OURS.label}.pem"
    _hand_out(authority, OURS.label, key, passphrase=passphrase)
    told = {"key": key, "certificate": key.with_suffix(".der")}
    place = settings.EXCHANGE.parent
    near = {name: path.relative_to(place) if path.is_relative_to(place) else path for name, path in told.items()}
    return {**{name: str(path) for name, path in near.items()}, "passphrase": passphrase}


def _reach(port: int, machine: dict[str, str] | None) -> None:
    url = f"http://127.0.0.1:{port}"
    told = {"url": f"{url}/axis", "system": "motcua-demo", "page": url, "machine": machine}
    settings.EXCHANGE.touch(mode=0o600)
    settings.EXCHANGE.write_text(json.dumps(told, ensure_ascii=False, indent=1))


def _hand_out(authority: Authority, label: str, to: Path, *, passphrase: str = "") -> None:
    """The authority keeps a copy, unlike that of a person's key: a first start that was killed can begin again."""
    key = authority.key_of(label).read_bytes()
    to.touch(mode=0o600)
    to.write_bytes(lock_key(key, passphrase) if passphrase else key)
    to.with_suffix(".der").write_bytes(authority.certificate(label))
