"""Every chart of the atlas, by its permanent id."""

from __future__ import annotations

from collections.abc import Mapping

from . import (
    agreements_timeline,
    blocs_map,
    blocs_over_time,
    claimed_and_documented,
    ground_stations,
    partners_map,
)
from .chart import Chart

# A chart is one module beside this one, and one line here.
CHARTS: Mapping[str, Chart] = {
    chart.id: chart
    for chart in (
        partners_map.CHART,
        blocs_map.CHART,
        blocs_over_time.CHART,
        agreements_timeline.CHART,
        claimed_and_documented.CHART,
        ground_stations.CHART,
    )
}
