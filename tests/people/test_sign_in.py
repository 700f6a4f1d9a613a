"""Signing in, opening an account and the second factor, through the pages."""

import html
import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from motcua.ledger.models import Entry
from motcua.people.models import Account, Holding, Post
from motcua.people.queries import forget_directory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
PASSWORD = "một-câu-dễ-nhớ-7"
NUMBER = "089188990001"
SIGN_UP = {
    "full_name": "Lê Thị Mới",
    "national_id": "089 188 990 077",
    "birth_date": "08/03/1988",
    "gender": "F",
    "phone": "0900 000 077",
    "email": "",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.fixture
def citizen(make_account):
    return make_account(
        "cd-1",
        "citizen",
        full_name="Nguyễn Thị Thuỳ Dương",
        national_id=NUMBER,
        phone="0900000001",
        birth_date=date(1988, 3, 8),
    )


@pytest.fixture
def officer(make_account):
    return make_account("nuisap.tiepnhan")


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def text_of(response):
    return html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("login", [NUMBER, "089 188 990 001", "0900000001", "+84 900 000 001", "0900.000.001", "cd-1"])
def test_a_citizen_signs_in_by_number_or_phone(client, citizen, login):
    response = sign_in(client, login)
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(citizen.pk)


def test_a_shared_phone_signs_nobody_in(client, citizen, make_account):
    make_account("cd-2", "citizen", phone="0900000001")
    assert sign_in(client, "0900000001").status_code == 200
    assert sign_in(client, NUMBER).status_code == 302


def test_an_officer_signs_in_by_name_and_lands_at_the_desk(client, officer):
    assert sign_in(client, "NuiSap.TiepNhan")["Location"] == "/can-bo/"


def test_who_only_administers_lands_at_the_console(client, officer, make_unit):
    post = Post.objects.create(unit=make_unit("A"), role="administrator", title="Quản trị", valid_from=date(2024, 1, 1))
    Holding.objects.create(post=post, account=officer, from_on=date(2024, 1, 1))
    forget_directory()
    assert sign_in(client, "nuisap.tiepnhan")["Location"] == "/quan-tri/"
    client.post(reverse("account_logout"))
    desk = Post.objects.create(unit=post.unit, role="desk_officer", title="Tiếp nhận", valid_from=date(2024, 1, 1))
    Holding.objects.create(post=desk, account=officer, from_on=date(2024, 1, 1))
    forget_directory()
    assert sign_in(client, "nuisap.tiepnhan")["Location"] == "/can-bo/"


def test_a_weak_new_password_is_one_sentence_in_the_readers_words(client, officer):
    sign_in(client, "nuisap.tiepnhan")
    weak = {"oldpassword": PASSWORD, "password1": "12345", "password2": "12345"}
    page = client.post(reverse("account_change_password"), weak)
    summary = page.content.decode().split('id="errors"')[1].split("</ul>")[0]
    assert summary.count("<li>") == 1
    assert "Mật khẩu cần ít nhất 10 ký tự" in summary
    assert "password" not in text_of(page).casefold()


def test_a_wrong_password_is_said_in_words_and_the_name_is_kept(client, citizen):
    response = sign_in(client, NUMBER, "không phải")
    assert response.status_code == 200
    assert "Số định danh, số điện thoại hoặc mật khẩu chưa đúng" in text_of(response)
    assert NUMBER in response.content.decode()
    assert "không phải" not in response.content.decode()


def test_an_unknown_name_reads_like_a_wrong_password(client, citizen):
    unknown = text_of(sign_in(client, "089188990009", "gì cũng được"))
    assert "Số định danh, số điện thoại hoặc mật khẩu chưa đúng" in unknown


def test_empty_fields_are_asked_for(client):
    words = text_of(sign_in(client, "", ""))
    assert "Nhập số định danh, số điện thoại hoặc tên đăng nhập của bạn." in words
    assert "Nhập mật khẩu." in words


def test_the_sixth_wrong_password_waits(client, citizen):
    for _ in range(5):
        sign_in(client, NUMBER, "sai mật khẩu")
    response = sign_in(client, NUMBER)
    assert response.status_code == 429
    assert response["Retry-After"] == "300"
    assert "Bạn đã thử sai nhiều lần. Hãy đợi 5 phút" in text_of(response)


def test_too_many_tries_from_one_place_get_a_kind_page(client, settings, citizen):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _ in range(2):
        sign_in(client, "không ai", "sai")
    response = sign_in(client, "không ai", "sai")
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert "Hãy đợi một chút" in text_of(response)


def test_next_is_kept_and_leads_back(client, citizen):
    page = client.get(reverse("account_login") + "?next=/ho-so/1/")
    assert 'name="next" value="/ho-so/1/"' in page.content.decode()
    assert sign_in(client, NUMBER, next="/ho-so/1/")["Location"] == "/ho-so/1/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_next_never_leads_elsewhere(client, citizen, target):
    assert sign_in(client, NUMBER, next=target)["Location"] == "/"


def test_a_closed_account_is_told_where_to_go(client, citizen):
    Account.objects.update(is_active=False)
    response = client.get(sign_in(client, NUMBER)["Location"])
    assert "Tài khoản đang bị khóa" in text_of(response)
    assert "_auth_user_id" not in client.session


def test_the_system_and_demo_accounts_in_production_never_sign_in(client, citizen, make_account, settings):
    make_account("may", "system")
    assert sign_in(client, "may").status_code == 200
    Account.objects.filter(pk=citizen.pk).update(is_demo=True)
    settings.PRODUCTION = True
    sign_in(client, NUMBER)
    assert "_auth_user_id" not in client.session


def test_signing_out_asks_first(client, citizen):
    sign_in(client, NUMBER)
    assert "Bạn muốn đăng xuất?" in text_of(client.get(reverse("account_logout")))
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_citizen_opens_an_account_and_is_signed_in(client):
    response = client.post(reverse("account_signup") + "?next=/nop/", {**SIGN_UP, "next": "/nop/"})
    assert response.status_code == 302, text_of(response)
    assert response["Location"] == "/nop/"
    account = Account.objects.get(national_id="089188990077")
    assert (account.kind, account.identity_level, account.phone) == ("citizen", 1, "0900000077")
    assert account.username.startswith("cd-")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert Entry.objects.filter(subject_kind="account", act="sign_up_citizen").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("national_id", "12345", "đúng 12 chữ số"),
        ("national_id", "089 088 990 077", "không khớp với năm sinh"),
        ("birth_date", "31/02/1988", "Ngày sinh chưa đúng"),
        ("birth_date", "", "Nhập ngày sinh"),
        ("gender", "", "Chọn nam hoặc nữ"),
        ("phone", "12", "Số điện thoại này chưa đúng"),
        ("email", "không phải", "Địa chỉ thư điện tử này chưa đúng"),
        ("password2", "khác", "Hai mật khẩu chưa giống nhau"),
        ("full_name", "", "Nhập họ và tên"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(client, field, value, words):
    response = client.post(reverse("account_signup"), {**SIGN_UP, field: value})
    assert response.status_code == 200
    assert words in text_of(response)
    if field != "full_name":
        assert "Lê Thị Mới" in html.unescape(response.content.decode())
    assert not Account.objects.exists()


def test_an_easy_password_is_refused(client):
    response = client.post(reverse("account_signup"), {**SIGN_UP, "password1": "12345", "password2": "12345"})
    assert "Mật khẩu cần ít nhất 10 ký tự" in text_of(response)


def test_one_citizen_number_opens_one_account(client):
    client.post(reverse("account_signup"), SIGN_UP)
    client.post(reverse("account_logout"))
    response = client.post(reverse("account_signup"), SIGN_UP)
    assert "đã có tài khoản" in text_of(response)
    assert Account.objects.count() == 1


def test_a_password_is_changed_and_noted(client, citizen):
    sign_in(client, NUMBER)
    new = "một câu khác hẳn 9"
    answers = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    wrong = client.post(reverse("account_change_password"), {**answers, "oldpassword": "sai"})
    assert "Mật khẩu đang dùng chưa đúng" in text_of(wrong)
    assert client.post(reverse("account_change_password"), answers).status_code == 302
    client.post(reverse("account_logout"))
    assert sign_in(client, NUMBER, new).status_code == 302
    entry = Entry.objects.get(act="change_password")
    assert entry.actor["id"] == str(citizen.pk)


def test_the_profile_shows_who_i_am_and_keeps_what_i_change(client, citizen):
    sign_in(client, NUMBER)
    assert "Nguyễn Thị Thuỳ Dương" in text_of(client.get(reverse("account_profile")))
    bad = client.post(reverse("account_profile"), {"phone": "12", "email": "", "language": "vi"})
    assert "Số điện thoại này chưa đúng" in text_of(bad)
    client.post(reverse("account_profile"), {"phone": "0900 000 009", "email": "A@b.vn", "language": "en"})
    citizen.refresh_from_db()
    assert (citizen.phone, citizen.email, citizen.language) == ("0900000009", "a@b.vn", "en")
    assert Entry.objects.get(act="change_contact").facts == {"changed": ["phone", "email", "language"]}


def test_forgetting_the_password_leads_to_the_desk(client):
    assert "Mang thẻ căn cước đến bộ phận một cửa" in text_of(client.get(reverse("account_reset_password")))


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def confirm(client):
    """What matters is asked for the password once more."""
    target = reverse("mfa_activate_totp")
    asked = client.get(target)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert "nhập lại mật khẩu" in text_of(client.get(asked["Location"]))
    done = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": target})
    assert done["Location"] == target


def activate(client):
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert "data:image/svg+xml" in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    return secret, client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})


