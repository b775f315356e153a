import {getColor, getCustomColor, hexToRGBA} from "@web/core/colors/colors";
import {_t} from "@web/core/l10n/translation";
import {shadedSpans} from "../charts/shaded_spans";

const LEAST = 0.005;

/**
 * Chart.js configuration of the stock of the days ahead.
 *
 * @param {Object} chart as `get_stock_projection` of the server gives it
 * @param {Object} how `scheme` of colours; `day` formats a date
 */
export function projectionConfig({days, minimum, arrives}, {scheme, day}) {
    const blue = getColor(0, scheme, "sm");
    const orange = getColor(3, scheme, "sm");
    const red = getColor(1, scheme, "sm");
    const green = getCustomColor(scheme, "#2a9d5c", "#5cc98c");
    const grey = getCustomColor(scheme, "#9aa0ab", "#767c88");
    const line = (label, data, color, extra = {}) => ({
        type: "line",
        label,
        data,
        borderColor: color,
        backgroundColor: color,
        borderWidth: 2,
        pointRadius: 0,
        ...extra,
    });
    const marks = (label, name, color, rotation) =>
        line(
            label,
            days.map((one) => (one[name] > LEAST ? one.with_order : null)),
            color,
            {showLine: false, pointStyle: "triangle", pointRadius: 6, rotation}
        );
    const datasets = [
        line(
            _t("If nothing is ordered"),
            days.map(({without}) => without),
            red,
            {borderDash: [6, 4]}
        ),
        line(
            _t("Order when below"),
            days.map(() => minimum),
            grey,
            {borderWidth: 1}
        ),
    ];
    if (arrives) {
        datasets.unshift(
            line(
                _t("With the order"),
                days.map(({with_order}) => with_order),
                blue
            )
        );
    }
    if (days.some(({incoming}) => incoming > LEAST)) {
        datasets.push(marks(_t("Incoming"), "incoming", green, 0));
    }
    if (days.some(({outgoing}) => outgoing > LEAST)) {
        datasets.push(marks(_t("Promised or expiring"), "outgoing", orange, 180));
    }
    return {
        data: {labels: days.map((one) => day(one.day)), datasets},
        options: {
            maintainAspectRatio: false,
            animation: false,
            interaction: {intersect: false, mode: "index"},
            plugins: {
                jxcShadedSpans: {
                    states: days.map(({short}) => (short ? "out" : "")),
                    colors: {out: hexToRGBA(red, 0.14)},
                },
                legend: {
                    position: "bottom",
                    labels: {usePointStyle: true, boxHeight: 7},
                },
            },
            scales: {
                x: {grid: {display: false}, ticks: {maxTicksLimit: 7, maxRotation: 0}},
                y: {
                    beginAtZero: true,
                    grid: {color: getCustomColor(scheme, "#e7e9ed", "#3c3e4b")},
                },
            },
        },
        plugins: [shadedSpans],
    };
}
