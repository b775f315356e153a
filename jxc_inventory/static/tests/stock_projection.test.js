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

const day = (number, without, with_order, extra = {}) => ({
    day: `2026-11-0${number}`,
    without,
    with_order,
    short: false,
    short_with_order: false,
    incoming: 0,
    outgoing: 0,
    ...extra,
});

function projection(extra = {}) {
    return {
        product: "Milk powder",
        unit: "Units",
        warehouse: "Shop",
        minimum: 20,
        maximum: 40,
        days: [
            day(1, 15, 15),
            day(2, 5, 5, {incoming: 3}),
            day(3, 0, 25.5, {short: true}),
            day(4, 0, 15.5, {short: true, outgoing: 2}),
        ],
        order: 30,
        in_rfq: 0,
        arrives: "2026-11-03",
        ...extra,
    };
}

let answer = projection();
let pressed = [];

beforeEach(() => {
    answer = projection();
    pressed = [];
    // The systray of the web client counts alerts.
    onRpc("jxc.alert", "get_open_count", () => 0);
    onRpc("stock.warehouse.orderpoint", "get_stock_projection", ({args}) => {
        expect(args).toEqual([7]);
        return answer;
    });
    onRpc("stock.warehouse.orderpoint", "action_demand_chart", ({args}) => {
        pressed.push(args[0]);
        return false;
    });
});

async function mount() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "jxc_inventory.stock_projection",
        target: "new",
        params: {orderpoint_id: 7},
    });
    await animationFrame();
}

const drawn = () => Chart.getChart(queryOne(".o_jxc_stock_projection canvas"));
const line = (label) => drawn().data.datasets.find((one) => one.label === label);

test("stock with the order and without it is drawn, days without stock shaded", async () => {
    await mount();
    expect(line("With the order").data).toEqual([15, 5, 25.5, 15.5]);
    expect(line("If nothing is ordered").data).toEqual([15, 5, 0, 0]);
    expect(line("Order when below").data).toEqual([20, 20, 20, 20]);
    const {states, colors} = drawn().options.plugins.jxcShadedSpans;
    expect(states.map((state) => Boolean(colors[state]))).toEqual([
        false,
        false,
        true,
        true,
    ]);
});

test("what arrives and what is promised is marked on its day", async () => {
    await mount();
    expect(line("Incoming").data).toEqual([null, 5, null, null]);
    expect(line("Promised or expiring").data).toEqual([null, null, null, 15.5]);
});

test("the findings say when it runs out, and what the order does about it", async () => {
    await mount();
    expect(queryAllTexts(".o_jxc_projection_findings li")).toEqual([
        "If nothing is ordered: out of stock on 11/03/2026.",
        "An order of 30 placed now is there on 11/03/2026.",
        "After that, stock lasts beyond 11/04/2026.",
    ]);
});

test("what runs out before the order comes does not count against it", async () => {
    answer = projection({
        days: [
            day(1, 0, 0, {short: true, short_with_order: true}),
            day(2, 0, 9, {short: true}),
            day(3, 0, 0, {short: true, short_with_order: true}),
        ],
        arrives: "2026-11-02",
    });
    await mount();
    expect(queryAllTexts(".o_jxc_projection_findings li").at(-1)).toBe(
        "After that, out of stock on 11/03/2026."
    );
});

test("with nothing to order there is one line, and it says how long stock lasts", async () => {
    answer = projection({
        days: [day(1, 90, 90), day(2, 80, 80)],
        order: 0,
        arrives: false,
    });
    await mount();
    expect(line("With the order")).toBe(undefined);
    expect(queryAllTexts(".o_jxc_projection_findings li")).toEqual([
        "If nothing is ordered: stock lasts beyond 11/02/2026.",
    ]);
});

test("requests for quotation are told apart from the order", async () => {
    answer = projection({order: 0, in_rfq: 12});
    await mount();
    expect(queryAllTexts(".o_jxc_projection_findings li")[1]).toBe(
        "12 more in requests for quotation, reckoned with as if ordered now."
    );
});

test("without a forecast the screen says when it will come", async () => {
    answer = projection({days: []});
    await mount();
    expect("canvas").toHaveCount(0);
    expect(".o_jxc_projection_empty").toHaveCount(1);
});

test("the demand behind it is a click away", async () => {
    await mount();
    await contains(".o_jxc_stock_projection button").click();
    expect(pressed).toEqual([[7]]);
});
