"""A version as a folder of Markdown: read, written, refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.charter.folder import FolderProblems, FolderText, VersionFolder, read_folder, write_folder
from advocacy.charter.front_matter import LONGEST
from advocacy.markup import canonical_text
from advocacy.quizzes.terms import Terms

HEAD = {
    "document": "social-media",
    "language": "fr",
    "title": "Charte",
    "authoritative": "true",
    "force": "informative",
    "statement": "J’ai lu.",
    "change_note": "Première version.",
}


def a_file(body: str = "## A\n\nx\n", **changed: str | None) -> bytes:
    values = {name: value for name, value in (HEAD | changed).items() if value is not None}
    return (
        "---\n" + "".join(f"{name}: {value}\n" for name, value in values.items()) + f"---\n\n{body}"
    ).encode()


def files(**changed: bytes | None) -> dict[str, bytes]:
    english = a_file(language="en", title="Charter", authoritative="false", statement="I have read.")
    both = {"fr": a_file(), "en": english} | changed
    return {f"{name.replace('_', '.')}.md": content for name, content in both.items() if content is not None}


def told(found: dict[str, bytes]) -> list[str]:
    with pytest.raises(FolderProblems) as refusal:
        read_folder(found)
    return [str(problem) for problem in refusal.value.problems]


def test_a_folder_is_read() -> None:
    summary = b"---\ndocument: social-media\nlanguage: fr\ntitle: En bref\n---\n\n- Oui.\n"
    version = read_folder(files(summary_fr=summary) | {"README.md": b"\xff", "logo.png": b"\x00"})
    assert (version.document, version.authoritative, version.force) == ("social-media", "fr", "informative")
    assert version.texts == (
        FolderText("fr", "Charte", "J’ai lu.", "Première version.", "## A\n\nx\n", "- Oui.\n", "En bref"),
        FolderText("en", "Charter", "I have read.", "Première version.", "## A\n\nx\n"),
    )


QUIZ = b"---\ndocument: social-media\nlanguage: fr\n---\n\n## A? {#a section=a}\n\n- [x] Yes\n- [ ] No\n"


def test_a_quiz_lies_beside_its_text_and_its_terms_stand_in_the_text_with_authority() -> None:
    version = read_folder(files(fr=a_file(pass_mark="1", attempts="0"), quiz_fr=QUIZ))
    assert version.texts[0].quiz == "## A? {#a section=a}\n\n- [x] Yes\n- [ ] No\n"
    assert version.terms == Terms(1, None)
    written = write_folder(version)
    assert sorted(written) == ["en.md", "fr.md", "quiz.fr.md"]
    assert b"pass_mark: 1\nattempts: 0\n" in written["fr.md"]
    assert read_folder(written) == version


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (files(fr=a_file(pass_mark="1")), "fr.md, line 9: “pass_mark” is not known here."),
        (
            files(fr=a_file(pass_mark="many"), quiz_fr=QUIZ),
            "fr.md, line 9: “pass_mark” must be a whole number, not “many”.",
        ),
        (
            files(quiz_fr=QUIZ.replace(b"social-media", b"training")),
            "quiz.fr.md, line 2: “document” is “training”, but fr.md says “social-media”.",
        ),
        (files(en=None, quiz_en=QUIZ.replace(b"fr", b"en")), "quiz.en.md asks about a text that is missing."),
    ],
)
def test_a_quiz_that_does_not_fit_its_folder_is_refused(found: dict[str, bytes], sentence: str) -> None:
    assert told(found) == [sentence]


def test_windows_line_ends_and_a_byte_order_mark_are_read_alike() -> None:
    windows = b"\xef\xbb\xbf" + a_file().replace(b"\n", b"\r\n")
    assert read_folder(files(fr=windows)) == read_folder(files())


def test_french_alone_is_a_folder() -> None:
    assert [text.language for text in read_folder(files(en=None)).texts] == ["fr"]


NOT_WORDS = (
    "fr.md, line 4: the value of “title” must be words, between quotes if it looks like a number or a date."
)
WORDS = st.text(min_size=1, max_size=40).map(lambda text: canonical_text(text).strip()).filter(bool)
BODIES = st.text(min_size=1).map(canonical_text).filter(bool)


def texts(language: str) -> st.SearchStrategy[FolderText]:
    with_summary = st.builds(
        FolderText, st.just(language), WORDS, WORDS, WORDS, BODIES, summary=BODIES, summary_title=WORDS
    )
    return st.builds(FolderText, st.just(language), WORDS, WORDS, WORDS, BODIES) | with_summary


VERSIONS = st.builds(
    VersionFolder,
    st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True),
    st.sampled_from(["fr", "en"]),
    st.sampled_from(["informative", "binding"]),
    st.tuples(texts("fr"), texts("en")),
)


@settings(max_examples=60, deadline=None)
@given(VERSIONS)
def test_what_is_written_is_read_back_and_written_alike(version: VersionFolder) -> None:
    written = write_folder(version)
    assert read_folder(written) == version
    assert write_folder(read_folder(written)) == written


@pytest.mark.parametrize(
    "words", ["yes", "true", "2024-01-01", "12", "~", "null", "- a", "a: b", "#x", "---", "'\"", "*a"]
)
def test_words_that_yaml_would_take_for_something_else_are_written_as_words(words: str) -> None:
    version = VersionFolder(
        "a", "fr", "binding", (FolderText("fr", words, words, words, "---\n\nx\n\n---\n"),)
    )
    assert read_folder(write_folder(version)) == version


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (a_file(author="Ann"), "fr.md, line 9: “author” is not known here."),
        (a_file(title=None), "fr.md, line 1: “title” is missing in the head."),
        (a_file(title='""'), "fr.md, line 4: “title” is empty."),
        (a_file(title="true"), "fr.md, line 4: “title” must be words; put them between quotes."),
        (a_file(authoritative="maybe"), "fr.md, line 5: “authoritative” must be true or false."),
        (a_file(force="strict"), "fr.md, line 6: the force is informative or binding, not “strict”."),
        (a_file(language="de"), "fr.md, line 3: the language is “de”, the file’s name says another."),
        (
            a_file(document="../etc"),
            "fr.md, line 2: a document is named in small letters, digits and hyphens.",
        ),
        (a_file(body="\n \n"), "fr.md has no text below its head."),
        (
            a_file(title="2024-01-01"),
            NOT_WORDS,
        ),
        (
            a_file(title="[a, b]"),
            NOT_WORDS,
        ),
        (a_file().replace(b"force", b"title"), "fr.md, line 6: “title” comes twice."),
        (
            a_file().replace(b"---\n", b"", 1),
            "fr.md, line 1: the file must start with a line of three hyphens.",
        ),
        (
            b"---\ntitle: x\n\n## A\n",
            "fr.md, line 1: the head is not closed by a second line of three hyphens.",
        ),
        (b"---\n- a\n---\nx", "fr.md, line 2: the head must hold names and values."),
        (b"", "fr.md, line 1: the file must start with a line of three hyphens."),
        (
            a_file().replace("ç".encode(), b"c").replace("è".encode(), b"\xe8"),
            "fr.md, line 8: this is not UTF-8 text; save the file as UTF-8.",
        ),
        (
            a_file().decode().encode("utf-16"),
            "fr.md, line 1: this is not UTF-8 text; save the file as UTF-8.",
        ),
        (
            a_file(title="&a Charte", statement="*a"),
            "fr.md, line 4: the head is not plain YAML (anchor or alias).",
        ),
        (a_file(title="*a"), "fr.md, line 4: the head is not plain YAML (anchor or alias)."),
        (a_file(title="!!python/object/apply:os.system [x]"), None),
        (
            a_file(title="a: b: c"),
            "fr.md, line 4: the head is not plain YAML (mapping values are not allowed here).",
        ),
        (a_file(title="[" * 15_000), None),
        (a_file(title="x" * LONGEST), "fr.md, line 1: the head is too long."),
        (b"x" * 1_000_001, "fr.md is larger than a text can be."),
    ],
)
def test_a_file_that_is_wrong_is_told_with_its_line(content: bytes, sentence: str | None) -> None:
    found = told(files(fr=content, en=None))
    assert found[0] == sentence if sentence else found[0].startswith("fr.md, line ")


def test_everything_wrong_in_a_folder_is_told_at_once() -> None:
    found = told(
        files(
            fr=a_file(force="binding", author="x"),
            en=a_file(language="en", document="other"),
            de=a_file(language="de"),
            summary_en=b"---\nlanguage: en\n---\n\nx",
        )
    )
    assert found == [
        "de.md is no file of a version; the languages are fr and en.",
        "fr.md, line 9: “author” is not known here.",
        "summary.en.md, line 1: “document” is missing in the head.",
        "summary.en.md, line 1: “title” is missing in the head.",
        "en.md, line 2: “document” is “other”, but fr.md says “social-media”.",
        "en.md, line 6: “force” is “informative”, but fr.md says “binding”.",
        "en.md, line 5: fr.md is authoritative already; only one language can be.",
    ]


def test_a_folder_without_french_is_refused() -> None:
    assert told(files(fr=None, en=a_file(language="en"))) == [
        "fr.md is missing: a version needs its French text."
    ]
    assert told({})[0] == "fr.md is missing: a version needs its French text."


def test_one_language_must_have_authority() -> None:
    assert told(files(fr=a_file(authoritative="false"))) == [
        "fr.md, line 5: one language must be authoritative."
    ]


def test_a_file_that_cannot_be_read_is_not_blamed_for_more() -> None:
    assert told(files(fr=b"\xff")) == ["fr.md, line 1: this is not UTF-8 text; save the file as UTF-8."]


def test_a_summary_needs_its_text() -> None:
    summary = b"---\ndocument: social-media\nlanguage: en\ntitle: In short\n---\n\nx"
    assert told(files(en=None, summary_en=summary)) == ["summary.en.md sums up a text that is missing."]
