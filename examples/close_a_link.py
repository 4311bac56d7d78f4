"""Close a link in a network: how much of a made-up valley's timber still reaches the sea."""

import matplotlib.pyplot as plt
import pandas as pd

from kazbrief.measures.flow import max_flow

roads = pd.DataFrame(
    [
        ("North wood", "Sawmill", 60, "county"),
        ("South wood", "Sawmill", 30, "county"),
        ("South wood", "Ford", 15, "company"),
        ("Sawmill", "Harbour", 50, "state"),
        ("Sawmill", "Ford", 25, "company"),
        ("Ford", "Harbour", 30, "company"),
    ],
    columns=["tail", "head", "lorries", "owner"],
)
flows = {"all roads open": max_flow(roads, capacity="lorries")}
for owner in roads["owner"].unique():
    flows[f"roads of the {owner} closed"] = max_flow(roads, closed={"owner": owner}, capacity="lorries")
for name, flow in flows.items():
    limits = ", ".join(f"{link.tail}-{link.head}" for link in flow.cut.itertuples()) or "nothing left to pass"
    print(f"{name}: {flow.value_mt:g} lorries a day; what limits them: {limits}")

figure, axes = plt.subplots(figsize=(6, 2))
axes.barh(list(flows), [flow.value_mt for flow in flows.values()], color="#1d5b99")
axes.set_xlabel("Lorries a day from the woods to the harbour, at most")
axes.invert_yaxis()
axes.spines[["top", "right"]].set_visible(False)
figure.savefig("close_a_link.png", dpi=100, bbox_inches="tight")
