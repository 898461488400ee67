"""Import many images side by side, in trio."""

import trio
from httpx2 import AsyncBaseTransport

from imagestreamimport.client import AsyncClient
from imagestreamimport.errors import ApiError


async def import_all(client: AsyncClient, images: dict[str, str]) -> dict[str, str]:
    """The digest or the problem of each stream."""
    outcome: dict[str, str] = {}

    async def one(stream: str, image: str) -> None:
        try:
            done = await client.import_image(stream, image, confirm=True)
        except ApiError as error:
            outcome[stream] = str(error)
            return
        (found,) = done.images
        outcome[stream] = found.digest or found.problem or ""

    async with trio.open_nursery() as nursery:
        for stream, image in images.items():
            nursery.start_soon(one, stream, image)
    return outcome


async def names(client: AsyncClient) -> list[str]:
    """The names of all streams."""
    return [stream.metadata.name async for stream in client.imagestreams.list()]


def main(images: dict[str, str], transport: AsyncBaseTransport | None = None) -> list[str]:
    """Import all, print what came of them, and name the streams."""

    async def run() -> list[str]:
        url = "http://fake"
        async with AsyncClient(url, namespace="team", transport=transport) as client:
            for stream, result in sorted((await import_all(client, images)).items()):
                print(f"{stream}: {result}")
            return await names(client)

    return trio.run(run)
