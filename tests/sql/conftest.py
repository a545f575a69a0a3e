"""`pytest tests/sql --rewrite-golden` writes the golden SQL anew; read the difference before it is kept."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write tests/sql/golden anew")
