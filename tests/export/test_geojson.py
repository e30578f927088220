"""GeoJSON: the library of that name finds no fault, and longitude comes first."""

import geojson as theirs
import msgspec
import pytest

from dragoman.export.geojson import geojson


@pytest.mark.parametrize("times", [0, 1, 3])
def test_it_is_valid(record, times):
    made = theirs.loads(b"".join(geojson([record] * times)))
    assert isinstance(made, theirs.FeatureCollection)
    assert made.is_valid
    assert len(made.features) == times


def test_a_feature(record):
    (feature,) = theirs.loads(b"".join(geojson([record]))).features
    assert feature.geometry.coordinates == [4.35, 50.85]
    assert feature.properties["actor"] == "Nikol Pashinyan; Ilham Aliyev"
    assert feature.properties["type"] == "CONSULT"


def test_a_place_without_coordinates_is_no_feature(record):
    bare = tuple(msgspec.structs.replace(place, lat=None) for place in record.places)
    assert not theirs.loads(b"".join(geojson([msgspec.structs.replace(record, places=bare)]))).features
