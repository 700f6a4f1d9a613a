"""Routes of the citizen."""

from django.urls import path

from motcua.web.citizen import (
    applying,
    catalogue,
    checking,
    handing_in,
    home,
    lookup,
    mine,
    owning,
    papers,
    supplement,
    whose,
)

app_name = "citizen"
DRAFT = "dang-soan/<uuid:draft_id>/"
CASE = "ho-so/<uuid:dossier_id>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("tro-giup/", home.helping, name="help"),
    path("noi-tiep-nhan/", home.communes, name="communes"),
    path("thu-tuc/", catalogue.procedures, name="procedures"),
    path("thu-tuc/<str:code>/", catalogue.procedure, name="procedure"),
    path("thu-tuc/<str:code>/nop/", applying.start, name="start"),
    path("su-kien/<slug:key>/", catalogue.life_event, name="life_event"),
    path(DRAFT, applying.tasks, name="draft"),
    path(f"{DRAFT}noi-nop/", applying.unit, name="draft_unit"),
    path(f"{DRAFT}lam-cho-ai/", whose.standing, name="draft_standing"),
    path(f"{DRAFT}nguoi-nop/", whose.applicant, name="draft_applicant"),
    path(f"{DRAFT}khai/<slug:page_key>/", applying.page, name="draft_page"),
    path(f"{DRAFT}giay-to/", papers.papers, name="draft_papers"),
    path(f"{DRAFT}giay-to/<uuid:file_id>/", papers.file, name="draft_file"),
    path(f"{DRAFT}giay-to/<uuid:file_id>/nho/", papers.picture, name="draft_picture"),
    path(f"{DRAFT}nhan-ket-qua/", applying.delivery, name="draft_delivery"),
    path(f"{DRAFT}kiem-tra/", handing_in.check, name="draft_check"),
    path(f"{DRAFT}nop/", handing_in.submit, name="draft_submit"),
    path(f"{DRAFT}bo/", handing_in.discard, name="draft_discard"),
    path("ho-so/", mine.mine, name="mine"),
    path(CASE, mine.dossier, name="dossier"),
    path(f"{CASE}xong/", mine.done, name="done"),
    path(f"{CASE}bo-sung/", supplement.supplement, name="supplement"),
    path(f"{CASE}bo-sung/<uuid:file_id>/", supplement.file, name="gathered_file"),
    path(f"{CASE}bo-sung/<uuid:file_id>/nho/", supplement.picture, name="gathered_picture"),
    path(f"{CASE}rut/", owning.withdraw, name="withdraw"),
    path(f"{CASE}danh-gia/", owning.rate, name="rate"),
    path(f"{CASE}nhan/", owning.collect, name="collect"),
    path(f"{CASE}giay/<int:paper_id>/", owning.paper, name="paper"),
    path(f"{CASE}giay/<int:paper_id>/nho/", owning.picture, name="picture"),
    path(f"{CASE}mau/<uuid:form_id>/", owning.form, name="form"),
    path(f"{CASE}ket-qua/<uuid:result_id>/", owning.result, name="result"),
    path("tra-cuu/", lookup.lookup, name="lookup"),
    path("kiem-tra/", checking.check, name="check"),
    path("kiem-tra/<str:code>/", checking.check, name="check_code"),
    path("verify", checking.verify, name="verify"),
    path("tin/", mine.messages, name="messages"),
    path("tin/<int:message_id>/", mine.open_message, name="message"),
]
