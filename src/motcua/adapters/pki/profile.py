"""What each kind of certificate of the authority may do, in the words of certomancer's configuration."""

from collections.abc import Mapping
from typing import Any

COUNTRY = "VN"
KEEPER = "Một Cửa (dùng thử)"
CA_USES = ["digital_signature", "key_cert_sign", "crl_sign"]


def architecture(subjects: Mapping[str, Any], *, keyset: str, since: str, until: str) -> dict[str, Any]:
    """Root, issuing authority, OCSP, time stamps, and everybody who is certified."""
    own = {"valid-from": since, "valid-to": until}
    return {
        "keyset": keyset,
        "entity-defaults": {"country-name": COUNTRY, "organization-name": KEEPER},
        "entities": {
            "root": {"common-name": "Chứng thực gốc dùng thử"},
            "issuing": {"common-name": "Chứng thực chữ ký số dùng thử"},
            "ocsp": {"common-name": "Trạng thái chứng thư dùng thử"},
            "tsa": {"common-name": "Dấu thời gian dùng thử"},
            **{label: _entity(one) for label, one in subjects.items()},
        },
        "certs": {
            "root": {"subject": "root", "issuer": "root", "validity": own, "extensions": _authority()},
            "issuing": {
                "issuer": "root",
                "validity": own,
                "extensions": [*_authority(length=0), _lists("root"), _issuers("root")],
            },
            "ocsp": {
                "issuer": "issuing",
                "validity": own,
                "extensions": [_use("digital_signature"), _purpose("ocsp_signing"), {"id": "ocsp_no_check"}],
            },
            "tsa": {
                "issuer": "root",
                "validity": own,
                "extensions": [_use("digital_signature"), _purpose("time_stamping"), _lists("root"), _issuers("root")],
            },
            **{label: _signer(one) for label, one in subjects.items()},
        },
        "services": {
            "ocsp": {"issuing": {"for-issuer": "issuing", "responder-cert": "ocsp", "signing-key": "ocsp"}},
            "crl-repo": {
                one: {"for-issuer": one, "signing-key": one, "simulated-update-schedule": "P1D"}
                for one in ("root", "issuing")
            },
            "cert-repo": {one: {"for-issuer": one, "publish-issued-certs": False} for one in ("root", "issuing")},
            "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
        },
    }


def _entity(one: Mapping[str, Any]) -> dict[str, str]:
    titled = {"title": one["title"]} if one["title"] else {}
    return {"organization-name": one["body"], "common-name": one["name"] or one["body"], **titled}


def _signer(one: Mapping[str, Any]) -> dict[str, Any]:
    revoked = {"revocation": {"revoked-since": one["revoked"], "reason": "key_compromise"}} if "revoked" in one else {}
    return {
        "issuer": "issuing",
        "validity": {"valid-from": one["from"], "valid-to": one["until"]},
        "extensions": [
            _use("digital_signature", "non_repudiation"),
            _lists("issuing"),
            {
                "id": "authority_information_access",
                "smart-value": {
                    "schema": "aia-urls",
                    "params": {"ocsp-responder-names": ["issuing"], "ca-issuer-links": [{"repo": "issuing"}]},
                },
            },
        ],
        **revoked,
    }


def _authority(length: int | None = None) -> list[dict[str, Any]]:
    bound = {} if length is None else {"path-len-constraint": length}
    return [{"id": "basic_constraints", "critical": True, "value": {"ca": True, **bound}}, _use(*CA_USES)]


def _use(*uses: str) -> dict[str, Any]:
    return {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": list(uses)}}


def _purpose(purpose: str) -> dict[str, Any]:
    return {"id": "extended_key_usage", "critical": True, "value": [purpose]}


def _lists(issuer: str) -> dict[str, Any]:
    params = {"crl-repo-names": [issuer]}
    return {"id": "crl_distribution_points", "smart-value": {"schema": "crl-dist-url", "params": params}}


def _issuers(issuer: str) -> dict[str, Any]:
    params = {"ca-issuer-links": [{"repo": issuer}]}
    return {"id": "authority_information_access", "smart-value": {"schema": "aia-urls", "params": params}}
