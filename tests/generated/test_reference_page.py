"""The reference page in a real browser: what it shows, finds and says, and that text stays text."""

from __future__ import annotations

import http.server
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kindgen.pipeline import represent
from kindgen.docs.reference import build_reference
from kindgen.render.render import environment
from kindgen.render.templates import find_templates
from kindgen.render.trying import fits_of
from kindgen.docs.tree import tree
from tests.support.browser import Browser
from tests.support.generator import (
    PACKAGE,
    SCHEMA,
    TEXT,
    Schema,
    array,
    mapping,
    record,
    ref,
    run_python,
    schema_of,
    write_schema,
)

PAGE = PACKAGE / "reference.html"
LINES = "[...document.querySelectorAll('[role=treeitem]')]"


@pytest.fixture
def browser(window: Browser) -> Iterator[Browser]:
    """A browser as a user with a desk and light colours has it; nothing may reach its console."""
    window.resize(1280, 900)
    window.prefer(prefers_color_scheme="light", prefers_reduced_motion="reduce")
    yield window
    assert window.complaints() == []


@pytest.fixture
def page(browser: Browser) -> Browser:
    """The page of the package, freshly opened."""
    browser.open(PAGE.as_uri())
    return browser


def written(folder: Path, schema: Schema) -> str:
    """The address of the page of a schema."""
    package = represent(write_schema(folder, schema))
    template = environment(find_templates(None)).get_template("reference.html.jinja")
    place = folder / "reference.html"
    text = template.render(package=package, reference=build_reference(package, fits_of(package)))
    place.write_text(text, "utf-8")
    return place.as_uri()


def at(browser: Browser, name: str) -> Any:
    """A part of the page by its name."""
    return browser.driver.find_element("id", f"page:{name}")


def line(browser: Browser, path: str) -> Any:
    """The line of a field, by its link."""
    return browser.driver.find_element("css selector", f'.row:has(> .link[href="#{path}"])')


def names(browser: Browser) -> list[str]:
    """The names that are to be seen, from the top."""
    return browser.run("return [...document.querySelectorAll('.name')].map(e => e.textContent)")


def focused(browser: Browser) -> str:
    """The address of the field that has the focus."""
    return browser.run("""const line = document.activeElement.closest('[role=treeitem]');
        return line && line.querySelector('.link').getAttribute('href')""")


def details(browser: Browser) -> str:
    """What is said of a field; empty where nothing is to be seen."""
    return at(browser, "details").text


def search(browser: Browser, words: str) -> None:
    """Words into the search, which has to have the focus afterwards."""
    box = at(browser, "query")
    box.clear()
    box.send_keys(words)


def choose_release(browser: Browser, name: str) -> None:
    from selenium.webdriver.support.select import Select

    Select(at(browser, "release")).select_by_visible_text(name)


# ------------------------------------------------------------------------------------------ file


def test_the_page_is_one_file_of_less_than_500_kb_that_needs_no_other() -> None:
    text = PAGE.read_text("utf-8")
    assert len(text.encode()) < 500_000
    assert re.findall(r"""(?:src|href)=(?!"data:,"|"#)[^ >]+""", text) == []
    assert re.findall(r"url\(|@import|\bimport\(|fetch\(|XMLHttpRequest|innerHTML", text) == []
    assert "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'" in text


def test_the_same_schema_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    code = f"""
        from pathlib import Path
        from kindgen.pipeline import represent
        from kindgen.docs.reference import build_reference
        from kindgen.render.trying import fits_of
        package = represent(Path({str(SCHEMA)!r}))
        print(build_reference(package, fits_of(package)))
    """
    code = "\n".join(row.strip() for row in code.splitlines())
    first, second = (run_python(code, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
    assert first == second


def test_nothing_but_the_page_is_asked_of_the_server_that_has_it(browser: Browser) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.read_bytes())

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser.open(f"http://127.0.0.1:{server.server_port}/reference.html#spec")
        browser.run("document.getElementById('page:unfold').click()")
        server.shutdown()
    assert asked == ["/reference.html"]


def test_the_page_is_painted_before_its_tree_is_complete(page: Browser) -> None:
    """The first paint waits for nothing; how long it takes is no matter for a test."""
    page.open(PAGE.as_uri())
    page.wait_until("Boolean(performance.getEntriesByType('paint')[0])")
    assert page.run("return document.querySelectorAll('[role=treeitem]').length") > 0


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Browser]:
    """The same browser, whose user has switched scripts off."""
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield browser
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_without_scripts_the_page_tells_every_fact_as_text(without_scripts: Browser) -> None:
    browser = without_scripts
    browser.open(PAGE.as_uri())
    title = browser.driver.find_element("tag name", "h1")
    assert title.text == "ImageStreamImport"
    assert title.location["x"] < 60
    told = browser.driver.find_element("tag name", "noscript").text
    assert "schema.json" in told
    data = data_of(SCHEMA)
    for item in data["objects"]:
        assert item.get("doc", "") in told
        for row in item.get("rows", ()):
            assert row.get("doc", "") in told
            assert row.get("python", "") in told
    for state in data["rules"]:
        assert all(rule in told for rule in state.get("told", ()))
    for fact in (
        "from imagestreamimport.models import TagImportPolicy",
        'default: "Legacy"; default also for: ""; known values: Legacy, PreserveOriginal',
        "importMode string import_mode: str | None since 4.12",
        "POST /apis/image.openshift.io/v1/namespaces/$NAMESPACE/imagestreamimports",
    ):
        assert fact in told
    link = browser.driver.find_element("link text", "ImageStreamImportSpec")
    target = link.get_attribute("href").partition("#")[2]
    assert browser.driver.find_element("id", target).text.startswith("ImageStreamImportSpec")
    size = browser.driver.find_element("tag name", "html").size
    assert size["width"] <= 1280


