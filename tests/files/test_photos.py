"""Photos keep every point and their way up, and lose what tells where they were taken."""

import io

import pytest
from hostile_papers import judge, located_photo, noise, photo
from PIL import Image, ImageChops, ImageFilter, PngImagePlugin

from motcua.files.checks import check_file


def cleaned(tmp_path, content: bytes, name: str):
    path, clean = tmp_path / "f", tmp_path / "clean"
    path.write_bytes(content)
    return judge(path, name, clean_to=clean), clean


def same_points(first: bytes, second: bytes) -> bool:
    one, two = (Image.open(io.BytesIO(each)).convert("RGB") for each in (first, second))
    return ImageChops.difference(one, two).getbbox() is None


def test_place_and_device_leave_a_photo_but_not_its_way_up(tmp_path):
    taken = located_photo()
    verdict, clean = cleaned(tmp_path, taken, "a.jpg")
    kept = clean.read_bytes()
    exif = Image.open(io.BytesIO(kept)).getexif()
    assert "location_removed" in verdict.remarks
    assert dict(exif) == {0x0112: 6}
    assert b"Phone" not in kept
    assert b"at home" not in kept
    assert same_points(taken, kept)


def test_what_phones_append_to_a_photo_is_cut_off(tmp_path):
    verdict, clean = cleaned(tmp_path, photo() + noise(5, 40_000), "a.jpg")
    assert verdict.ok
    assert clean.read_bytes() == photo()


def test_a_photo_without_such_things_is_kept_as_it_is(tmp_path):
    verdict, clean = cleaned(tmp_path, photo(), "a.jpg")
    assert verdict.ok
    assert not clean.exists()


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_pictures_lose_their_notes_too(tmp_path, form):
    exif = Image.Exif()
    exif[0x010F] = "Phone of somebody"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 15.0, 30.0)})
    more = {"exif": exif}
    if form == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Author", "Phone of somebody")
    taken = photo(form=form, **more)
    verdict, clean = cleaned(tmp_path, taken, f"a.{form.lower()}")
    kept = clean.read_bytes()
    assert "location_removed" in verdict.remarks
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert b"somebody" not in kept
    assert same_points(taken, kept)


def test_a_photo_out_of_focus_is_remarked_on(tmp_path):
    blurred = Image.open(io.BytesIO(photo())).filter(ImageFilter.GaussianBlur(9))
    out = io.BytesIO()
    blurred.save(out, "JPEG", quality=90)
    verdict, _ = cleaned(tmp_path, out.getvalue(), "a.jpg")
    assert verdict.remarks == ("looks_blurred",)
    assert cleaned(tmp_path, photo(), "a.jpg")[0].remarks == ()


def test_one_line_of_handwriting_is_not_a_blank_sheet(tmp_path):
    sheet = Image.new("RGB", (2480, 3508), "white")
    sheet.paste("darkblue", (400, 500, 1200, 512))
    out = io.BytesIO()
    sheet.save(out, "JPEG")
    verdict, _ = cleaned(tmp_path, out.getvalue(), "a.jpg")
    assert verdict.ok


def test_a_webp_where_jpg_is_wanted_becomes_one(tmp_path):
    path, clean = tmp_path / "f", tmp_path / "clean"
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Phone of somebody"
    path.write_bytes(photo(form="WEBP", exif=exif))
    verdict = judge(path, "zalo.webp", ("pdf", "jpg", "png"), clean_to=clean)
    assert (verdict.code, verdict.media_type, verdict.extension) == ("readable", "image/jpeg", "jpg")
    assert "converted" in verdict.remarks
    with Image.open(clean) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (900, 1200), {})
    assert judge(clean, "zalo.jpg", ("jpg",)).ok


def test_a_see_through_webp_stands_on_white(tmp_path):
    path, clean = tmp_path / "f", tmp_path / "clean"
    path.write_bytes(photo(form="WEBP", mode="RGBA", colour=(0, 0, 0, 0)))
    assert judge(path, "a.webp", ("jpg",), clean_to=clean).ok
    with Image.open(clean) as kept:
        assert min(kept.getpixel((1, 1))) > 250


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (photo((150, 900), form="WEBP"), "image_too_small"),
        (photo(form="WEBP", text=False), "image_blank"),
        (photo(form="WEBP")[:3_000], "malformed"),
        (photo(form="WEBP") + b"%PDF-1.7 ", "polyglot"),
    ],
)
def test_a_webp_to_convert_is_checked_like_any_picture(tmp_path, content, code):
    path, clean = tmp_path / "f", tmp_path / "clean"
    path.write_bytes(content)
    assert judge(path, "a.webp", ("jpg",), clean_to=clean).code == code
    assert not clean.exists()


def test_no_webp_where_no_picture_is_wanted(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(photo(form="WEBP"))
    assert judge(path, "a.webp", ("pdf",)).code == "wrong_kind"


def test_a_photo_called_pdf_is_taken_as_a_photo_with_a_remark(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(photo())
    verdict = check_file(path, "giay.pdf", ("pdf", "jpg"))
    assert (verdict.code, verdict.extension, verdict.remarks) == ("readable", "jpg", ("renamed",))
    assert check_file(path, "giay.pdf", ("pdf",)).code == "wrong_kind"
