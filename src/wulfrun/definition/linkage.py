"""What a partnership declares before records of people are linked: law, purpose, files, thresholds."""

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from wulfrun.definition.declared import Declared

FIELDS = ("reference", "forename", "surname", "date_of_birth", "sex", "postcode")
_SHORTEST = 12


def _says_something(text: str) -> str:
    if len(text) < _SHORTEST or " " not in text:
        raise ValueError(
            f"{text!r} says too little; people are linked only under a law and for a purpose that are "
            'named, such as "Crime and Disorder Act 1998 s.115; data sharing agreement of 1 April 2026"'
        )
    return text


def _inside(text: str) -> str:
    if text.startswith(("/", "$", "~")) or ".." in text.split("/") or any(sign in text for sign in "*?["):
        raise ValueError(f"{text!r} must be the name of one file inside the agency's restricted/ folder")
    return text


Stated = Annotated[str, AfterValidator(_says_something)]
RestrictedFile = Annotated[str, AfterValidator(_inside)]


class People(Declared):
    """One agency's list of people, kept in `data/<agency>/restricted/`."""

    agency: str
    file: RestrictedFile = Field(description="Name of the file in data/<agency>/restricted/")
    columns: dict[str, str] = Field(default_factory=dict, description="Our field = the name of their column")

    @field_validator("columns")
    @classmethod
    def _known_fields(cls, columns: dict[str, str]) -> dict[str, str]:
        unknown = sorted(set(columns) - set(FIELDS))
        if unknown:
            raise ValueError(f"there is no field '{unknown[0]}'; use one of: {', '.join(FIELDS)}")
        return columns


class Linkage(Declared):
    """Records of people to be linked across agencies, on the restricted side only."""

    title: str
    legal_basis: Stated = Field(description="The law and the agreement that allow it")
    purpose: Stated = Field(description="What the linked records are for")
    people: tuple[People, ...] = Field(min_length=2, description="The agencies' lists of people")
    link_at: float = Field(
        0.99, gt=0.5, lt=1, description="Probability from which two records are one person"
    )
    review_at: float = Field(0.5, gt=0, lt=1, description="Probability from which a person looks at a pair")
    retention_days: int = Field(gt=0, le=3660, description="Days after which the result is erased")
    recipients: tuple[str, ...] = Field((), description="To whom the result is disclosed")
    truth: RestrictedFile | None = Field(
        None, description="A labelled sample (agency, reference, person) beside the first list"
    )

    @field_validator("people")
    @classmethod
    def _one_list_an_agency(cls, people: tuple[People, ...]) -> tuple[People, ...]:
        agencies = [each.agency for each in people]
        if doubled := sorted({name for name in agencies if agencies.count(name) > 1}):
            raise ValueError(f"the agency '{doubled[0]}' is named twice; join its lists in one file")
        return people

    @field_validator("review_at")
    @classmethod
    def _below_linking(cls, review_at: float, told: ValidationInfo) -> float:
        if review_at > (link_at := told.data.get("link_at", 1)):
            raise ValueError(f"review_at ({review_at}) is above link_at ({link_at}); expected below it")
        return review_at
