"""Numbers and codes that people carry: personal number, card QR, tax code, telephone, dossier code, reference."""

from motcua.kernel.identifiers.card import Card, parse_card_qr
from motcua.kernel.identifiers.citizen import NumberCheck, check_citizen_number, plain_digits, provinces
from motcua.kernel.identifiers.codes import DossierCode, compose_dossier_code, parse_dossier_code, tidy_dossier_code
from motcua.kernel.identifiers.phone import Phone, kept_phone, parse_phone
from motcua.kernel.identifiers.references import is_reference, new_reference, tidy_reference
from motcua.kernel.identifiers.tax import TaxCode, check_tax_code

__all__ = [
    "Card",
    "DossierCode",
    "NumberCheck",
    "Phone",
    "TaxCode",
    "check_citizen_number",
    "check_tax_code",
    "compose_dossier_code",
    "is_reference",
    "kept_phone",
    "new_reference",
    "parse_card_qr",
    "parse_dossier_code",
    "parse_phone",
    "plain_digits",
    "provinces",
    "tidy_dossier_code",
    "tidy_reference",
]
