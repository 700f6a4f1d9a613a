"""Routes of the office."""

from django.urls import path

from motcua.web.office import (
    acts,
    approvals,
    bulk,
    counter,
    counter_finish,
    counter_steps,
    desk,
    inbox,
    lists,
    papers,
    register,
    standing,
    wishes,
)

app_name = "office"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("nhieu-ho-so/", bulk.bulk, name="bulk"),
    path("cach-xem/", lists.keep, name="keep_view"),
    path("cach-xem/<int:view_id>/bo/", lists.drop, name="drop_view"),
    path("tin/", lists.messages, name="messages"),
    path("tin/<int:message_id>/", lists.open_message, name="message"),
    path("tim/", lists.search, name="search"),
    path("hien-trang/", standing.standing, name="standing"),
    path("so-theo-doi/", register.register, name="register"),
    path("duyet/", approvals.approvals, name="approvals"),
    path("y-kien/<uuid:opinion_id>/", acts.opinion, name="opinion"),
    path("gia-han/<uuid:extension_id>/", wishes.extension, name="extension"),
    path("bo-sung-lan-nua/<uuid:consent_id>/", wishes.consent, name="consent"),
    path("ho-so/<uuid:dossier_id>/", desk.dossier, name="dossier"),
    path("ho-so/<uuid:dossier_id>/tom-tat/", desk.brief, name="brief"),
    path("ho-so/<uuid:dossier_id>/viec/<slug:act>/", acts.act, name="act"),
    path("ho-so/<uuid:dossier_id>/giay/<int:paper_id>/", papers.paper, name="paper"),
    path("ho-so/<uuid:dossier_id>/giay/<int:paper_id>/anh/", papers.thumbnail, name="thumbnail"),
    path("ho-so/<uuid:dossier_id>/ban-thao-ket-qua/", papers.result_draft, name="result_draft"),
    path("ho-so/<uuid:dossier_id>/ket-qua/<uuid:result_id>/", papers.result, name="result"),
    path("ho-so/<uuid:dossier_id>/mau/<uuid:form_id>/", papers.form, name="form"),
    path("ho-so/<uuid:dossier_id>/phieu-kiem-soat/", papers.control_sheet, name="control_sheet"),
    path("tiep-nhan/", counter.start, name="counter"),
    path("tiep-nhan/da-nhan/<uuid:dossier_id>/", counter_finish.done, name="counter_done"),
    path("tiep-nhan/<uuid:draft_id>/", counter.applicant, name="counter_applicant"),
    path("tiep-nhan/<uuid:draft_id>/xoa/", counter.discard, name="counter_discard"),
    path("tiep-nhan/<uuid:draft_id>/anh-the/", counter.card_photo, name="counter_card_photo"),
    path("tiep-nhan/<uuid:draft_id>/khai/<slug:page_key>/", counter_steps.page, name="counter_page"),
    path("tiep-nhan/<uuid:draft_id>/giay-to/", counter_steps.papers, name="counter_papers"),
    path("tiep-nhan/<uuid:draft_id>/xong/", counter_finish.finish, name="counter_finish"),
]
