"""What others say of a case: a reviewer's own numbers per line, and what turned out later."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from rendement.model.base import Day, Document, Pseudonym, YesNo, spoken
from rendement.model.estimate import ChanceField, DurationField, QuantityField


class Verdict(StrEnum):
    """What a reviewer thinks of the author's estimate."""

    AGREE = "akkoord"
    HIGHER = "hoger"
    LOWER = "lager"
    UNKNOWN = "weet-niet"


class OwnAnswer(Document):
    """The reviewer's own numbers for one line; what is left out was not judged."""

    chance: ChanceField | None = Field(None, alias="kans")
    quantity: QuantityField | None = Field(None, alias="aantal")
    start: DurationField | None = Field(None, alias="vanaf")
    duration: DurationField | None = Field(None, alias="duur")
    delay: DurationField | None = Field(None, alias="uitstel")


class Review(Document):
    """One reviewer's judgement of one line (M19): all numbers are kept."""

    line: str = Field(alias="regel")
    reviewer: Pseudonym = Field(alias="beoordelaar")
    discipline: str = Field(alias="rol")
    day: Day = Field(alias="datum")
    verdict: Verdict = Field(alias="oordeel")
    own: OwnAnswer | None = Field(None, alias="eigen")
    before_seeing: YesNo = Field(False, alias="blind")
    remark: str | None = Field(None, alias="opmerking")


class Happened(StrEnum):
    """What a follow-up found for one line."""

    YES = "ja"
    NO = "nee"
    PARTLY = "deels"
    UNKNOWN = "onbekend"


class FollowUp(Document):
    """What was seen of one line after six or twelve months, next to what was forecast."""

    line: str = Field(alias="regel")
    day: Day = Field(alias="datum")
    happened: Annotated[Happened, BeforeValidator(spoken)] = Field(alias="gebruikt")
    quantity: QuantityField | None = Field(None, alias="aantal")
    remark: str | None = Field(None, alias="opmerking")
