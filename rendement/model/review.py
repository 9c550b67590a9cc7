"""What others say of a case: a reviewer's own numbers in a file of their own, and what turned out later."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from rendement.model.base import Day, Document, LastDay, Pseudonym, YesNo, spoken
from rendement.model.estimate_fields import ChanceField, DurationField, LastingDurationField, QuantityField


class Verdict(StrEnum):
    """What a reviewer thinks of the author's estimate."""

    AGREE = "akkoord"
    HIGHER = "hoger"
    LOWER = "lager"
    UNKNOWN = "weet-niet"


class OwnAnswer(Document):
    """The reviewer's own numbers for one path or line; what is left out was not judged."""

    chance: ChanceField | None = Field(None, alias="kans")
    deadweight: ChanceField | None = Field(None, alias="ook_zonder_ons")
    quantity: QuantityField | None = Field(None, alias="aantal")
    start: DurationField | None = Field(None, alias="vanaf")
    duration: LastingDurationField | None = Field(None, alias="duur")
    delay: DurationField | None = Field(None, alias="uitstel")

    def __bool__(self) -> bool:
        return any(getattr(self, name) is not None for name in type(self).model_fields)


class LineReview(Document):
    """One reviewer's judgement of one path (`z1`) or line (`z1.2`)."""

    line: str = Field(alias="regel")
    own: OwnAnswer | None = Field(None, alias="eigen")
    verdict: Verdict | None = Field(None, alias="oordeel")
    remark: str | None = Field(None, alias="opmerking")


class Review(Document):
    """A review file: what one reviewer of one discipline says of one case (M19)."""

    case_id: Pseudonym = Field(alias="casus")
    discipline: Pseudonym = Field(alias="rol")
    reviewer: Pseudonym = Field(alias="beoordelaar")
    day: Day = Field(alias="datum")
    before_seeing: YesNo = Field(False, alias="blind")
    lines: tuple[LineReview, ...] = Field(alias="oordelen", min_length=1)
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
    day: LastDay = Field(alias="datum")
    happened: Annotated[Happened, BeforeValidator(spoken)] = Field(alias="gebruikt")
    quantity: QuantityField | None = Field(None, alias="aantal")
    remark: str | None = Field(None, alias="opmerking")
