"""The registries that imports are allowed from (import semantics, section 11)."""

from __future__ import annotations

import pytest

from imagestreamimport.references import parse
from streamport.registry.allowed import AllowedRegistries


def allowed(*entries: str | tuple[str, bool], integrated: str | None = None) -> AllowedRegistries:
    pairs = [(entry, False) if isinstance(entry, str) else entry for entry in entries]
    return AllowedRegistries.from_entries(pairs, integrated)


def is_allowed(made: AllowedRegistries, text: str, insecure: bool = False) -> bool:
    return made.import_refusal(parse(text), insecure) is None


@pytest.mark.parametrize(
    ("entry", "text", "insecure", "admitted"),
    [
        ("quay.io", "quay.io/a/b", False, True),
        ("quay.io", "quay.io/a/b", True, False),
        (("quay.io", True), "quay.io/a/b", True, True),
        (("quay.io", True), "quay.io/a/b", False, False),
        (("quay.io:443", True), "quay.io/a/b", False, True),
        ("quay.io:5000", "quay.io:5000/a", False, True),
        ("quay.io:5000", "quay.io:5000/a", True, True),
        ("quay.io:5000", "quay.io/a", False, False),
        ("quay.io:443", "quay.io:443/a", True, True),
        ("quay.io", "quay.io.evil.test/a", False, False),
        ("quay.io", "xquay.io/a", False, False),
        ("*.quay.io", "a.b.quay.io/a", False, True),
        ("*.quay.io", "quay.io/a", False, False),
        ("*", "quay.io/a", False, True),
        ("*", "quay.io/a", True, False),
        ("*:*", "quay.io:1/a", True, True),
        ("q?ay.io", "quay.io/a", False, True),
        ("q[u]ay.io", "quay.io/a", False, False),
        ("quay.io:5*", "quay.io:5000/a", False, True),
        # Docker Hub, under each of its names.
        ("docker.io", "app", False, True),
        ("docker.io", "docker.io/app", False, True),
        ("docker.io", "index.docker.io/app", False, True),
        ("docker.io", "registry-1.docker.io/app", False, True),
        ("registry-1.docker.io", "docker.io/app", False, True),
        ("registry-1.docker.io", "registry-1.docker.io/app", False, True),
        ("registry-1.docker.io", "app", False, False),
        ("index.docker.io", "index.docker.io/app", False, False),
    ],
)
def test_entries(entry: str | tuple[str, bool], text: str, insecure: bool, admitted: bool) -> None:
    assert is_allowed(allowed(entry), text, insecure) == admitted


def test_no_list_allows_everything_and_an_empty_one_nothing() -> None:
    assert is_allowed(allowed(), "r.test/a", True)
    nothing = AllowedRegistries(())
    assert nothing.import_refusal(parse("r.test/a"), False) == (
        'importing images from registry "r.test:443" is forbidden: '
        'registry "r.test:443" not allowed by empty whitelist'
    )


def test_the_text_of_a_refusal() -> None:
    made = allowed("quay.io", "localhost:5001")
    assert made.import_refusal(parse("r.test/a"), True) == (
        'importing images from registry "r.test:80" is forbidden: registry "r.test:80" '
        'not allowed by whitelist: "quay.io:443", "localhost:5001"'
    )
    assert '"docker.io:443"' in str(made.import_refusal(parse("app"), False))
    assert '"registry-1.docker.io:443"' in str(made.import_refusal(parse("docker.io/app"), False))


@pytest.mark.parametrize(
    ("count", "end"), [(5, '"r4:443"'), (6, "and 2 more ..."), (9, "and 5 more ...")]
)
def test_a_long_list_is_shown_in_part(count: int, end: str) -> None:
    shown = allowed(*(f"r{i}" for i in range(count))).import_refusal(parse("x.test/a"), False)
    listed = str(shown).partition("whitelist: ")[2].split(", ")
    assert len(listed) == 5
    assert listed[-1] == end


def test_the_integrated_registry_comes_first() -> None:
    made = allowed("quay.io", integrated="registry.svc:5000")
    assert is_allowed(made, "registry.svc:5000/a")
    assert made == allowed("quay.io").with_integrated("registry.svc:5000")
    assert 'whitelist: "registry.svc:5000", "quay.io:443"' in str(
        made.import_refusal(parse("r.test/a"), False)
    )
    # Where everything is allowed it stays so.
    assert is_allowed(allowed(integrated="registry.svc:5000"), "r.test/a")
    assert is_allowed(allowed().with_integrated("registry.svc:5000"), "r.test/a")


def test_more_than_one_colon() -> None:
    with pytest.raises(ValueError, match="more than one colon; write it as host or host:port"):
        allowed("a:b:c")


@pytest.mark.parametrize(
    ("entry", "text", "insecure", "shown"),
    [
        ("quay.io", "r.test/a", False, "r.test"),
        ("quay.io", "r.test:1/a", False, "r.test:1"),
        ("quay.io", "app", False, "docker.io:443"),
        ("quay.io", "docker.io/app", False, "docker.io"),
        ("quay.io", "quay.io/a", False, None),
        ("quay.io", "quay.io/a", True, None),
        (("quay.io", True), "quay.io/a", True, None),
        (("quay.io", True), "quay.io/a", False, "quay.io"),
        ("quay.io:5000", "quay.io:5000/a", True, None),
        ("quay.io", "quay.io:5000/a", True, "quay.io:5000"),
        ("docker.io", "docker.io/a", False, None),
    ],
)
def test_what_a_stream_may_refer_to(
    entry: str | tuple[str, bool], text: str, insecure: bool, shown: str | None
) -> None:
    refusal = allowed(entry).stream_refusal(parse(text), insecure)
    if shown is None:
        assert refusal is None
    else:
        assert str(refusal).startswith(f'registry "{shown}" not allowed by whitelist: ')
