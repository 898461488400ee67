"""Formats of strings that JSON Schema 2020-12 defines, each by its RFC.

Each function gives all complaints about a text, none for a good one.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_FULL_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII
)  # fmt: skip
_LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)
_CLOCK = r"T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S)"
_DURATION = (
    rf"P(?:\d+W|{_CLOCK}|(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)(?:{_CLOCK})?)"
)  # fmt: skip
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_DOMAIN_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
_IDN_ATOM = r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7f])"
_UUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_POINTER = r"(?:/(?:[^~/]|~[01])*)*"
# RFC 3986, appendix A; {u} is where RFC 3987 has more characters, {p} where it has private ones.
_ESCAPED = "%[0-9A-Fa-f]{2}"
_SCHEME = "[A-Za-z][A-Za-z0-9+.-]*"
_PLAIN = r"A-Za-z0-9._~!$&'()*+,;=\-"
_BEYOND = (
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd"
    "\U00030000-\U0003fffd\U00040000-\U0004fffd\U00050000-\U0005fffd\U00060000-\U0006fffd"
    "\U00070000-\U0007fffd\U00080000-\U0008fffd\U00090000-\U0009fffd\U000a0000-\U000afffd"
    "\U000b0000-\U000bfffd\U000c0000-\U000cfffd\U000d0000-\U000dfffd\U000e1000-\U000efffd"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_TEMPLATE_NAME = rf"(?:[A-Za-z0-9_]|{_ESCAPED})(?:\.?(?:[A-Za-z0-9_]|{_ESCAPED}))*"
_TEMPLATE_PART = rf"{_TEMPLATE_NAME}(?::[1-9]\d{{0,3}}|\*)?"
_TEMPLATE = (
    r"(?:[\x21\x23-\x24\x26\x28-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e\x27]|[^\x00-\x7f]"
    rf"|{_ESCAPED}|\{{[+#./;?&=,!@|]?{_TEMPLATE_PART}(?:,{_TEMPLATE_PART})*\}})*"
)


def _complaint(is_right: bool, wanted: str) -> list[str]:
    return [] if is_right else [f"must be {wanted}"]


def _is_all(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text, re.ASCII) is not None


# --------------------------------------------------------------------------------------- times


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = map(int, found.groups())
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = 31 if month in _LONG_MONTHS else 28 + is_leap if month == 2 else 30
    return 1 <= month <= 12 and 1 <= day <= days


def _is_full_time(text: str) -> bool:
    found = _FULL_TIME.fullmatch(text)
    if found is None:
        return False
    hour, minute, second = int(found[1]), int(found[2]), int(found[3])
    offset_hour, offset_minute = int(found[5] or 0), int(found[6] or 0)
    if hour > 23 or minute > 59 or offset_hour > 23 or offset_minute > 59:
        return False
    offset = (60 * offset_hour + offset_minute) * (-1 if found[4] == "-" else 1)
    # A leap second is the last one of a day in UTC.
    is_last = (60 * hour + minute - offset) % 1440 == 1439
    return second <= 59 or (second == 60 and is_last)


def date(text: str) -> list[str]:
    """A date of RFC 3339."""
    return _complaint(_is_date(text), "a date such as 2006-01-02")


def time(text: str) -> list[str]:
    """A time of day of RFC 3339, with its offset."""
    return _complaint(_is_full_time(text), "a time of day such as 15:04:05Z")


def rfc3339_date_time(text: str) -> list[str]:
    """A time stamp of RFC 3339: small letters and leap seconds are right."""
    is_right = text[10:11] in ("T", "t") and _is_date(text[:10]) and _is_full_time(text[11:])
    return _complaint(is_right, "a time such as 2006-01-02T15:04:05Z")


def duration(text: str) -> list[str]:
    """A duration of RFC 3339, appendix A."""
    return _complaint(_is_all(_DURATION, text), "a duration such as P3DT12H")


# ------------------------------------------------------------------------------ hosts and mail


def ipv4(text: str) -> list[str]:
    """An address of RFC 2673, section 3.2."""
    return _complaint(_is_all(_IPV4, text), "an IPv4 address such as 192.0.2.1")


def _is_ipv6(text: str) -> bool:
    """Whether the text is an address of RFC 4291, section 2.2."""
    head, colons, last = text.rpartition(":")
    if "." in last:
        if not _is_all(_IPV4, last):
            return False
        text = f"{head}{colons}0:0"
    left, gap, right = text.partition("::")
    groups = [*(left.split(":") if left else ()), *(right.split(":") if right else ())]
    count = len(groups)
    return all(_is_all("[0-9A-Fa-f]{1,4}", group) for group in groups) and (
        count <= 7 if gap else count == 8
    )


def ipv6(text: str) -> list[str]:
    """An address of RFC 4291, section 2.2."""
    return _complaint(_is_ipv6(text), "an IPv6 address such as 2001:db8::1")


def hostname(text: str) -> list[str]:
    """A host of RFC 1123, section 2.1, with the A-labels of RFC 5891."""
    labels = text.split(".")
    is_right = len(text) <= 253 and all(map(_is_ascii_label, labels))
    return _complaint(is_right, "a hostname such as www.example.com")


def _is_ascii_label(label: str) -> bool:
    if not _is_all(_DOMAIN_LABEL, label):
        return False
    if label[:4].lower() != "xn--":
        return label[2:4] != "--"
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return False
    return not decoded.isascii() and _is_unicode_label(decoded)


def idn_hostname(text: str) -> list[str]:
    """A host of RFC 5890, section 2.3.2.3."""
    labels = re.split("[.\u3002\uff0e\uff61]", text)
    is_right = len(text) <= 253 and all(
        _is_ascii_label(label) if label.isascii() else _is_unicode_label(label) for label in labels
    )
    return _complaint(is_right, "a hostname such as www.example.com")


# RFC 5892: characters that are right, or wrong, against their category.
_RIGHT = frozenset(
    "-\u00b7\u00df\u0375\u03c2\u05f3\u05f4\u06fd\u06fe\u0f0b\u200c\u200d\u3007\u30fb"
)
_WRONG = frozenset(
    "\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b"
)  # fmt: skip
_KANA_OR_HAN = "[\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff]"
_VIRAMA = 9  # combining class
_RUNNING = re.compile("[\u0620-\u064a\u0671-\u06d3\u0750-\u077f]")  # joins with what comes after


def _is_unicode_label(label: str) -> bool:
    """Whether the text is a U-label, as far as the categories of its characters tell."""
    import unicodedata  # few schemas need it

    if not label or label[0] == "-" or label[-1] == "-" or label[2:4] == "--":
        return False
    if unicodedata.normalize("NFC", label) != label or unicodedata.category(label[0])[0] == "M":
        return False
    if len(label.encode("punycode")) > 59:
        return False
    for index, char in enumerate(label):
        if char in _WRONG or "\u1100" <= char <= "\u11ff":
            return False
        if char not in _RIGHT and unicodedata.category(char) not in _LETTERS:
            return False
        if not _fits_between(char, label[:index], label[index + 1 :]):
            return False
    is_mixed = re.search("[\u0660-\u0669]", label) and re.search("[\u06f0-\u06f9]", label)
    return not is_mixed


def _fits_between(char: str, before: str, after: str) -> bool:
    """Whether a character may stand where it does (RFC 5892, appendix A)."""
    import unicodedata

    if char in "\u200c\u200d":
        if before and unicodedata.combining(before[-1]) == _VIRAMA:
            return True
        return char == "\u200c" and bool(before and after and _RUNNING.match(before[-1]))
    if char == "\u00b7":
        return before[-1:] == "l" and after[:1] == "l"
    if char == "\u0375":
        return "GREEK" in unicodedata.name(after[:1] or " ", "")
    if char in "\u05f3\u05f4":
        return "HEBREW" in unicodedata.name(before[-1:] or " ", "")
    return char != "\u30fb" or re.search(_KANA_OR_HAN, before + after) is not None


_LETTERS = ("Ll", "Lo", "Lm", "Mn", "Mc", "Nd")


def _is_mailbox(text: str, atom: str, host: Callable[[str], list[str]]) -> bool:
    local, at, domain = text.rpartition("@")
    if not at or len(local.encode("utf-8", "surrogatepass")) > 64:
        return False
    beyond = "" if atom == _ATOM else r"|[^\x00-\x7f]"
    quoted = rf'"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e]{beyond})*"'
    if not (_is_all(rf"{atom}+(?:\.{atom}+)*", local) or _is_all(quoted, local)):
        return False
    if domain[:1] == "[" and domain[-1:] == "]":
        literal = domain[1:-1]
        if literal[:5].lower() == "ipv6:":
            return _is_ipv6(literal[5:])
        return _is_all(_IPV4, literal)
    return not host(domain)


def email(text: str) -> list[str]:
    """An address of RFC 5321, section 4.1.2."""
    return _complaint(_is_mailbox(text, _ATOM, hostname), "an address such as me@example.com")


def idn_email(text: str) -> list[str]:
    """An address of RFC 6531."""
    is_right = _is_mailbox(text, _IDN_ATOM, idn_hostname)
    return _complaint(is_right, "an address such as me@example.com")


# -------------------------------------------------------------------------------- URIs and UUIDs


def _is_uri(text: str, beyond: str, private: str, is_relative: bool) -> bool:
    char = f"(?:[{_PLAIN}:@{beyond}]|{_ESCAPED})"
    scheme, authority, path, query, fragment = _split(text)
    if scheme is None and not is_relative:
        return False
    if scheme is not None and not _is_all(_SCHEME, scheme):
        return False
    if authority is not None and not _is_authority(authority, beyond):
        return False
    if not _is_all(f"(?:{char}|/)*", path) or (authority is None and path[:2] == "//"):
        return False
    if scheme is None and authority is None and ":" in path.partition("/")[0]:
        return False
    return all(
        part is None or _is_all(f"(?:{char}|[/?{extra}])*", part)
        for part, extra in ((query, private), (fragment, ""))
    )


def _split(text: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    """Split into scheme, authority, path, query and fragment (RFC 3986, appendix B)."""
    found = re.fullmatch(
        r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", text, re.DOTALL
    )
    if found is None:  # a colon first, which no scheme is before
        return "", None, text, None, None
    return found[1], found[2], found[3] or "", found[4], found[5]


def _is_authority(text: str, beyond: str) -> bool:
    char = f"(?:[{_PLAIN}{beyond}]|{_ESCAPED})"
    user, at, host = text.rpartition("@")
    if at and not _is_all(f"(?:{char}|:)*", user):
        return False
    if host[:1] == "[":
        inside, bracket, port = host[1:].partition("]")
        future = rf"[vV][0-9A-Fa-f]+\.[{_PLAIN}:]+"
        is_address = _is_ipv6(inside) or _is_all(future, inside)
        return bool(bracket) and is_address and _is_all(r"(?::\d*)?", port)
    host, _, port = host.partition(":")
    return _is_all(f"{char}*", host) and _is_all(r"\d*", port)


def uri(text: str) -> list[str]:
    """An absolute URI of RFC 3986."""
    return _complaint(_is_uri(text, "", "", False), "a URI such as https://example.com/a")


def uri_reference(text: str) -> list[str]:
    """A URI of RFC 3986, or a relative reference."""
    return _complaint(_is_uri(text, "", "", True), "a URI or a relative reference")


def iri(text: str) -> list[str]:
    """An absolute IRI of RFC 3987."""
    return _complaint(_is_uri(text, _BEYOND, _PRIVATE, False), "an IRI such as https://example.com")


def iri_reference(text: str) -> list[str]:
    """An IRI of RFC 3987, or a relative reference."""
    return _complaint(_is_uri(text, _BEYOND, _PRIVATE, True), "an IRI or a relative reference")


def uri_template(text: str) -> list[str]:
    """A template of RFC 6570."""
    return _complaint(_is_all(_TEMPLATE, text), "a URI template such as /items/{id}")


def uuid(text: str) -> list[str]:
    """A UUID of RFC 4122."""
    wanted = "a UUID such as 6ba7b810-9dad-11d1-80b4-00c04fd430c8"
    return _complaint(_is_all(_UUID, text), wanted)


# --------------------------------------------------------------------------- pointers and patterns


def json_pointer(text: str) -> list[str]:
    """A pointer of RFC 6901."""
    return _complaint(_is_all(_POINTER, text), "a JSON pointer such as /a/0")


def relative_json_pointer(text: str) -> list[str]:
    """A relative JSON pointer."""
    is_right = _is_all(rf"(?:0|[1-9]\d*)(?:[+-](?:0|[1-9]\d*))?(?:#|{_POINTER})", text)
    return _complaint(is_right, "a relative JSON pointer such as 1/a")


# Pieces of ECMA 262 that Python writes in another way, and what stands for them here.
_PIECES = re.compile(
    r"\\[pP]\{[\w=]+\}|\\u\{[0-9A-Fa-f]+\}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\c[A-Za-z]"
    r"|\\k<\w+>|\\[1-9]\d*|\\[0bBdDsSwWfnrtv]|\\[^A-Za-z0-9]|\(\?<[A-Za-z_$]\w*>|\(\?<?[=!:]"
    r"|(?P<bad>\\.|\\\Z|\(\?|[*+?}]\+|\(\*)|\[\^?\]?|.",
    re.DOTALL,
)


_LONGEST_REGEX = 10_000  # characters: it is compiled, and whoever sends a document chooses it


def regex(text: str) -> list[str]:
    """A regular expression of ECMA 262."""
    return _complaint(_is_regex(text), "a regular expression")


def _is_regex(text: str) -> bool:
    if len(text) > _LONGEST_REGEX:
        return False
    pieces: list[str] = []
    for found in _PIECES.finditer(text):
        piece = found[0]
        if found["bad"] is not None:
            return False
        if piece[:3] == "(?<":  # a group with a name, or a look behind, of any length in ECMA 262
            piece = "(?=" if piece[3] in "=!" else "("
        elif piece[:2] in (r"\p", r"\P", r"\u", r"\x", r"\c", r"\k") or piece[1:2].isdigit():
            piece = "a"
        pieces.append(piece)
    try:
        re.compile("".join(pieces).replace("[]", "(?!)").replace("[^]", "."))
    except (re.error, OverflowError, RecursionError):
        return False
    return True
