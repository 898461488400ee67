"""A field of a Django form for an image stream as JSON, which shows every cause."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from imagestreamimport import models, validators


class ImageStreamField(forms.CharField):
    """A text field whose value is an image stream."""

    def clean(self, value: Any) -> models.ImageStream:
        """The stream as a model. Raises ValidationError with a line for each cause."""
        text = super().clean(value)
        try:
            document = json.loads(text)
        except ValueError as error:
            raise ValidationError(f"not JSON: {error}") from error
        if not isinstance(document, dict):
            raise ValidationError("an image stream is a JSON object")
        causes = validators.validate(document, kind="ImageStream")
        if causes:
            raise ValidationError([f"{cause.field}: {cause.message}" for cause in causes])
        return models.from_dict(document, models.ImageStream)


class StreamForm(forms.Form):
    """A form with one stream."""

    stream = ImageStreamField()
