"""Pages a second against Tesseract alone, and how much of a page is read rightly: letters, and facts proposed.

    python benchmarks/digitise.py [--pages N] [--seeds N]

The pages are this product's own prints (form 01, a result, a certificate) about invented people, drawn at 200 dpi and
spoilt: grain and JPEG, a turn of up to three degrees, a photo in perspective with a shadow and blur. Each seed is other
people and other damage. Letters: of each printed line the place of the read text that differs least; dotted lines to
write on are left out. Prints one JSON document. Targets: at most 15 % more processor time than Tesseract alone (which
turns nothing, judges nothing, makes no archive file and tells no progress), that is >= 0.87 of its pages for the same
work of the processor; at most 2 % of letters wrong and >= 90 % of facts proposed rightly over all kinds of damage.
"""

import argparse
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from benchmarks._verdict import Limit, tell
from PIL import Image, ImageChops, ImageFilter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("MOTCUA_PROFILE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
os.environ["OMP_THREAD_LIMIT"] = "1"

DPI, ROUNDS, CORES = 200, 3, 2
TODAY = date(2026, 11, 27)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Huỳnh", "Đặng", "Võ", "Đỗ", "Lý", "Trương", "Bùi")
MIDDLE = ("Thị Thuỳ", "Văn", "Thị Ngọc", "Hữu", "Thị Mỹ", "Quốc", "Thị Kiều", "Đình")
GIVEN = ("Dương", "Đượm", "Ánh", "Được", "Linh", "Ưng", "Khởi", "Quyên", "Nghĩa", "Tuyết", "Hiếu", "Phượng")
PLACES = ("thị trấn Núi Sập", "xã Thoại Giang", "thị trấn Óc Eo", "xã Vọng Thê", "xã Định Mỹ", "xã Vĩnh Trạch")


@dataclass(frozen=True)
class Printed:
    """A print and the facts that stand on it."""

    kind: str
    pdf: bytes
    facts: dict[str, str]


def person(chance: random.Random) -> tuple[str, str, str]:
    """Name, personal number, day of birth of nobody."""
    born = date(chance.randint(1945, 2015), chance.randint(1, 12), chance.randint(1, 28))
    century, woman = (2 if born.year >= 2000 else 0), chance.randint(0, 1)
    number = f"089{century + woman}{born.year % 100:02d}{chance.randrange(10**6):06d}"
    name = f"{chance.choice(SURNAMES)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
    return name, number, f"{born:%d/%m/%Y}"


def certificate(chance: random.Random) -> Printed:
    """A paper as communes issue them."""
    from motcua.demo.scans import PRESS

    name, number, born = person(chance)
    place, issued = (
        chance.choice(PLACES),
        date(chance.randint(2015, 2026), chance.randint(1, 10), chance.randint(1, 28)),
    )
    sign = f"{chance.randint(2, 900)}/GXN-UBND"
    facts = {
        "Họ, chữ đệm, tên": name,
        "Ngày, tháng, năm sinh": born,
        "Số định danh cá nhân": number,
        "Nơi cư trú": f"ấp {chance.choice(('Tây Sơn', 'Bắc Sơn', 'Trung Bình'))}, {place}, tỉnh An Giang",
    }
    values = {
        "place": place,
        "number": sign,
        "day": f"ngày {issued.day} tháng {issued.month} năm {issued.year}",
        "title": "Giấy xác nhận tình trạng hôn nhân",
        "facts": [list(one) for one in facts.items()],
    }
    pdf = PRESS.printed("invented.typ", values, at=datetime(2026, 3, 12, tzinfo=UTC))
    told = {"owner_name": name, "owner_number": number, "number": sign, "issued_on": issued.isoformat()}
    return Printed(
        "certificate", pdf, {**told, "born_on": date.fromisoformat("-".join(born.split("/")[::-1])).isoformat()}
    )


def receipt_slip(chance: random.Random) -> Printed:
    """Form 01 of this product."""
    from benchmarks.receipts import receipt

    from motcua.dossiers.prints import render

    facts = receipt(chance.randint(1, 8000))
    return Printed(
        "receipt",
        render("receipt", facts, on=date(2026, 11, 24)),
        {"owner_number": facts.case.person.number, "number": facts.paper.number, "issued_on": "2026-11-24"},
    )


def result_letter(chance: random.Random) -> Printed:
    """A result as the product words it."""
    from motcua.dossiers.prints import facts as told
    from motcua.dossiers.prints.press import render_result

    name, number, born = person(chance)
    place = chance.choice(PLACES)
    office = told.Office(f"Ủy ban nhân dân {place}", f"UBND {place}", place=place.split(maxsplit=1)[1])
    case = told.Case(
        "H01.52.01-261124-0007", "1.004873", "Xác nhận", told.Person(name, number, "", ""), "https://example.vn"
    )
    paragraphs = (
        f"Họ và tên: {name}",
        f"Ngày sinh: {born}. Số định danh cá nhân: {number}.",
        f"Hiện cư trú tại {place}, tỉnh An Giang, trong thời gian cư trú chưa đăng ký kết hôn với ai.",
        "Giấy này được cấp để sử dụng vào mục đích làm thủ tục theo quy định của pháp luật.",
    )
    at = datetime(2026, 11, 24, tzinfo=UTC)
    facts = told.ResultFacts(told.Paper(office, "", at), case, "Giấy xác nhận", paragraphs, "CHỦ TỊCH", at)
    return Printed("result", render_result(facts), {"owner_name": name, "owner_number": number})


KINDS = (certificate, receipt_slip, result_letter)


def drawn(pdf: bytes) -> Image.Image:
    """Its first page as a scanner of 200 dpi draws it."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as whole:
        return whole[0].render(scale=DPI / 72).to_pil().convert("RGB")


def grain(picture: Image.Image, chance: random.Random) -> Image.Image:
    """A worn scanner: grain, a little blur."""
    noise = Image.effect_noise(picture.size, chance.uniform(8, 20)).convert("RGB")
    return ImageChops.add(picture.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.8))), noise, 1, -128)


def turned(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Laid on the glass askew."""
    angle = chance.choice((-1, 1)) * chance.uniform(0.5, 3)
    return grain(picture, chance).rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")


def photographed(picture: Image.Image, chance: random.Random) -> Image.Image:
    """On a table, by a telephone held over it, a shadow across."""
    from motcua.scanning.engine.straight import perspective

    size, out = (2300, 3100), 130
    corners = [(260, 250), (2040, 250), (2040, 2780), (260, 2780)]
    moved = [(float(x + chance.randint(-out, out)), float(y + chance.randint(-out, out))) for x, y in corners]
    how = perspective(moved, picture.size)
    scene = Image.new("RGB", size, tuple(chance.randint(40, 110) for _ in range(3)))
    sheet = picture.transform(size, Image.Transform.PERSPECTIVE, how, Image.Resampling.BICUBIC)
    scene.paste(sheet, (0, 0), Image.new("L", picture.size, 255).transform(size, Image.Transform.PERSPECTIVE, how))
    low = chance.randint(120, 190)
    shadow = Image.linear_gradient("L").resize(size).rotate(90 * chance.randint(0, 3)).resize(size)
    shadow = shadow.point(lambda value: low + value * (255 - low) // 255)
    return ImageChops.multiply(scene, Image.merge("RGB", [shadow] * 3)).filter(
        ImageFilter.GaussianBlur(chance.uniform(0.5, 1.1))
    )


DAMAGE: dict[str, Callable[[Image.Image, random.Random], Image.Image]] = {
    "scanned": grain,
    "turned": turned,
    "photographed": photographed,
}


def without_dots(text: str) -> str:
    """Without dotted lines to write on: nobody looks for those."""
    return " ".join(re.sub(r"(?:[.…]\s?){3,}", " ", text).split())


def lines_of(pdf: bytes) -> list[str]:
    """The text that was printed, line by line."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    lines = [without_dots(line) for line in done.stdout.decode().split("\n")]
    return [line for line in lines if len(line) > 3]


def wrong_letters(printed: Sequence[str], read: str) -> tuple[int, int]:
    """How many letters of the printed lines are not read as they stand, and how many there are."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    wrong = total = 0
    for line in printed:
        place = partial_ratio_alignment(line, read)
        found = read[place.dest_start : place.dest_end] if place else ""
        wrong += min(len(line), Levenshtein.distance(line, found))
        total += len(line)
    return wrong, total


def accuracy(seeds: int, place: Path) -> dict[str, Any]:
    """Every kind of print under every kind of damage."""
    from motcua.scanning.engine import ToRead, read_page
    from motcua.scanning.rules import best_of, proposals

    found: dict[str, dict[str, float]] = {name: defaultdict(float) for name in DAMAGE}

    def one(
        seed: int, make: Callable[[random.Random], Printed], name: str
    ) -> tuple[str, int, int, int, int, list[str]]:
        chance = random.Random(f"{seed} {make.__name__} {name}")
        printed = make(chance)
        own = place / f"{make.__name__}-{name}-{seed}"
        own.mkdir()
        dpi = {} if name == "photographed" else {"dpi": (DPI, DPI)}
        DAMAGE[name](drawn(printed.pdf), chance).save(own / "in.jpg", quality=chance.randint(55, 80), **dpi)
        read = read_page(ToRead(own / "in.jpg", "image/jpeg", 0, own))
        text = without_dots(" ".join(line.text for line in read.lines)) if read else ""
        wrong, letters = wrong_letters(lines_of(printed.pdf), text)
        best = best_of(proposals(read.lines if read else (), today=TODAY))
        missed = [key for key, value in printed.facts.items() if key not in best or best[key].value != value]
        return name, wrong, letters, len(printed.facts) - len(missed), len(printed.facts), missed

    cases = [(seed, make, name) for seed in range(seeds) for make in KINDS for name in DAMAGE]
    missing: dict[str, int] = defaultdict(int)
    with ThreadPoolExecutor(CORES) as pool:
        for name, wrong, letters, right, facts, missed in pool.map(lambda case: one(*case), cases):
            for key, value in {"wrong": wrong, "letters": letters, "right": right, "facts": facts, "pages": 1}.items():
                found[name][key] += value
            for key in missed:
                missing[f"{name} {key}"] += 1
    told = {name: _shares(kept) for name, kept in found.items()}
    whole = {key: sum(kept[key] for kept in found.values()) for key in ("wrong", "letters", "right", "facts", "pages")}
    return {**told, "all": _shares(whole), "missed": dict(sorted(missing.items()))}


def _shares(kept: dict[str, float]) -> dict[str, float]:
    return {
        "pages": int(kept["pages"]),
        "letters_wrong": round(kept["wrong"] / max(1, kept["letters"]), 4),
        "facts_right": round(kept["right"] / max(1, kept["facts"]), 3),
    }


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of the processor in children and here."""
    before = sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime for who in WHO)
    begun = time.perf_counter()
    work()
    spent = sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime for who in WHO)
    return time.perf_counter() - begun, spent - before


WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def speed(pages: int, place: Path) -> dict[str, float]:
    """The same pages by the product (read, kept, bound as an archive file) and by Tesseract alone, in turns."""
    from motcua.scanning.engine import ToRead, bind, read_pages

    chance = random.Random(7)
    sources = []
    for number in range(pages):
        path = place / f"page-{number}.jpg"
        made = KINDS[number % len(KINDS)](chance).pdf
        turned(drawn(made), chance).save(path, quality=75, dpi=(DPI, DPI))
        sources.append(path)

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=place) as folder, ThreadPoolExecutor(CORES) as pool:
            homes = [Path(folder) / str(number) for number in range(pages)]
            for home in homes:
                home.mkdir()
            asked = [ToRead(path, "image/jpeg", 0, home) for path, home in zip(sources, homes, strict=True)]
            shares = pool.map(lambda start: list(read_pages(asked[start::CORES])), range(CORES))
            read = [one for pair in zip_longest(*shares) for one in pair][:pages]
            bound = [
                {"picture": str(home / "page.jpg"), "layer": str(home / "layer.pdf"), "size": one.size}
                for home, one in zip(homes, read, strict=True)
                if one
            ]
            assert bind(bound, to=Path(folder) / "whole.pdf", title="Đo")

    def alone() -> None:
        def run(path: Path) -> None:
            target = str(path.with_suffix(""))
            command = ["tesseract", str(path), target, "-l", "vie", "pdf", "tsv"]
            subprocess.run(command, check=True, capture_output=True)

        with ThreadPoolExecutor(CORES) as pool:
            list(pool.map(run, sources))

    spent: dict[str, list[tuple[float, float]]] = {"ours": [], "alone": []}
    for _ in range(ROUNDS):
        spent["ours"].append(timed(ours))
        spent["alone"].append(timed(alone))
    clock = {name: min(one[0] for one in kept) for name, kept in spent.items()}
    work = {name: min(one[1] for one in kept) for name, kept in spent.items()}
    return {
        "pages": pages,
        "pages_per_second": round(pages / clock["ours"], 2),
        "tesseract_alone_per_second": round(pages / clock["alone"], 2),
        "of_tesseract_alone": round(clock["alone"] / clock["ours"], 3),
        "processor_of_tesseract_alone": round(work["alone"] / work["ours"], 3),
    }


def main() -> None:
    """Both, one JSON document."""
    import django

    django.setup()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        told = {"speed": speed(options.pages, place), "accuracy": accuracy(options.seeds, place)}
    limits: dict[str, Limit] = {
        "processor_of_tesseract_alone": (told["speed"]["processor_of_tesseract_alone"], ">=", 0.87),
        "letters_wrong": (told["accuracy"]["all"]["letters_wrong"], "<=", 0.02),
        "facts_right": (told["accuracy"]["all"]["facts_right"], ">=", 0.90),
    }
    tell({"benchmark": "digitise", **told}, limits)


if __name__ == "__main__":
    main()