def test_without_scripts_text_of_a_hostile_schema_stays_text(
    without_scripts: Browser, tmp_path: Path
) -> None:
    browser = without_scripts
    browser.open(written(tmp_path, hostile()))
    found = browser.driver.find_elements("css selector", "noscript *")
    kinds = {element.tag_name for element in found}
    assert kinds <= {
        "a", "b", "code", "dd", "div", "dl", "dt", "h2", "h3", "i", "li", "p", "pre", "ul",
    }  # fmt: skip
    assert not browser.driver.find_elements("css selector", "noscript [onerror], noscript [src]")
    assert "</script><script>window.hit = 1" in browser.driver.find_element("tag name", "body").text


# ------------------------------------------------------------------------------------------ tree


def test_at_first_the_fields_of_the_root_are_to_be_seen(page: Browser) -> None:
    assert names(page) == ["apiVersion", "kind", "metadata", "spec", "status"]
    page.wait_until("document.getElementById('page:said').textContent === '946 fields'")


@pytest.mark.parametrize(("release", "everything"), [("3.11", False), ("all", True)])
def test_all_expanded_it_is_the_documented_tree(
    release: str, everything: bool, page: Browser
) -> None:
    choose_release(page, release)
    at(page, "unfold").click()
    at(page, "unfold").click()  # also what was shown before
    found = page.run(f"""return {LINES}.map(line => {{
            let depth = -1;
            for (let up = line; up; up = up.parentElement.closest('[role=treeitem]')) depth += 1;
            const text = part => line.querySelector(':scope > .row > ' + part).textContent;
            return '  '.repeat(depth) + text('.name') + '\\t' + text('.type');
        }})""")
    expected = ["\t".join(row.split("\t")[:2]) for row in tree(represent(SCHEMA), everything)]
    assert found == expected
    if not everything:
        assert len(found) == 522


def test_a_release_has_the_fields_of_its_time_and_marks_say_so(page: Browser) -> None:
    line(page, "metadata").click()
    assert {"clusterName", "managedFields[]"} <= set(names(page))
    assert "until 4.11" in line(page, "metadata.clusterName").text
    assert "since 4.2" in line(page, "metadata.managedFields").text
    choose_release(page, "4.12")
    assert "managedFields[]" in names(page)
    assert "clusterName" not in names(page)
    choose_release(page, "3.11")
    assert "clusterName" in names(page)
    assert "managedFields[]" not in names(page)


def test_releases_are_in_their_order(page: Browser) -> None:
    options = at(page, "release").text.split()
    assert options == ["all", "3.11", "4.2", "4.3", "4.9", "4.11", "4.12", "4.23"]


def test_a_click_opens_and_another_one_closes(page: Browser) -> None:
    line(page, "spec").click()
    assert names(page)[4:7] == ["images[]", "import", "repository"]
    line(page, "spec.images").click()
    assert "from" in names(page)
    line(page, "spec.images").click()
    assert "from" not in names(page)
    at(page, "fold").click()
    assert len(names(page)) == 5


def test_every_served_kind_has_its_tree(page: Browser) -> None:
    at(page, "kinds").find_element("link text", "ImageStream").click()
    page.wait_until("document.title === 'ImageStream reference'")
    assert at(page, "title").text == "ImageStream"
    assert "A named set of tags" in at(page, "doc").text
    assert "short names\nis" in at(page, "about").text
    line(page, "ImageStream:spec").click()
    assert "tags[]" in names(page)
    page.driver.back()
    page.wait_until("document.title === 'ImageStreamImport reference'")


def test_what_refers_to_itself_opens_as_far_as_one_likes(browser: Browser, tmp_path: Path) -> None:
    node = {
        **record(name=TEXT, nodes=array(ref("Node"))),
        "x-rules": [{"check": "required", "field": "name"}, {"apply": "nodes[]"}],
    }
    root = {"x-rules": [{"apply": "top"}]}
    address = written(tmp_path, schema_of({"top": ref("Node")}, {"Node": node}, **root))
    browser.open(address)
    at(browser, "unfold").click()
    assert names(browser) == ["top", "name", "nodes[]"]
    assert "recursive" in line(browser, "top.nodes").text
    deep = "top." + "nodes[]." * 30 + "name"
    browser.open(f"{address}#{deep}")
    assert focused(browser) == f"#{deep}"
    assert "is needed" in details(browser)
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    search(browser, "name")
    assert at(browser, "said").text == "1 of 3 fields matches"


