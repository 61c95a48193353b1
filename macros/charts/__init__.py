"""Every chart of the atlas, by its permanent id."""

from __future__ import annotations

from collections.abc import Mapping

from . import (
    agreements_by_decade,
    agreements_timeline,
    attrition,
    blocs_map,
    blocs_over_time,
    both_camps,
    claimed_and_documented,
    ground_stations,
    hub_and_spoke,
    multilateral,
    partners_map,
    satellites_for_others,
    science_agreements_by_income,
    technology_buyers,
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
        hub_and_spoke.CHART,
        agreements_timeline.CHART,
        agreements_by_decade.CHART,
        attrition.CHART,
        claimed_and_documented.CHART,
        science_agreements_by_income.CHART,
        ground_stations.CHART,
        satellites_for_others.CHART,
        technology_buyers.CHART,
        us_attention.CHART,
        us_institutions.CHART,
        us_china.CHART,
        multilateral.CHART,
    )
}
