"""Tag lists in pages: the Link of the next one, as registries and proxies write it."""

from __future__ import annotations

import pytest

from streamport.registry import Pool, RegistryConfig
from streamport.registry.errors import BrokenContent
from streamport.registry.limits import Limits
from tests.support.registries.clients import failing, repository
from tests.support.registries.loopback import Server
from tests.support.registries.scripted import Asked, Said, scripted

pytestmark = pytest.mark.anyio
NEXT = "/v2/app/tags/list?last=v1"


async def tags(link: str) -> tuple[list[str], Server]:
    """The tags of a registry whose first page has this Link, and the registry."""

    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/":
            return None
        if asked.query.get("last") == ["v1"]:
            return Said(body={"tags": ["v2"]}, headers={"Link": ""})
        shown = link.replace("HOST", asked.host)
        return Said(body={"tags": ["v1"]}, headers={"Link": shown})

    with scripted(answer) as server:
        async with Pool() as pool:
            return await repository(pool, server.host).tags(), server


@pytest.mark.parametrize(
    "link",
    [
        f'<{NEXT}>; rel="next"',
        f'<http://HOST{NEXT}>; rel="next"',
        f'<https://HOST{NEXT}>; rel="next"',  # TLS ends before the registry
        f'<http://HOST:443{NEXT}>; rel="next"'.replace("HOST", "registry.example"),
        f'<http://Registry.Example{NEXT}>; rel="next"',
        f'<http://pulpcore-api{NEXT}>; rel="next"',
        f'<//other.example{NEXT}>; rel="next"',
        f'<http://user:secret@other.example{NEXT}>; rel="next"',
        '<?last=v1>; rel="next"',
        '<list?last=v1>; rel="next"',
        f"<{NEXT}>",
        f"<{NEXT}>; rel=next",
        f'<{NEXT}>; title="a"; REL="prefetch Next"',
        f'</v2/app/tags/list?last=v0>; rel="prev", <{NEXT}>; rel="next"',
        f"{NEXT}; rel=next",
    ],
)
async def test_the_next_page_is_asked_at_the_registry_itself(link: str) -> None:
    found, server = await tags(link)
    assert found == ["v1", "v2"]
    assert server.asked("last")[0].startswith("GET /v2/app/tags/list?last=v1")


@pytest.mark.parametrize("link", ["", '</v2/app/tags/list?last=v0>; rel="prev"', "<>; rel=first"])
async def test_there_is_no_next_page(link: str) -> None:
    found, server = await tags(link)
    assert found == ["v1"]
    assert len(server.asked("tags")) == 1


async def test_pages_that_lead_round_in_circles() -> None:
    link = {"Link": f"<http://elsewhere.example{NEXT}>; rel=next"}
    with scripted(lambda asked: Said(body={"tags": ["a"]}, headers=link)) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).tags())
        assert failed.text == "the pages of the tag list lead round in circles"
        assert len(server.asked("tags")) == 2


async def test_pages_without_an_end() -> None:
    def answer(asked: Asked) -> Said | None:
        last = int(asked.query.get("last", ["0"])[0]) + 1
        link = {"Link": f"</v2/app/tags/list?last={last}>; rel=next"}
        return None if asked.path == "/v2/" else Said(body={"tags": []}, headers=link)

    with scripted(answer) as server:
        async with Pool(RegistryConfig(limits=Limits(tags_pages=20))) as pool:
            failed = await failing(repository(pool, server.host).tags())
        assert isinstance(failed, BrokenContent)
        assert failed.text == "the tag list has more than 20 pages"
        assert len(server.asked("tags")) == 20


@pytest.mark.parametrize("more", [0, 1])
async def test_a_list_of_too_many_tags_is_told_before_all_pages_are_read(more: int) -> None:
    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/":
            return None
        page = int(asked.query.get("last", ["0"])[0]) + 1
        listed = [f"v{number}" for number in range(2 + (more and page == 2))]
        shown = f'</v2/app/tags/list?last={page}>; rel="next"' if page < 2 or more else ""
        return Said(body={"tags": listed}, headers={"Link": shown})

    config = RegistryConfig(limits=Limits(tags=4))
    with scripted(answer) as server:
        async with Pool(config) as pool:
            listing = repository(pool, server.host).tags()
            if not more:
                assert len(await listing) == 4
                return
            with pytest.raises(BrokenContent, match="more than 4 tags"):
                await listing
    assert len(server.asked("tags")) == 2
