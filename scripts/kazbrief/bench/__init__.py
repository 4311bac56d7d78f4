"""The benchmark: how long builds take and how that grows, as ratios of one run on one machine.

``python -m kazbrief.bench`` (``make bench``) writes ``_output/bench.json`` and ``_output/bench.html``.
"""
