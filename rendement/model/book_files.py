"""The files of a price book, each as the document that it is."""

from pydantic import Field

from rendement.model.base import Document, Map
from rendement.model.price import Price, PriceKey, Source
from rendement.model.series import Series


class SourceFile(Document):
    """`bronnen.yaml`."""

    sources: Map[str, Source] = Field(alias="bronnen")


class SeriesFile(Document):
    """`indexen.yaml`."""

    series: Map[str, Series] = Field(alias="reeksen")


class PriceFile(Document):
    """A file with prices of one domain."""

    prices: Map[PriceKey, Price] = Field(alias="prijzen")
