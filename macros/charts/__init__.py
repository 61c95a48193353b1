"""Every chart of the atlas, by its permanent id."""

from __future__ import annotations

from collections.abc import Mapping

from . import partners_map
from .chart import Chart

# A chart is one module beside this one, and one line here.
CHARTS: Mapping[str, Chart] = {chart.id: chart for chart in (partners_map.CHART,)}
