"""POLECAT, ICEWS and GDELT: the columns are theirs, in their order, and hold what they hold there."""

import io

import msgspec
import pandas
import pytest

from dragoman.export import gdelt, icews, polecat
from dragoman.export.manner import Manner
from dragoman.export.profile import CAMEO
from dragoman.model import Entity

# The header of POLECAT's files, https://dataverse.harvard.edu/dataverse/icews
POLECAT = """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"""


@pytest.fixture
def dated(record):
    return msgspec.structs.replace(
        record, report=msgspec.structs.replace(record.report, published="2024-07-19", url="https://example.org/a")
    )


def read(pieces, **options):
    return pandas.read_csv(io.BytesIO(b"".join(pieces)), sep="\t", dtype=str, keep_default_na=False, **options)


def test_polecat(dated):
    rows = read(polecat.polecat([dated])).set_index("Event ID")
    assert "|".join(["Event ID", *rows.columns]) == POLECAT
    met = rows.loc["r/event/meet"]
    assert (met["Event Type"], met["Quad Code"], met["Intensity"]) == ("CONSULT", "1", "2.5")
    assert met["Actor Country"] == "ARM; AZE"
    assert met["Primary Actor Sector"] == "GOV"
    assert (met["Latitude"], met["GeoNames ID"]) == ("50.85", "2800866")
    assert met["Event Date"] == "2024-07-19"
    assert rows.loc["r/event/cross"].Contexts == "negation"
    assert rows.loc["r/event/reopen"].Contexts == "hypothetical"


def test_icews(dated):
    rows = read(icews.icews([dated]))
    assert len(rows.columns) == 20
    assert list(rows["CAMEO Code"]) == ["040", "194"]  # not what was denied or is only possible
    met, shelling = rows.to_dict("records")
    assert (met["Source Name"], met["Target Name"]) == ("Nikol Pashinyan", "Ilham Aliyev")
    assert (met["Source Country"], met["Source Sectors"]) == ("ARM", "GOV")
    assert (shelling["Source Name"], shelling["Target Country"], shelling["Intensity"]) == ("", "ARM", "-9.5")


def test_gdelt(dated):
    rows = read(gdelt.gdelt([dated]), header=None, names=gdelt.COLUMNS)
    assert len(gdelt.COLUMNS) == 58
    met, shelling = rows.to_dict("records")
    assert [met[c] for c in ("SQLDATE", "MonthYear", "Year", "DATEADDED")] == ["20240719", "202407", "2024", "20240719"]
    assert met["FractionDate"] == "2024.6274"
    assert [met[c] for c in ("Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1Type1Code")] == [
        "ARMGOV", "NIKOL PASHINYAN", "ARM", "GOV",
    ]  # fmt: skip
    assert [met[c] for c in ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass")] == ["040", "040", "04", "1"]
    assert met["ActionGeo_CountryCode"] == "BE"
    assert shelling["QuadClass"] == "4"
    assert shelling["Actor1Code"] == ""
    assert rows.GLOBALEVENTID.map(int).is_unique


@pytest.mark.parametrize(
    ("kind", "code", "nationals", "officials", "coded"),
    [
        ("person", "ARMGOV", "civilians", "sector", "ARMGOV"),
        ("person", "ARMGOV", "civilians", "country", "ARM"),
        ("people", "ARM", "civilians", "sector", "ARMCVL"),
        ("people", "ARMCVL", "country", "sector", "ARM"),
        ("state", "ARM", "civilians", "country", "ARM"),
        ("group", "ARMREB", "country", "country", "ARMREB"),
    ],
)
def test_conventions(dated, kind, code, nationals, officials, coded):
    first = Entity(id="r/entity/pashinyan", name="X", kind=kind, country="ARM", code=code)
    changed = msgspec.structs.replace(dated, entities=(first, *dated.entities[1:]))
    profile = msgspec.structs.replace(CAMEO, nationals=nationals, officials=officials)
    rows = read(gdelt.gdelt([changed], Manner("none", profile)), header=None, names=gdelt.COLUMNS)
    assert rows.Actor1Code[0] == coded


def test_an_organization_of_no_country(dated):
    first = Entity(id="r/entity/pashinyan", name="NATO", kind="organization", code="IGONAT")
    changed = msgspec.structs.replace(dated, entities=(first, *dated.entities[1:]))
    row = read(gdelt.gdelt([changed]), header=None, names=gdelt.COLUMNS).iloc[0]
    assert (row.Actor1Code, row.Actor1CountryCode, row.Actor1Type1Code) == ("IGONAT", "", "IGO")
    assert row.Actor1KnownGroupCode == "NAT"


def test_a_state_acts_by_its_government_in_polecat_only(dated):
    state = Entity(id="r/entity/armenia", name="Armenia", kind="state", country="ARM", code="ARM", sectors=("GOV",))
    changed = msgspec.structs.replace(dated, entities=(*dated.entities[:3], state))
    assert read(polecat.polecat([changed]))["Primary Recipient Sector"][1] == "GOV"
    assert read(icews.icews([changed]))["Target Sectors"][1] == ""


@pytest.mark.parametrize(
    ("status", "type", "kept"),
    [
        ("planned", "AGREE", True), ("planned", "CONSULT", False), ("asked", "REQUEST", True),
        ("asked", "CONSULT", False), ("possible", "AGREE", False), ("ongoing", "CONSULT", True),
    ],
)  # fmt: skip
def test_what_is_planned_is_kept_where_its_code_says_so(dated, status, type, kept):
    event = msgspec.structs.replace(dated.events[0], status=status, type=type)
    rows = b"".join(gdelt.gdelt([msgspec.structs.replace(dated, events=(event,))]))
    assert bool(rows) == kept
