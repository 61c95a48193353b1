"""Every chart of the atlas, by its permanent id."""

from __future__ import annotations

from collections.abc import Mapping

from . import (
    agreements_timeline,
    blocs_map,
    blocs_over_time,
    both_camps,
    claimed_and_documented,
    ground_stations,
    hub_and_spoke,
    partners_map,
    us_attention,
    us_china,
    us_institutions,
)
from .chart import Chart

# A chart is one module beside this one, and one line here.
CHARTS: Mapping[str, Chart] = {
    chart.id: chart
    for chart in (
        partners_map.CHART,
        blocs_map.CHART,
        blocs_over_time.CHART,
        both_camps.CHART,
        agreements_timeline.CHART,
        hub_and_spoke.CHART,
        claimed_and_documented.CHART,
        ground_stations.CHART,
        us_attention.CHART,
        us_institutions.CHART,
        us_china.CHART,
    )
}