# --------------------------------------------------------------------------------------- details

SOURCE = "spec.images[].from.name"
MODE = "spec.images[].importPolicy.importMode"


def test_a_field_that_has_the_focus_tells_all_that_is_known(browser: Browser) -> None:
    browser.open(f"{PAGE.as_uri()}#{MODE}")
    told = details(browser)
    assert told.startswith(f"{MODE}\nstring\nsince 4.12\n")
    for fact in (
        "Whether an image for many platforms",
        "required\nno",
        "availability\nsince 4.12",
        'default\n"Legacy"',
        'default also for\n""',
        "known values\nLegacy PreserveOriginal",
        "\n#/$defs/TagImportPolicy/properties/importMode",
        'must be "Legacy" or "PreserveOriginal", or empty, unless from.kind is "DockerImage"',
    ):
        assert fact in told


def test_the_pointer_on_a_field_is_enough(page: Browser) -> None:
    page.hover(line(page, "metadata"))
    told = details(page)
    assert "Identity block" in told
    assert "required\nin a request" in told
    assert "ObjectMeta: Identity and bookkeeping" in told
    assert focused(page) is None


def test_rules_are_those_of_the_place_and_not_of_the_type(browser: Browser) -> None:
    owner = "metadata.ownerReferences"
    browser.open(f"{PAGE.as_uri()}#{owner}")
    assert "must be the only one whose controller is true" in details(browser)
    assert "each element: is not allowed when apiVersion is" in details(browser)
    browser.open(f"{PAGE.as_uri()}#status.images[].image.{owner}")
    assert "Rules" not in details(browser)
    browser.open(f"{PAGE.as_uri()}#metadata.labels{{}}")
    assert "each key must have the format qualified-name" in details(browser)


def test_a_field_tells_its_class_its_name_and_its_type_in_python(browser: Browser) -> None:
    browser.open(f"{PAGE.as_uri()}#spec.images[].from")
    told = details(browser)
    assert "from imagestreamimport.models import ImageImportSpec" in told
    assert "ImageImportSpec.from_: ObjectReference\n" in told
    assert "from_" in line(browser, "spec.images[].from").text
    search(browser, "import_mode")
    assert at(browser, "said").text.startswith("3 of 946")


def test_classes_of_the_page_have_the_fields_that_it_tells(browser: Browser) -> None:
    from imagestreamimport import models

    classes = 0
    for item in data_of(SCHEMA)["objects"]:
        rows = [row for row in item.get("rows", ()) if "python" in row]
        for row in rows:
            owner = getattr(models, row.get("of", item.get("class")))
            assert row.get("attribute", row["name"]) in owner.__struct_fields__
        classes += bool(rows)
    assert classes > 30


def test_expand_all_shows_an_object_once_and_a_second_time_all(page: Browser) -> None:
    unfold = at(page, "unfold")
    unfold.click()
    once = page.run("return document.querySelectorAll('.row').length")
    expanded = "return arguments[0].parentElement.ariaExpanded"
    assert page.run(expanded, line(page, "metadata")) == "true"
    assert page.run(expanded, line(page, "metadata.initializers.result")) == "true"
    assert page.run(expanded, line(page, "status.images[].status")) == "false"
    assert page.run(expanded, line(page, "status.import.metadata")) == "false"
    assert unfold.text == "Expand repeats"
    unfold.click()
    assert page.run("return document.querySelectorAll('.row').length") == 946 > 4 * once
    assert unfold.text == "Expand all"


# ------------------------------------------------------------------------------------ start here


def shells(browser: Browser, part: str) -> list[str]:
    """The texts that may be copied in a part of the page."""
    return [pre.text for pre in at(browser, part).find_elements("css selector", "pre")]


def press(browser: Browser, part: str, label: str) -> None:
    """One of the buttons that choose a form or a language."""
    at(browser, part).find_element("xpath", f".//button[text()={label!r}]").click()


def test_start_here_has_a_document_in_three_forms_and_says_how_to_send_it(page: Browser) -> None:
    at(page, "start").find_element("tag name", "summary").click()
    document, check, send = shells(page, "start")
    assert document.startswith("apiVersion: image.openshift.io/v1\nkind: ImageStreamImport\n")
    assert "yaml.safe_load(file)" in check
    assert send.startswith("curl -X POST")
    press(page, "start", "JSON")
    document, check, _ = shells(page, "start")
    assert json.loads(document)["kind"] == "ImageStreamImport"
    assert "json.load(file)" in check
    press(page, "start", "Python")
    document, check, _ = shells(page, "start")
    assert document.startswith("from imagestreamimport import models\n")
    assert check.startswith("from imagestreamimport import validators")


