"""The kilometres of your own line by country: a made-up railway from Astana to Omsk and on to Barnaul."""

import geopandas
import matplotlib.pyplot as plt
import shapely

import kazbrief
from kazbrief.measures.geodesic import line_lengths

stops = [(71.43, 51.13), (69.14, 54.87), (73.37, 54.99), (76.97, 52.29), (83.76, 53.35)]
railway = geopandas.GeoDataFrame(
    {"railway": ["Northern loop"]}, geometry=[shapely.LineString(stops)], crs=4326
)
countries = kazbrief.load_geo("countries")
lengths = line_lengths(railway, countries, key="railway")
print(lengths.round(1).to_string(index=False))

axes = countries.plot(color="#f4f1ea", edgecolor="#8a8f94", linewidth=0.6, figsize=(6, 3.4))
railway.plot(ax=axes, color="#b3541e", linewidth=2)
axes.set(xlim=(64, 88), ylim=(48, 58), title="Northern loop (made up)")
axes.set_aspect(1 / 0.6)  # a degree of longitude is about six tenths of one of latitude here
for part, label_at in (("KAZ", (67, 50)), ("RUS", (80, 56.5))):
    kilometres = lengths.set_index("part").loc[part, "length_km"]
    axes.annotate(f"{part} {kilometres:,.0f} km", label_at)
axes.figure.savefig("line_by_country.png", dpi=100, bbox_inches="tight")
plt.close(axes.figure)
