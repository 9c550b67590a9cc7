"""The one way our documents are declared: frozen, nothing unknown, Dutch spelling only."""

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """A frozen record whose YAML spelling is the Dutch alias of each field, and nothing else."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=False,
        str_strip_whitespace=True,
        allow_inf_nan=False,
        revalidate_instances="never",
    )
