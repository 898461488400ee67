"""A FastAPI service that takes image streams and answers with the causes of what is wrong."""

from typing import Any

from fastapi import FastAPI, HTTPException

from imagestreamimport import defaults, validators

app = FastAPI()


@app.post("/streams")
def check(document: dict[str, Any]) -> dict[str, Any]:
    """The stream with its defaults; 422 with the place of each problem."""
    causes = validators.validate(document, kind="ImageStream")
    if causes:
        detail = [{"loc": cause.pointer, "msg": cause.message} for cause in causes]
        raise HTTPException(422, detail)
    return defaults.apply(document, kind="ImageStream")
