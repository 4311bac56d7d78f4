"""What classes tell of a share: a made-up country whose yearbook prints the share of Lowlanders in classes alone."""

import matplotlib.pyplot as plt
import pandas as pd

from kazbrief.measures.bounds import share_bounds

CLASSES = {"under a fifth": (0, 20), "a fifth to a half": (20, 50), "over a half": (50, 100)}
parishes = pd.DataFrame(
    [
        ("Coast", "Haven", 42_000, "over a half"),
        ("Coast", "Sands", 9_000, "a fifth to a half"),
        ("Hills", "Upper Dale", 14_000, "under a fifth"),
        ("Hills", "Lower Dale", 16_000, "a fifth to a half"),
        ("Islands", "Great Skerry", 5_000, None),  # not printed: anything from 0 to 100
        ("Islands", "Small Skerry", 3_000, "under a fifth"),
    ],
    columns=["county", "parish", "people", "lowlanders"],
)
bounds = share_bounds(parishes, CLASSES, by="county", share_class="lowlanders", population="people")
print(bounds[["county", "lower_pct", "upper_pct", "places_unknown"]].round(1).to_string(index=False))

figure, axes = plt.subplots(figsize=(6, 2))
axes.barh(bounds["county"], bounds["width_pct"], left=bounds["lower_pct"], color="#1d5b99")
axes.set(xlim=(0, 100), xlabel="Lowlanders, per cent: the true share lies somewhere in the bar")
axes.invert_yaxis()
axes.spines[["top", "right"]].set_visible(False)
figure.savefig("bounds_elsewhere.png", dpi=100, bbox_inches="tight")
