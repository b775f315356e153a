import {describe, expect, test} from "@odoo/hoot";
import {BacktestChartField} from "@jxc_inventory/backtest/backtest_chart_field";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

const chart = {days: ["2026-11-15", "2026-11-22"], forecast: [5, 4], baseline: [9, 8]};

async function mount(data) {
    return mountWithCleanup(BacktestChartField, {
        props: {name: "chart", record: {data: {chart: data}}, readonly: true},
        noMainContainer: true,
    });
}

test("both policies are drawn, with one label a week", async () => {
    const field = await mount(chart);
    const {labels, datasets} = field.chart.data;
    expect(labels).toHaveLength(2);
    expect(datasets.map((one) => one.data)).toEqual([
        [5, 4],
        [9, 8],
    ]);
    expect(".o_jxc_backtest_chart canvas").toHaveCount(1);
});

test("demand of a product is drawn as bars", async () => {
    const field = await mount({...chart, asked: [1, 2]});
    const bars = field.chart.data.datasets.filter((one) => one.type === "bar");
    expect(bars.map((one) => one.data)).toEqual([[1, 2]]);
});

test("without a result there is no chart", async () => {
    await mount(false);
    expect("canvas").toHaveCount(0);
});
