"""Who and what the demo cases are made of: citizens, communes, operable procedures, one specimen paper."""

from io import BytesIO

import pikepdf
from typst import Compiler

from motcua.demo.history import Cast
from motcua.files.actions.store_file import store_file
from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.people.models import Account
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM
from motcua.procedures.models import Procedure
from motcua.procedures.queries import active_unit_ids

TOWN_WEIGHT, COMMUNE_WEIGHT = 10, 5
SPECIMEN = (
    '#set page(paper: "a5", margin: 1.5cm)\n#align(center)[= GIẤY TỜ MẪU]\n'
    "Tệp này thay cho bản chụp giấy tờ trong dữ liệu trình diễn. Không có giá trị pháp lý."
)


def gather_cast() -> Cast:
    """Everything at hand for the stories."""
    known = directory()
    units = [(unit.code, TOWN_WEIGHT if "Thị trấn" in unit.name else COMMUNE_WEIGHT) for unit in known.communes()]
    first = known.communes()[0]
    day = clock.today()
    codes = [
        code
        for code in Procedure.objects.filter(is_operable=True).order_by("code").values_list("code", flat=True)
        if first.id in active_unit_ids(code, day)
    ]
    people = list(Account.objects.filter(kind="citizen", is_demo=True).order_by("phone"))  # the named ones first
    return Cast(procedures=codes, units=units, people=people, paper=specimen())


def specimen() -> StoredFile:
    """One harmless PDF that stands for every attached paper of the demo."""
    kept = StoredFile.objects.filter(name="giay-to-mau.pdf").first()
    if kept:
        return kept
    page = Compiler(SPECIMEN.encode()).compile(format="pdf")
    assert isinstance(page, bytes)
    clean = BytesIO()
    with pikepdf.open(BytesIO(page)) as pdf:
        pdf.save(clean)
    clean.seek(0)
    return store_file(stream=clean, name="giay-to-mau.pdf", actor=SYSTEM)
