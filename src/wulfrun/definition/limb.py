"""The four things that section 6 of the Crime and Disorder Act 1998 wants a strategy for."""

from typing import Literal

Limb = Literal["crime and disorder", "substance misuse", "re-offending", "serious violence"]
