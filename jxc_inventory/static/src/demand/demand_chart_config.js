import {getColor, getCustomColor, hexToRGBA} from "@web/core/colors/colors";
import {_t} from "@web/core/l10n/translation";
import {shadedSpans} from "../charts/shaded_spans";

/**
 * Chart.js configuration of a demand series.
 *
 * @param {Object} chart as `get_chart` of the server gives it
 * @param {Object} how `scheme` of colours; `day` formats a date; `why` lists the reasons
 * for what a week shows
 */
export function chartConfig({weeks}, {scheme, day, why}) {
    const blue = getColor(0, scheme, "sm");
    const grey = getCustomColor(scheme, "#c3c7cf", "#565b66");
    const orange = getColor(3, scheme, "sm");
    const red = getColor(1, scheme, "sm");
    const highest = Math.max(
        1,
        ...weeks.map(({sold, demand}) => Math.max(sold || 0, demand || 0))
    );
    return {
        data: {
            labels: weeks.map((week) => day(week.to)),
            datasets: [
                {
                    type: "line",
                    label: _t("Demand to forecast from"),
                    data: weeks.map(({demand}) => demand),
                    borderColor: blue,
                    backgroundColor: blue,
                    borderWidth: 2,
                    pointRadius: 1.5,
                    segment: {
                        borderDash: ({p0DataIndex}) =>
                            weeks[p0DataIndex].state === "borrowed"
                                ? [4, 3]
                                : undefined,
                    },
                },
                {
                    type: "line",
                    label: _t("Events"),
                    data: weeks.map(({events}) =>
                        events.length ? highest * 1.08 : null
                    ),
                    borderColor: orange,
                    backgroundColor: orange,
                    showLine: false,
                    pointStyle: "triangle",
                    pointRadius: 5,
                    rotation: 180,
                },
                {
                    type: "bar",
                    label: _t("Sold"),
                    data: weeks.map(({sold}) => sold),
                    backgroundColor: grey,
                    categoryPercentage: 1,
                    barPercentage: 0.8,
                },
            ],
        },
        options: {
            maintainAspectRatio: false,
            animation: false,
            interaction: {intersect: false, mode: "index"},
            plugins: {
                jxcShadedSpans: {
                    states: weeks.map(({state}) => state),
                    colors: {
                        out: hexToRGBA(red, 0.2),
                        ahead: hexToRGBA(blue, 0.06),
                    },
                },
                legend: {
                    position: "bottom",
                    labels: {usePointStyle: true, boxHeight: 7},
                },
                tooltip: {
                    filter: ({datasetIndex}) => datasetIndex !== 1,
                    callbacks: {
                        title: ([item]) => {
                            const week = weeks[item?.dataIndex];
                            return week ? `${day(week.from)} – ${day(week.to)}` : "";
                        },
                        afterBody: ([item]) => (item ? why(weeks[item.dataIndex]) : []),
                    },
                },
            },
            scales: {
                x: {grid: {display: false}, ticks: {maxTicksLimit: 9, maxRotation: 0}},
                y: {
                    beginAtZero: true,
                    grid: {color: getCustomColor(scheme, "#e7e9ed", "#3c3e4b")},
                },
            },
        },
        plugins: [shadedSpans],
    };
}
