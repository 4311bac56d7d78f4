"""A map in five lines: the share of Kazakhs by oblast, counted on 1 January 2025."""

import kazbrief

people = kazbrief.load("oblast_people").query("ethnic_group == 'Kazakh'")
shares = kazbrief.load_geo("oblasts").merge(people, on="oblast")
shares = shares.to_crs("+proj=aea +lat_1=43 +lat_2=53 +lat_0=48 +lon_0=67")  # equal areas
axes = shares.plot("share_pct", cmap="Blues", edgecolor="white", legend=True, figsize=(8, 4))
axes.set_axis_off()
axes.figure.savefig("map_in_five_lines.png", dpi=100, bbox_inches="tight")

# Whoever prints the map names the sources and the terms of the boundaries.
print(kazbrief.sources(shares)[["publisher", "title", "url"]].to_string(index=False))
print("Boundaries: OpenStreetMap contributors, ODbL 1.0")
