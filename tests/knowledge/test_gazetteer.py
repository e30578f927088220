from pathlib import Path

import pytest

from dragoman.errors import BadKnowledge
from dragoman.knowledge.gazetteer import Gazetteer, load_gazetteer
from dragoman.knowledge.gazetteer_index import Country, Division, Entry, Index, Row, folded, write_index
from dragoman.knowledge.toml import DATA

Box = tuple[float, float, float, float]

COUNTRIES = [Country("FR", "FRA", "France", 3017382, 66_000_000, ("French Republic",))]
DIVISIONS = [Division("FR.", "", 3017382), Division("FR.11", "Île-de-France", 3012874)]


def entry(geonames: int, name: str, lat: float, lon: float, people: int, *others: str) -> Entry:
    return Entry(Row(geonames, lat, lon, 1, people, False), name, others)


ENTRIES = [
    entry(2988507, "Paris", 48.85341, 2.3488, 2_138_551, "Parigi", "Lutetia"),
    entry(2988508, "Léon", 43.88, -1.30, 1_900),
    entry(2988509, "Leon", -47.0, -179.9, 700, "Parigi"),
    *(entry(n, f"Villeneuve {n}", 45.0, 3.0, n, f"Newtown {n}") for n in range(1, 1500)),
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(DATA)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    write_index(tmp_path / "small.idx", ENTRIES, COUNTRIES, DIVISIONS)
    return Index(tmp_path / "small.idx")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("São Paulo", "sao paulo"),
        ("Sana'a", "sanaa"),
        ("St. John's", "saint johns"),
        ("The Hague", "hague"),
        ("Łódź", "lodz"),
        ("Port-au-Prince", "port au prince"),
        ("the", "the"),
        ("", ""),
    ],
)
def test_names_are_folded(name: str, key: str) -> None:
    assert folded(name) == key


def test_what_is_written_is_found(index: Index) -> None:
    own, others = index.find("paris")
    assert [index.name(n) for n in own] == ["Paris"]
    row = index.row(own[0])
    assert (row.geonames, row.lat, row.lon) == (2988507, 48.853, 2.349)
    assert row.population == pytest.approx(2_138_551, rel=0.4)
    assert not others


def test_spellings_of_one_name_keep_their_accents(index: Index) -> None:
    own, _ = index.find("leon")
    assert {index.name(n): index.row(n).geonames for n in own} == {"Léon": 2988508, "Leon": 2988509}


def test_alternate_names_lead_to_all_their_places(index: Index) -> None:
    own, others = index.find("parigi")
    assert not own
    assert {index.name(n) for n in others} == {"Paris", "Leon"}


def test_names_in_every_block_are_found(index: Index) -> None:
    assert len(index) == len(ENTRIES)
    for number in range(1, 1500):
        own, _ = index.find(f"villeneuve {number}")
        assert [index.row(n).geonames for n in own] == [number]
        _, others = index.find(f"newtown {number}")
        assert [index.name(n) for n in others] == [f"Villeneuve {number}"]


@pytest.mark.parametrize("name", ["", "zzz", "a", "pari", "paris\t", "aris", "newtown"])
def test_unknown_names_are_not_found(index: Index, name: str) -> None:
    assert index.find(name) == (range(0), ())


def test_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    write_index(tmp_path / "one", ENTRIES, COUNTRIES, DIVISIONS)
    write_index(tmp_path / "two", reversed(ENTRIES), COUNTRIES, DIVISIONS)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("content", [b"", b"DRGAZ", b"SQLite format 3\x00" + b"\x00" * 64])
def test_a_broken_index_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.idx").write_bytes(content)
    with pytest.raises(BadKnowledge, match=r"broken\.idx"):
        Index(tmp_path / "broken.idx")


@pytest.mark.parametrize(
    ("name", "kind", "country", "lat", "lon"),
    [
        ("Kiev", "town", "UKR", 50.45, 30.52),
        ("Aleppo", "town", "SYR", 36.20, 37.16),
        ("Louisiana", "division", "USA", 31.0, -92.0),
        ("Rapides Parish", "district", "USA", 31.2, -92.5),
        ("Bavaria", "division", "DEU", 48.9, 11.4),
        ("Strait of Hormuz", "strait", None, 26.6, 56.5),
        ("Yongbyon", "site", "PRK", 39.8, 125.8),
        ("Ivory Coast", "country", "CIV", 8.0, -5.0),
    ],
)
def test_the_shipped_gazetteer_knows(gazetteer: Gazetteer, name: str, kind: str, country: str | None,
                                     lat: float, lon: float) -> None:  # fmt: skip
    fits = [p for p in gazetteer.find(name) if p.kind == kind and p.country == country]
    assert any(abs(p.lat - lat) < 1 and abs(p.lon - lon) < 1 for p in fits), gazetteer.find(name)


def test_places_of_one_name_come_by_population(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Springfield")
    assert len({p.division for p in found}) > 10
    assert [p.population for p in found] == sorted((p.population for p in found), reverse=True)


@pytest.mark.parametrize(
    ("words", "division"),
    [
        ("La.", "US.LA"),
        ("N.Y.", "US.NY"),
        ("W. Va.", "US.WV"),
        ("Ont.", "CA.08"),
        ("TX", "US.TX"),
    ],
)
def test_abbreviated_divisions(gazetteer: Gazetteer, words: str, division: str) -> None:
    place = gazetteer.abbreviated(words)
    assert place is not None
    assert place.division == division


@pytest.mark.parametrize("words", ["La", "Ore", "Miss", "Man", "Springfield", ""])
def test_words_that_are_no_abbreviations(gazetteer: Gazetteer, words: str) -> None:
    assert gazetteer.abbreviated(words) is None


@pytest.fixture(scope="module")
def bounds() -> dict[str, Box]:
    """South, north, west, east of each country's towns."""
    index = Index(DATA / "gazetteer.idx")
    iso3 = {c.iso2: c.iso3 for c in index.countries}
    found: dict[str, Box] = {}
    for number in range(len(index)):
        row = index.row(number)
        country = iso3[index.divisions[row.division].code[:2]]
        south, north, west, east = found.get(country, (90.0, -90.0, 180.0, -180.0))
        found[country] = (min(south, row.lat), max(north, row.lat), min(west, row.lon), max(east, row.lon))
    return found


def test_points_lie_in_their_countries(
    gazetteer: Gazetteer, bounds: dict[str, tuple[float, float, float, float]]
) -> None:
    """A slip in a sign or a code of map_points.toml or regions.toml puts a place into another country."""
    countries = [c for iso3 in bounds if (c := gazetteer.country(iso3))]
    assert len(countries) > 230
    regions = [r for r in gazetteer.regions if r.country in bounds and r.kind not in ("sea", "mountains")]
    away = [
        p.name
        for p in (*countries, *regions)
        for south, north, west, east in (bounds[p.country or ""],)
        if not (south - 3 <= p.lat <= north + 3 and west - 3 <= p.lon <= east + 3)
    ]
    assert away == ["Svalbard and Jan Mayen"]  # its only town is in the south


def test_regions_are_unique_and_have_examples_that_name_them(gazetteer: Gazetteer) -> None:
    names = [region.name for region in gazetteer.regions]
    assert len(names) == len(set(names))
    for region in gazetteer.regions:
        assert -90 <= region.lat <= 90, region.name
        assert -180 <= region.lon <= 180, region.name
        assert region.country is None or gazetteer.country(region.country), region.name
        for example in region.examples:
            assert any(name.lower() in example.lower() for name in (region.name, *region.aliases)), example
