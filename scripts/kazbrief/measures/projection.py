"""The projection of the maps, on which the method reports.

Albers' equal-area conic projection with standard parallels 45 and 51 N and the central meridian 67 E
(Snyder 1987, *Map Projections: A Working Manual*), in metres.
"""

from __future__ import annotations

import pyproj

CRS = pyproj.CRS("+proj=aea +lat_1=45 +lat_2=51 +lat_0=48 +lon_0=67 +ellps=WGS84 +units=m +no_defs")
