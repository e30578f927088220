import pytest

from dragoman.errors import Unreadable
from dragoman.ingest import take_in, take_in_file

WORDS = "The café’s owner told Malmö’s envoy: “No talks — not yet.”"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"PK\x03\x04\x14\x00word/document.xml", "an office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old office document"),
        (b"{\\rtf1\\ansi The talks}", "RTF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (bytes(range(256)) * 40, "some other kind of file"),
        (b"\x7fELF\x02\x01\x01", "a program"),
    ],
)
def test_what_is_no_text_is_named(raw, what):
    with pytest.raises(Unreadable, match="not a text") as caught:
        take_in(raw)
    assert what in str(caught.value)


@pytest.mark.parametrize("raw", [b"", b"  \n\t\r\n", "\ufeff".encode(), "\u2003\n".encode()])
def test_an_empty_report_is_said_to_be_empty(raw):
    with pytest.raises(Unreadable, match="empty"):
        take_in(raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_word(encoding):
    taken = take_in(WORDS.encode(encoding))
    assert taken.document.text == WORDS
    assert taken.problems == ()


@pytest.mark.parametrize(
    ("encoding", "said"), [("cp1252", "windows-1252"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")]
)
def test_another_encoding_is_found_and_said(encoding, said):
    taken = take_in(WORDS.encode(encoding))
    assert taken.document.text == WORDS
    assert [p.message for p in taken.problems] == [f"not UTF-8: read as {said}"]


def test_letters_of_another_alphabet_are_guessed():
    words = "Министр иностранных дел заявил в понедельник, что переговоры были полезными для обеих сторон. " * 3
    taken = take_in(words.encode("cp1251"))
    assert "Министр иностранных дел" in taken.document.text
    assert taken.problems[0].message.startswith("not UTF-8: read as ")


def test_a_damaged_byte_does_not_change_the_encoding_of_the_rest():
    taken = take_in(WORDS.encode() + b" \xff end")
    assert taken.document.text == WORDS + " \ufffd end"
    assert [p.message for p in taken.problems] == ["characters that utf-8 does not know, replaced by U+FFFD: 1"]


def test_nul_characters_are_kept_and_said():
    taken = take_in(b"The talks\x00 failed on Monday, officials said after the meeting in Geneva.")
    assert taken.document.text.startswith("The talks\x00 failed")
    assert "NUL" in taken.problems[0].message
    assert taken.problems[0].span == (9, 10)


def test_what_is_too_large_is_no_report():
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        take_in(b"a " * 10_000_001)


def test_files_that_cannot_be_opened(tmp_path, monkeypatch):
    for path, why in [(tmp_path / "none.txt", "no such file"), (tmp_path, "a folder")]:
        with pytest.raises(Unreadable, match=why):
            take_in_file(path)
    (tmp_path / "locked.txt").write_text("The talks failed.")

    def refuse(*_, **__):  # a superuser may read any file, so the refusal is the operating system's only in name
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(Unreadable, match="cannot be opened: Permission denied"):
        take_in_file(tmp_path / "locked.txt")
