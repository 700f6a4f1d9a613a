"""Routes of accounts: the library's views under Vietnamese addresses, only those that are used."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from motcua.web.citizen.accounts import keys, views

urlpatterns = [
    path("", views.profile, name="account_profile"),
    path("dang-nhap/", views.sign_in, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("dang-ky/", views.sign_up, name="account_signup"),
    path("da-khoa/", account.account_inactive, name="account_inactive"),
    path("quen-mat-khau/", views.forgotten, name="account_reset_password"),
    path("doi-mat-khau/", account.password_change, name="account_change_password"),
    path("khoa-chuong-trinh/", keys.keys, name="account_keys"),
    path("khoa-chuong-trinh/<uuid:token_id>/thu-hoi/", keys.end_key, name="account_end_key"),
    path("xac-nhan/", views.confirm_password, name="account_reauthenticate"),
    path("hai-buoc/", mfa.index, name="mfa_index"),
    path("hai-buoc/nhap-ma/", views.second_factor, name="mfa_authenticate"),
    path("hai-buoc/xac-nhan/", views.confirm_second_factor, name="mfa_reauthenticate"),
    path("hai-buoc/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("hai-buoc/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-buoc/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("hai-buoc/ma-du-phong/tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("hai-buoc/ma-du-phong/tai/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