def test_an_officer_turns_the_second_factor_on_and_needs_it(client, officer):
    sign_in(client, officer.username)
    secret, response = activate(client)
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert Authenticator.objects.get(type="totp").data["secret"] != secret
    codes = re.findall(r"<b>(\d{8})</b>", client.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert len(codes) == 10
    assert codes[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()
    assert "Đang bật" in text_of(client.get(reverse("mfa_index")))
    client.post(reverse("account_logout"))

    step = sign_in(client, officer.username, next="/can-bo/ho-so/")
    assert step["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Mã chưa đúng" in text_of(wrong)
    done = client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert done["Location"] == "/can-bo/ho-so/"
    client.post(reverse("account_logout"))
    sign_in(client, officer.username)
    again = client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert "_auth_user_id" not in client.session, text_of(again)


def test_the_sixth_wrong_code_waits(client, officer):
    sign_in(client, officer.username)
    activate(client)
    client.post(reverse("account_logout"))
    sign_in(client, officer.username)
    tries = [client.post(reverse("mfa_authenticate"), {"code": "000000"}) for _ in range(6)]
    assert [one.status_code for one in tries] == [200] * 5 + [429]
    assert tries[-1]["Retry-After"] == "300"
    assert "Hãy đợi 5 phút" in text_of(tries[-1])


def test_a_wrong_first_code_does_not_turn_it_on(client, officer):
    sign_in(client, officer.username)
    confirm(client)
    client.get(reverse("mfa_activate_totp"))
    assert "Mã chưa đúng" in text_of(client.post(reverse("mfa_activate_totp"), {"code": "000000"}))
    assert not Authenticator.objects.exists()


def test_in_the_demo_it_can_be_turned_off_in_production_not(client, officer, settings):
    sign_in(client, officer.username)
    activate(client)
    settings.PRODUCTION = True
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()
    settings.PRODUCTION = False
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_new_recovery_codes_replace_the_old(client, officer):
    sign_in(client, officer.username)
    activate(client)
    pattern = r"<b>(\d{8})</b>"
    old = re.findall(pattern, client.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert "sẽ mất hiệu lực" in text_of(client.get(reverse("mfa_generate_recovery_codes")))
    client.post(reverse("mfa_generate_recovery_codes"))
    new = re.findall(pattern, client.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert len(new) == 10
    assert not set(old) & set(new)


def test_production_sends_officers_to_set_it_up_and_citizens_on(client, officer, citizen, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "motcua.web.citizen.accounts.second_factor.SecondFactorMiddleware"]
    sign_in(client, officer.username)
    settings.PRODUCTION = True
    assert client.get("/can-bo/")["Location"] == reverse("mfa_activate_totp")
    assert activate(client)[1].status_code == 302
    assert client.get("/can-bo/").content == b"/can-bo/"
    settings.PRODUCTION = False
    client.post(reverse("account_logout"))
    sign_in(client, NUMBER)
    settings.PRODUCTION = True
    assert client.get("/ho-so/").content == b"/ho-so/"


def test_every_page_of_accounts_needs_no_script(client, citizen):
    sign_in(client, NUMBER)
    confirm(client)
    for name in ("account_profile", "account_change_password", "mfa_index", "mfa_activate_totp"):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert "style=" not in page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def test_a_password_that_somebody_else_set_is_changed_before_anything_else(client, officer):
    Account.objects.update(must_change_password=True)
    own = "của-riêng-tôi-2026"
    assert sign_in(client, "nuisap.tiepnhan").status_code == 302
    for name in ("account_profile", "mfa_index"):
        assert client.get(reverse(name))["Location"] == reverse("account_change_password")
    page = client.get(reverse("account_change_password"))
    assert "do người khác đặt" in text_of(page)
    same = {"oldpassword": PASSWORD, "password1": own, "password2": own}
    done = client.post(reverse("account_change_password"), same)
    assert done["Location"] == "/can-bo/"
    officer.refresh_from_db()
    assert not officer.must_change_password
    assert client.get(reverse("account_profile")).status_code == 200


def test_the_same_password_again_is_no_change(client, officer):
    Account.objects.update(must_change_password=True)
    sign_in(client, "nuisap.tiepnhan")
    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert "khác mật khẩu đang dùng" in text_of(client.post(reverse("account_change_password"), same))
    officer.refresh_from_db()
    assert officer.must_change_password
