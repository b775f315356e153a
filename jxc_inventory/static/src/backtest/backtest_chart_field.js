/* global Chart */
import {Component, onWillStart, onWillUnmount, useEffect, useRef} from "@odoo/owl";
import {loadBundle} from "@web/core/assets";
import {cookie} from "@web/core/browser/cookie";
import {getColor, getCustomColor, hexToRGBA} from "@web/core/colors/colors";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Stock week by week as it would have been: with the forecast, and otherwise. */
export class BacktestChartField extends Component {
    static template = "jxc_inventory.BacktestChartField";
    static props = {...standardFieldProps};

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.data]
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    get data() {
        return this.props.record.data[this.props.name];
    }

    draw() {
        this.chart?.destroy();
        if (this.canvas.el && this.data) {
            this.chart = new Chart(this.canvas.el, this.config);
        }
    }

    get config() {
        const {days} = this.data;
        const grid = getCustomColor(cookie.get("color_scheme"), "#e7e9ed", "#3c3e4b");
        return {
            type: "line",
            data: {
                labels: days.map((day) => formatDate(deserializeDate(day))),
                datasets: this.datasets,
            },
            options: {
                maintainAspectRatio: false,
                animation: false,
                interaction: {intersect: false, mode: "index"},
                plugins: {legend: {position: "bottom"}},
                scales: {
                    x: {grid: {display: false}, ticks: {maxTicksLimit: 9}},
                    y: {beginAtZero: true, grid: {color: grid}},
                },
            },
        };
    }

    get datasets() {
        const {asked, forecast, baseline} = this.data;
        const scheme = cookie.get("color_scheme");
        const line = (label, data, color) => ({
            label,
            data,
            borderColor: color,
            backgroundColor: color,
            borderWidth: 2,
            pointRadius: 0,
        });
        const grey = getCustomColor(scheme, "#6b7280", "#9ca3af");
        const datasets = [
            line(_t("Stock with the forecast"), forecast, getColor(1, scheme, "odoo")),
            {...line(_t("Stock with the other"), baseline, grey), borderDash: [5, 4]},
        ];
        if (asked) {
            datasets.push({
                type: "bar",
                label: _t("Demand"),
                data: asked,
                backgroundColor: hexToRGBA(getColor(2, scheme, "odoo"), 0.35),
            });
        }
        return datasets;
    }
}

registry.category("fields").add("jxc_backtest_chart", {
    component: BacktestChartField,
    supportedTypes: ["json"],
});
