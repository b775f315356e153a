/* global Chart */
import {beforeEach, expect, test} from "@odoo/hoot";
import {queryAllTexts, queryOne} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";

defineMailModels();

const week = (day, extra = {}) => ({
    from: `2026-11-0${day}`,
    to: `2026-11-0${day}`,
    sold: 10,
    one_off: 0,
    days_out: 0,
    demand: 10,
    state: "known",
    events: [],
    ...extra,
});

function chart(extra = {}) {
    return {
        products: [{id: 1, name: "Milk powder"}],
        product_id: 1,
        unit: "Units",
        warehouses: [
            {id: 5, name: "Shop"},
            {id: 6, name: "Store"},
        ],
        warehouse_id: 5,
        weeks: [
            week(1, {sold: null, demand: 7, state: "borrowed"}),
            week(2, {sold: 4, demand: 7, days_out: 3}),
            week(3, {sold: 110, one_off: 100}),
            week(4, {sold: 0, demand: null, state: "out"}),
            week(5, {sold: 30, demand: 12, events: ["Double 11"]}),
            week(6, {sold: null, demand: null, state: "ahead", events: ["New Year"]}),
        ],
        notes: ["Weeks mostly out of stock, taken as unknown: 1."],
        ...extra,
    };
}

let asked = [];
let answer = chart();

beforeEach(() => {
    asked = [];
    answer = chart();
    // The systray of the web client counts alerts.
    onRpc("jxc.alert", "get_open_count", () => 0);
    onRpc("jxc.demand.history", "get_chart", ({args, kwargs}) => {
        asked.push({products: args[0], ...kwargs});
        return {...answer, warehouse_id: kwargs.warehouse_id || 5};
    });
});

async function mount() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "jxc_inventory.demand_chart",
        params: {product_ids: [1]},
    });
    await animationFrame();
}

test("sold, corrected demand and events are drawn, unknown weeks shaded", async () => {
    await mount();
    const drawn = Chart.getChart(queryOne(".o_jxc_demand_chart canvas"));
    const [demand, events, sold] = drawn.data.datasets;
    expect(demand.data).toEqual([7, 7, 10, null, 12, null]);
    expect(sold.data).toEqual([null, 4, 110, 0, 30, null]);
    expect(events.data.map((value) => value !== null)).toEqual([
        false,
        false,
        false,
        false,
        true,
        true,
    ]);
    const {states, colors} = drawn.options.plugins.jxcShadedSpans;
    expect(states.map((state) => Boolean(colors[state]))).toEqual([
        false,
        false,
        false,
        true,
        false,
        true,
    ]);
});

test("each corrected week says why, the latest first", async () => {
    await mount();
    expect(queryAllTexts(".o_jxc_demand_corrected tbody td:last-child")).toEqual([
        "Events: Double 11",
        "Out of stock: unknown",
        "One-off: 100 left out",
        "3 days out of stock: scaled up",
        "Before the first sale: demand of a similar product",
    ]);
    expect(queryAllTexts(".o_jxc_demand_notes li")).toEqual([
        "Weeks mostly out of stock, taken as unknown: 1.",
    ]);
});

test("another warehouse and span are asked for", async () => {
    await mount();
    await contains(".o_jxc_demand_warehouse").select("6");
    await contains(".o_jxc_demand_weeks").select("104");
    await animationFrame();
    expect(asked.map(({warehouse_id}) => warehouse_id)).toEqual([null, 6, 6]);
    expect(asked.at(-1).weeks).toBe(104);
    expect(asked.at(-1).products).toEqual([1]);
});

test("without any demand the screen says when it will come", async () => {
    answer = chart({weeks: [week(1, {sold: null, demand: null, state: "before"})]});
    await mount();
    expect("canvas").toHaveCount(0);
    expect(".o_jxc_demand_empty").toHaveCount(1);
});