def test_requests_are_for_curl_or_python_and_the_choice_is_kept(page: Browser) -> None:
    try:
        for part in ("start", "requests"):
            at(page, part).find_element("tag name", "summary").click()
        at(page, "examples").find_element("css selector", ".request summary").click()
        assert shells(page, "requests")[0].startswith("curl -X POST")
        press(page, "requests", "Python")
        call = "client.imagestreamimports.create(document"
        assert f"    made = {call}, namespace=namespace)" in shells(page, "requests")[0]
        assert f"    made = {call})" in shells(page, "start")[2]
        page.open(PAGE.as_uri())
        at(page, "requests").find_element("tag name", "summary").click()
        at(page, "examples").find_element("css selector", ".request summary").click()
        assert "from imagestreamimport.client import Client" in shells(page, "requests")[0]
    finally:
        page.run("localStorage.clear()")


# ---------------------------------------------------------------------------------------- search


def test_the_search_filters_opens_counts_and_highlights_while_one_types(page: Browser) -> None:
    page.press("/")
    assert page.run("return document.activeElement.id") == "page:query"
    page.press("Importp")
    assert at(page, "said").text == "3 of 946 fields match"
    assert "importPolicy" in names(page)
    assert "apiVersion" not in names(page)
    marks = "return [...document.querySelectorAll('.name mark')].map(mark => mark.textContent)"
    assert page.run(marks) == ["importP", "importP", "importP"]
    hits = {"ImageStreamImport": 3, "ImageStream": 1, "ImageStreamTag": 1, "ImageTag": 1}
    kinds = [f"{kind['name']}{hits.get(kind['name'], 0)}" for kind in data_of(SCHEMA)["kinds"]]
    assert at(page, "kinds").text.split() == kinds
    page.press("zzz")
    assert at(page, "said").text == "0 of 946 fields match"
    assert "Nothing here matches." in at(page, "tree").text


def test_without_hits_no_field_is_told_of(browser: Browser) -> None:
    browser.open(f"{PAGE.as_uri()}#{SOURCE}")
    assert SOURCE in details(browser)
    search(browser, "zzz")
    assert SOURCE not in details(browser)


def test_details_that_go_on_below_fade_until_their_end_is_reached(browser: Browser) -> None:
    browser.resize(1280, 420)
    browser.open(f"{PAGE.as_uri()}#{MODE}")
    fades = "document.getElementById('page:details').classList.contains('more')"
    browser.wait_until(fades)
    assert "more below" in details(browser)
    browser.run("document.getElementById('page:details').scrollTo(0, 9999)")
    browser.wait_until(f"!{fades}")
    assert "more below" not in details(browser)


def test_escape_ends_the_search_and_leaves_the_tree_as_it_was(page: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    line(page, "spec").click()
    before = names(page)
    search(page, "signature")
    assert names(page) != before
    page.press(Keys.ESCAPE)
    assert at(page, "query").get_attribute("value") == ""
    assert names(page) == before
    assert at(page, "said").text == "946 fields"


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("raw manifest as json", 4),  # words of a description, in any order
        ("spec.images.from.name", 2),  # a path, with or without brackets; namespace begins so too
        ("spec.images[].from.name", 2),
        ("images.from.uid", 1),
        ("TagReferencePolicy", 3),
        ("(schema 2", 4),  # no expression
    ],
)
def test_the_search_reads_names_descriptions_types_and_paths(
    words: str, hits: int, page: Browser
) -> None:
    search(page, words)
    assert at(page, "said").text.startswith(f"{hits} of 946")


def test_a_field_found_can_be_opened_and_shows_what_the_search_left_out(page: Browser) -> None:
    search(page, "importpolicy")
    line(page, "spec.images[].importPolicy").click()
    assert {"insecure", "scheduled"} <= set(names(page))


