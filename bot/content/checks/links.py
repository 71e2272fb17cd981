"""Links that are not safe to follow or not the original."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.content.checks.files import ContentFiles
from bot.content.checks.finding import Finding, Level


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find links of sources that are mirrors or badly written."""
    for file in files.of("topic", "urgent"):
        sources = file.get("sources")
        for index in range(len(sources) if isinstance(sources, list) else 0):
            url = file.get("sources", index, "url")
            if isinstance(url, str) and url and (told := bad_link(url, files)):
                # A child never sees it: old government pages without https are only noted.
                plain_http = re.match(r"http://", url) and not bad_link(
                    url.replace("http://", "https://", 1), files
                )
                level: Level = "warning" if plain_http else "error"
                yield file.finding(("sources", index, "url"), *told, level)


def bad_link(url: str, files: ContentFiles) -> tuple[str, str] | None:
    """Tell what is wrong with a link.

    Args:
        url: the link.
        files: for the list of mirrors in data/words.yml.

    Returns:
        What is wrong and the remedy, or None if it is well.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if "." not in host or re.search(r"\s", url) or "@" in parts.netloc:
        return f"«{url}» no es una dirección de página", "cópiala entera de la barra del navegador"
    for mirror in files.words.get("mirrors") or ():
        if str(mirror).lower() in host.lower():
            return (
                f"{host} es una copia de otra página",
                "pon la página oficial, o deja solo quién lo publica",
            )
    if parts.scheme != "https":
        return "la dirección no empieza con https://", "prueba la misma con https://"
    return None
