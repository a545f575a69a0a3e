"""Where the published site stands on the web, if the partnership has said so."""

from wulfrun.publication.shelf import Row


def site_address(partnership: Row) -> str:
    """The address of the site's root with a stroke at its end; empty where it is not known.

    >>> site_address({"address": "https://safer.example/data"}), site_address({})
    ('https://safer.example/data/', '')
    """
    declared = str(partnership.get("address") or "").rstrip("/")
    return f"{declared}/" if declared else ""


def canonical(address: str, path: str) -> str:
    """The one address of a page: a folder stands for its index.

    >>> canonical("https://safer.example/", "areas/index.html")
    'https://safer.example/areas/'
    """
    return address + (path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path)