def test_the_way_from_the_search_into_the_tree_and_back_keeps_the_field(page: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    search(page, "spec.images.from.name")
    page.press(Keys.ENTER)
    assert focused(page) == f"#{SOURCE}"
    page.press(Keys.ESCAPE)
    assert focused(page) == f"#{SOURCE}"
    assert "status" in names(page)


# ----------------------------------------------------------------------------------------- links


def test_an_address_opens_the_way_to_its_field_on_load_and_later(page: Browser) -> None:
    page.open(f"{PAGE.as_uri()}#{SOURCE}")
    assert focused(page) == f"#{SOURCE}"
    other = "ImageStream:status.tags[].items[].image"
    page.run("location.hash = arguments[0]", other)
    page.wait_until("document.activeElement.textContent.startsWith('image')")
    assert focused(page) == f"#{other}"
    assert at(page, "title").text == "ImageStream"
    box = page.run("return document.activeElement.firstChild.getBoundingClientRect().toJSON()")
    assert 0 < box["top"] < box["bottom"] < 900


@pytest.mark.parametrize("address", ["spec.images%5B%5D.from", "spec.images.from"])
def test_an_address_may_be_percent_encoded_or_lack_the_brackets(
    address: str, browser: Browser
) -> None:
    browser.open(f"{PAGE.as_uri()}#{address}")
    assert focused(browser) == "#spec.images[].from"


def test_an_address_of_nothing_says_so(browser: Browser) -> None:
    for address in ("spec.nothing", "Nothing:spec", "%", "spec..", "[]"):
        browser.open(f"{PAGE.as_uri()}#{address}")
        assert len(names(browser)) in (5, 8)
    browser.open(f"{PAGE.as_uri()}#spec.nothing")
    assert at(browser, "said").text == "There is no field spec.nothing here."


def test_an_address_wins_over_the_release_that_is_chosen(page: Browser) -> None:
    choose_release(page, "3.11")
    page.run("location.hash = arguments[0]", MODE)
    page.wait_until("document.activeElement.matches('[role=treeitem]')")
    assert focused(page) == f"#{MODE}"


def test_the_button_copies_the_address_of_the_field(browser: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.open(f"{PAGE.as_uri()}#{MODE}")
    browser.driver.find_element("css selector", ".buttons button").click()
    browser.wait_until("document.querySelector('.buttons button').textContent === 'Copied'")
    at(browser, "query").send_keys(Keys.CONTROL, "v")
    assert at(browser, "query").get_attribute("value") == f"{PAGE.as_uri()}#{MODE}"


def test_every_field_has_an_address_of_its_own_that_leads_to_it(page: Browser) -> None:
    links = "return [...document.querySelectorAll('.row .link')].map(e => e.getAttribute('href'))"
    at(page, "unfold").click()
    at(page, "unfold").click()
    addresses = page.run(links)
    assert len(set(addresses)) == len(addresses) == 946
    for address in addresses[::40]:
        page.open(PAGE.as_uri() + address)
        assert focused(page) == address


# -------------------------------------------------------------------------------------- keyboard


def test_keys_move_as_in_any_tree(page: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    def after(*keys: str) -> str:
        page.press(*keys)
        return focused(page)

    page.run(f"{LINES}[0].focus()")
    assert after(Keys.ARROW_DOWN) == "#kind"
    assert after(Keys.ARROW_UP, Keys.ARROW_UP) == "#apiVersion"
    assert after(Keys.END) == "#status"
    assert after(Keys.ARROW_UP) == "#spec"
    assert after(Keys.ARROW_RIGHT) == "#spec"  # opens
    assert page.run("return document.activeElement.ariaExpanded") == "true"
    assert after(Keys.ARROW_RIGHT) == "#spec.images"  # goes in
    assert after(Keys.ARROW_LEFT) == "#spec"  # goes out
    assert after(Keys.ARROW_LEFT) == "#spec"  # closes
    assert page.run("return document.activeElement.ariaExpanded") == "false"
    assert len(names(page)) == 5
    assert after(Keys.ENTER, Keys.ARROW_DOWN) == "#spec.images"
    assert after(Keys.ARROW_UP, Keys.SPACE) == "#spec"
    assert len(names(page)) == 5
    assert after("m") == "#metadata"  # to the next name that begins so
    assert after(Keys.ENTER, "name") == "#metadata.name"
    assert after(Keys.HOME) == "#apiVersion"
    assert after(Keys.HOME, "*") == "#apiVersion"  # opens everything beside it
    assert {"images[]", "repository", "labels{}"} <= set(names(page))


def test_the_tree_is_one_stop_of_the_tab_key_and_says_what_it_is(page: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    line(page, "spec").click()
    assert page.run(f"return {LINES}.filter(line => line.tabIndex === 0).length") == 1
    page.press(Keys.SHIFT, Keys.TAB)
    assert page.run("return document.activeElement.id") == "page:fold"
    roles = page.run(
        """return [tree, tree.querySelector('ul'), document.querySelector('[aria-selected=true]')]
            .map(part => [part.role, part.ariaLabel])""".replace(
            "tree", "document.getElementById('page:tree')", 2
        )
    )
    assert roles == [
        ["tree", "Fields"],
        ["group", None],
        ["treeitem", "spec, ImageStreamImportSpec, required"],
    ]


def test_the_focus_is_to_be_seen(page: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    page.run(f"{LINES}[0].focus()")
    page.press(Keys.ARROW_DOWN)
    style = page.run("return getComputedStyle(document.activeElement.firstChild).outlineStyle")
    assert style == "solid"


# --------------------------------------------------------------------------------------- screens


@pytest.mark.parametrize("width", [320, 360, 390])
def test_a_phone_has_nothing_to_scroll_sideways(width: int, browser: Browser) -> None:
    browser.resize(width, 740, touch=True)
    browser.open(PAGE.as_uri())
    browser.run("document.querySelectorAll('details').forEach(part => (part.open = true))")
    at(browser, "unfold").click()
    for selector in ("documentElement", "querySelector('.tree')"):
        scrolled = browser.run(
            f"const e = document.{selector}; return [e.scrollWidth, e.clientWidth]"
        )
        assert scrolled[0] <= scrolled[1]


def test_on_a_phone_a_tap_tells_about_a_field(browser: Browser) -> None:
    browser.resize(390, 740, touch=True)
    browser.open(PAGE.as_uri())
    assert details(browser) == ""
    browser.click(line(browser, "spec"))
    assert "What the caller wants looked up" in details(browser)
    assert "images[]" in names(browser)
    row, sheet = (
        browser.run("return arguments[0].getBoundingClientRect().toJSON()", part)
        for part in (line(browser, "spec"), at(browser, "details"))
    )
    assert row["bottom"] <= sheet["top"]
    browser.driver.find_element("css selector", ".details .close").click()
    assert details(browser) == ""


def test_a_phone_has_the_search_first_and_shows_what_is_found(browser: Browser) -> None:
    browser.resize(390, 740, touch=True)
    browser.open(PAGE.as_uri())
    assert at(browser, "query").rect["y"] < 40
    search(browser, "import_mode")
    assert at(browser, "said").text.startswith("3 of 946")
    assert line(browser, MODE).rect["y"] < 740


# The contrast of every text with what is painted behind it, as WCAG 2 reckons.
_CONTRASTS = """
const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1});
const paint = canvas.getContext('2d', {willReadFrequently: true});
const fill = colour => { paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1); };
const light = () => {
  const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map(
    part => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const low = [];
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const owner = texts.currentNode.parentElement;
  if (!texts.currentNode.data.trim() || !owner.checkVisibility({opacityProperty: true})) continue;
  const around = [];
  for (let up = owner; up; up = up.parentElement) {
    around.unshift(getComputedStyle(up).backgroundColor);
  }
  around.forEach(fill);
  const behind = light();
  fill(getComputedStyle(owner).color);
  const ratio = (Math.max(behind, light()) + 0.05) / (Math.min(behind, light()) + 0.05);
  if (ratio < 4.5) low.push(`${texts.currentNode.data}: ${ratio.toFixed(2)} on ${around}`);
}
return low;
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_are_easy_to_tell_from_what_is_behind_them(scheme: str, browser: Browser) -> None:
    browser.prefer(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
    browser.open(f"{PAGE.as_uri()}#{MODE}")
    assert browser.run(_CONTRASTS) == []
    browser.run("document.querySelectorAll('details').forEach(part => (part.open = true))")
    search(browser, "until")
    search(browser, "name")
    assert browser.run(_CONTRASTS) == []


def test_colours_follow_the_system_until_the_button_says_otherwise(browser: Browser) -> None:
    background = "return getComputedStyle(document.body).backgroundColor"
    browser.prefer(prefers_color_scheme="light")
    browser.open(PAGE.as_uri())
    light = browser.run(background)
    browser.prefer(prefers_color_scheme="dark")
    dark = browser.run(background)
    assert light == "rgb(255, 255, 255)" != dark
    button = at(browser, "colours")
    assert button.get_attribute("aria-label") == "Use light colours"
    try:
        button.click()
        assert browser.run(background) == light
        browser.open(PAGE.as_uri())  # and is remembered
        assert browser.run(background) == light
    finally:
        browser.run("localStorage.clear()")


def test_nothing_moves_for_those_who_want_it_so(browser: Browser) -> None:
    moving = "return document.getAnimations().length"
    browser.open(f"{PAGE.as_uri()}#{MODE}")
    assert browser.run(moving) == 0
    browser.prefer(prefers_reduced_motion="no-preference")
    browser.open(f"{PAGE.as_uri()}#{MODE}")
    assert browser.run(moving) == 1


def test_print_shows_what_is_open_on_white_and_nothing_to_press(browser: Browser) -> None:
    browser.open(f"{PAGE.as_uri()}#{SOURCE}")
    browser.prefer("print", prefers_color_scheme="dark")
    assert browser.run("return getComputedStyle(document.body).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    for part in ("tools", "details", "kinds", "requests", "colours"):
        assert not at(browser, part).is_displayed()
    text = at(browser, "tree").text
    assert "Name of the target; for DockerImage the pull specification." in text
    assert "#" not in text
    browser.run("document.querySelectorAll('details').forEach(part => (part.open = true))")
    assert "curl -X POST" in at(browser, "requests").text
    assert "registry.example/team/app:1.2" in at(browser, "start").text
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


# -------------------------------------------------------------------------------------- requests


def test_requests_unfold_with_a_curl_command_that_can_be_copied(page: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    at(page, "requests").find_element("tag name", "summary").click()
    paths = [part.text for part in at(page, "examples").find_elements("tag name", "summary")]
    assert paths == [
        "POST/apis/image.openshift.io/v1/namespaces/$NAMESPACE/imagestreamimports",
        "POST/apis/image.openshift.io/v1/imagestreamimports",
        "POST/oapi/v1/namespaces/$NAMESPACE/imagestreamimports",
        "POST/oapi/v1/imagestreamimports",
    ]
    first = at(page, "examples").find_element("tag name", "details")
    first.find_element("tag name", "summary").click()
    shown = first.find_element("tag name", "pre").text
    first.find_element("tag name", "button").click()
    page.wait_until("[...document.querySelectorAll('.request button')][0].textContent === 'Copied'")
    at(page, "query").send_keys(Keys.CONTROL, "v")
    pasted = at(page, "query").get_attribute("value")
    assert pasted == shown.replace("\n", "") or pasted == shown.replace("\n", " ")


_SHIM = '#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done\ncat\n'
_VARIABLES = {
    "ENDPOINT": "api.example:6443",
    "TOKEN": "t0ken",
    "NAMESPACE": "team",
    "NAME": "app",
    "SELECTOR": "a=b",
}


def sent(folder: Path, command: str) -> tuple[list[str], str]:
    """The words and the input that curl gets when a shell runs the command."""
    shim = folder / "curl"
    shim.write_text(_SHIM)
    shim.chmod(0o755)
    env = {**_VARIABLES, "PATH": f"{folder}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-eu", "-c", command],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    *words, body = done.stdout.split("\0")
    return words, body


def requests_of(schema: Path, kind: str) -> list[dict[str, str]]:
    return next(each["requests"] for each in data_of(schema)["kinds"] if each["name"] == kind)


def data_of(schema: Path) -> dict[str, Any]:
    """What the script of a schema's page is given."""
    package = represent(schema)
    data: dict[str, Any] = json.loads(build_reference(package, fits_of(package)).data)
    return data


def test_each_verb_has_its_requests_on_every_path(tmp_path: Path) -> None:
    made = [
        f"{request['verb']}: {request['method']} {request['path']}"
        for request in requests_of(SCHEMA, "ImageStream")
        if request["path"].startswith("/oapi/")
    ]
    one, all_ = "/oapi/v1/namespaces/$NAMESPACE/imagestreams", "/oapi/v1/imagestreams"
    assert made == [
        f"create: POST {one}",
        f"create: POST {all_}",
        f"get: GET {one}/$NAME",
        f"list: GET {one}",
        f"list: GET {all_}",
        f"watch: GET {one}?watch=true",
        f"watch: GET {all_}?watch=true",
        f"update: PUT {one}/$NAME",
        f"patch: PATCH {one}/$NAME",
        f"delete: DELETE {one}/$NAME",
        f"deletecollection: DELETE {one}?labelSelector=$SELECTOR",
        f"get status: GET {one}/$NAME/status",
        f"update status: PUT {one}/$NAME/status",
        f"patch status: PATCH {one}/$NAME/status",
        f"get secrets: GET {one}/$NAME/secrets",
        f"get layers: GET {one}/$NAME/layers",
    ]


def test_a_name_of_two_parts_is_shown_as_two_variables(tmp_path: Path) -> None:
    paths = {request["path"] for request in requests_of(SCHEMA, "ImageStreamTag")}
    one = "/apis/image.openshift.io/v1/namespaces/$NAMESPACE/imagestreamtags"
    assert {one, f"{one}/${{STREAM}}:${{TAG}}"} <= paths


@pytest.mark.parametrize("kind", ["ImageStreamImport", "ImageStream"])
def test_a_shell_makes_of_each_command_the_request_that_it_is_about(
    kind: str, tmp_path: Path
) -> None:
    for request in requests_of(SCHEMA, kind):
        words, body = sent(tmp_path, request["curl"])
        path = re.sub(r"\$([A-Z]+)", lambda found: _VARIABLES[found[1]], request["path"])
        assert words[-1] == f"https://api.example:6443{path}"
        assert "Authorization: Bearer t0ken" in words
        method = words[words.index("-X") + 1] if "-X" in words else "GET"
        assert method == request["method"]
        if method in ("POST", "PUT"):
            version = "v1" if path.startswith("/oapi/") else "image.openshift.io/v1"
            document = json.loads(body.replace(",\n  ...", ""))
            assert document == {"kind": kind, "apiVersion": version}
        assert bool(body) == (method in ("POST", "PUT", "PATCH"))


# --------------------------------------------------------------------------- schemas of strangers


def test_a_schema_without_resources_has_a_page_that_begins_with_a_document(
    browser: Browser, tmp_path: Path
) -> None:
    fields = {"size": {"type": "integer", "minimum": 3}, "mail": {**TEXT, "format": "email"}}
    browser.open(written(tmp_path, schema_of(fields)))
    assert not at(browser, "requests").is_displayed()
    at(browser, "start").find_element("tag name", "summary").click()
    assert shells(browser, "start")[0] == "size: 3\nmail: someone@example.com"
    assert len(shells(browser, "start")) == 2
    assert names(browser) == ["size", "mail"]


def test_a_schema_of_no_object_and_without_a_document_has_a_page(
    browser: Browser, tmp_path: Path
) -> None:
    schema = {**schema_of({}), "type": "array", "items": {"not": {}}, "minItems": 1}
    schema.pop("properties")
    browser.open(written(tmp_path, schema))
    assert not at(browser, "start").is_displayed()
    assert "No fields." in at(browser, "tree").text or names(browser)


def test_a_page_of_very_many_definitions_stays_within_bounds(
    browser: Browser, tmp_path: Path
) -> None:
    many = {
        f"D{number}": {
            **record(**{f"field{index}": TEXT for index in range(8)}),
            "description": "words " * 40,
        }
        for number in range(1_500)
    }
    fields = {f"d{number}": ref(f"D{number}") for number in range(1_500)}
    address = written(tmp_path, schema_of(fields, many))
    text = (tmp_path / "reference.html").read_text("utf-8")
    plain = text[text.index("<noscript>") : text.index("</noscript>")]
    assert len(plain) < 1_000_000
    assert "more objects are told with a script" in plain
    browser.open(address)
    at(browser, "unfold").click()
    assert browser.run("return document.querySelectorAll('.row').length") <= 4_100


# ---------------------------------------------------------------------------------- hostile texts

BAD = (
    "</script><script>window.hit = 1</script><!--<script>&lt;\u2028\u2029\u202e]]>"
    "{{ 7 * 7 }}{% raw %}{# `<b>code</b>` '\"\\ </title></select><img src=x onerror=window.hit=1>"
)
WEIRD = (
    "<i>x</i>",
    "__proto__",
    "",
    "a.b",
    "[]",
    "x:y",
    "50%",
    "#h#",
    "~1",
    "page:tree",
    "é 😀",
    "\u202ertl",
)


def hostile() -> Schema:
    """A schema whose every text would like to be markup, script or a command."""
    resource = {
        "kind": "Node",
        "plural": "no'des\"$(touch hit)`touch hit`",
        "scope": "Cluster",
        "group": 'a"; touch hit #',
        "versions": ["v1' \nEOF\ntouch hit\n"],
        "verbs": ["create", "get", "patch", "watch"],
        "shortNames": [BAD],
        "subresources": ['s"$(touch hit)'],
    }
    said = {
        "description": BAD,
        "enum": [BAD, ""],
        "default": BAD,
        "examples": [BAD],
        "x-availability": {"since": BAD, "until": f"{BAD}!"},
    }
    fields = {
        name: {**TEXT, **said, "x-python-name": f"field_{number}"}
        for number, name in enumerate(WEIRD)
    }
    fields["constructor"] = record(toString=TEXT, hasOwnProperty=ref("Node"))
    fields["maps"] = mapping(mapping(ref("Node")))
    fields["tuple"] = {"type": "array", "prefixItems": [TEXT, ref("Node")], "items": TEXT}
    fields["choice"] = {"oneOf": [TEXT, record(inner=TEXT)]}
    fields["all"] = {"allOf": [ref("Node"), record(more=TEXT)]}
    rules = [
        {"check": "pattern", "field": "name", "pattern": "^<b>", "detail": re.sub("[{}]", "", BAD)}
    ]
    node = {**record(name=TEXT, nodes=array(ref("Node"))), "description": BAD, "x-rules": rules}
    root = {
        "title": f"Thing {BAD}",
        "description": BAD,
        "required": ["<i>x</i>"],
        "x-kubernetes-resources": [resource],
        "x-rules": [{"apply": "constructor.hasOwnProperty"}],
    }
    return schema_of(fields, {"Node": node}, **root)


def test_text_of_the_schema_stays_text_wherever_it_stands(browser: Browser, tmp_path: Path) -> None:
    address = written(tmp_path, hostile())
    elements = "script, img, b, i, style, iframe, object, link, meta, title, form, base"
    count = (
        f"return [...document.querySelectorAll({elements!r})].map(each => each.localName).sort()"
    )
    browser.open(address)
    before = browser.run(count)
    assert before == ["link", *["meta"] * 5, "script", "script", "style", "title"]
    assert at(browser, "title").text.startswith("Thing </script><script>window.hit = 1</script>")
    assert browser.driver.title.startswith("Thing </script>")
    at(browser, "unfold").click()
    for row in browser.driver.find_elements("css selector", ".row"):
        browser.hover(row)
    search(browser, "</script>")
    assert browser.run("return document.querySelector('mark').textContent") == "</script>"
    assert "<b>code</b>" in line(browser, "%3Ci%3Ex%3C/i%3E").text
    browser.open(f"{address}#Node:name")
    at(browser, "requests").find_element("tag name", "summary").click()
    assert "</script>" in at(browser, "about").text
    browser.open(f"{address}#constructor.hasOwnProperty.name")
    assert "<!--<script>" in details(browser)
    assert browser.run(count) == before
    assert browser.run("return window.hit ?? null") is None
    assert browser.driver.get_log("browser") == []


def test_fields_of_any_name_have_an_address_that_leads_to_them(
    browser: Browser, tmp_path: Path
) -> None:
    address = written(tmp_path, hostile())
    browser.open(address)
    at(browser, "unfold").click()
    at(browser, "unfold").click()
    links = browser.run("return [...document.querySelectorAll('.row .link')].map(e => e.href)")
    labels = browser.run(f"return {LINES}.map(line => line.ariaLabel)")
    assert len(links) == len(set(links)) > 30
    for link, label in zip(links, labels, strict=True):
        browser.open(link)
        assert browser.run("return document.activeElement.ariaLabel") == label


def test_commands_of_a_hostile_schema_run_nothing_but_curl(tmp_path: Path) -> None:
    requests = requests_of(write_schema(tmp_path, hostile()), "Node")
    assert len(requests) == 7
    for request in requests:
        words, _ = sent(tmp_path, f"cd '{tmp_path}'\n{request['curl']}")
        assert words[-1].startswith("https://api.example:6443/apis/a%22%3B%20touch%20hit%20%23/v1")
    assert not (tmp_path / "hit").exists()
