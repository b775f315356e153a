import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {queryAll, queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame, runAllTimers} from "@odoo/hoot-mock";
import {SummaryTable} from "@jxc_reports/stock_summary/summary_table";
import {visibleRange} from "@jxc_reports/stock_summary/virtual_rows";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {download} from "@web/core/network/download";
import {WebClient} from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();
// The systray of the web client counts alerts.
beforeEach(() => onRpc("jxc.alert", "get_open_count", () => 0));

const KEYS = ["opening", "purchase", "transfer_in", "total_in", "sale", "total_out"];
const SIDES = {purchase: "in", transfer_in: "in", sale: "out"};
const COLUMNS = [...KEYS, "adjustment", "closing"].map((key) => ({
    key,
    label: key,
    side: SIDES[key] || "",
    used: true,
}));

function line(name, extra = {}) {
    return {
        product_id: 1,
        code: "T1",
        name,
        uom: "Units",
        category: "Food",
        place_id: 7,
        place: "Shop",
        quantities: [10, 5, 0, 5, 3, 3, 0, 12],
        values: [100, 60, 0, 60, 33, 33, -1.5, 125.5],
        ...extra,
    };
}

function summary(extra = {}) {
    const lines = extra.lines || [line("Tea")];
    const {quantities, values} = lines[0] || line("");
    return {
        currency: "CNY",
        quantity_digits: 2,
        value_digits: 2,
        show_values: true,
        columns: COLUMNS,
        lines,
        row_count: lines.length,
        total: {quantities, values},
        untied: 0,
        ...extra,
    };
}

async function mountTable(props = {}) {
    await mountWithCleanup(SummaryTable, {
        props: {
            summary: summary(),
            measure: "both",
            folded: {},
            closedGroups: {},
            onFold: () => {},
            onToggleGroup: () => {},
            onOpen: () => {},
            ...props,
        },
    });
}

const figures = (key, measure) =>
    queryAllTexts(`tbody td[data-column=${key}][data-measure=${measure}]`);

test("visible range keeps the height of all rows", () => {
    for (const scrollTop of [0, 500, 31_990, 99_999]) {
        const {start, end, before, after} = visibleRange(1000, 32, scrollTop, 600);
        expect(before + (end - start) * 32 + after).toBe(32_000);
        expect(start).toBeWithin(0, end);
    }
    expect(visibleRange(3, 32, 0, 600)).toEqual({
        start: 0,
        end: 3,
        before: 0,
        after: 0,
    });
});

test("a long list draws only what is seen", async () => {
    const lines = Array.from({length: 5000}, (_unused, index) => line(`Tea ${index}`));
    await mountTable({summary: summary({lines})});
    await animationFrame();
    expect(queryAll(".o_jxc_row").length).toBeLessThan(100);
});

test("figures show as given, zero as blank", async () => {
    await mountTable();
    expect(figures("opening", "quantities")).toEqual(["10"]);
    expect(figures("closing", "values")).toEqual(["125.50"]);
    expect(figures("transfer_in", "values")).toEqual([""]);
    expect("td[data-column=adjustment]:first").toHaveClass("text-danger");
});

test("folding a side leaves its total", async () => {
    await mountTable({folded: {in: true}});
    expect("th[data-column=purchase]").toHaveCount(0);
    expect("th[data-column=total_in]").toHaveCount(1);
    expect("th[data-column=sale]").toHaveCount(1);
});

test("without values there is no value column", async () => {
    const hidden = line("Tea", {values: null});
    const total = {quantities: hidden.quantities, values: null};
    await mountTable({summary: summary({lines: [hidden], show_values: false, total})});
    expect("[data-measure=values]").toHaveCount(0);
    expect("th[data-column=adjustment]").toHaveCount(0);
});

test("only figures that their movements add up to can be opened", async () => {
    const moved = line("Moved", {
        quantities: [10, 5, 2, 7, 3, 3, 0, 14],
        values: [100, 60, 20, 80, 33, 33, 0, 147],
    });
    await mountTable({
        summary: summary({lines: [moved]}),
        onOpen: ({name}, {key}) => expect.step(`${name} ${key}`),
    });
    expect("tbody td[data-column=opening] button").toHaveCount(0);
    expect("tbody td[data-column=transfer_in] button").toHaveCount(1);
    expect("tbody td[data-column=total_in] button").toHaveCount(1);
    expect("tbody td[data-column=total_out] button").toHaveCount(2);
    await contains(
        "tbody td[data-column=purchase][data-measure=values] button"
    ).click();
    expect.verifySteps(["Moved purchase"]);
});

test("a closed group hides its rows and keeps its sums", async () => {
    const {quantities, values} = line("");
    const lines = [
        {group: "Food", count: 1, quantities, values},
        line("Tea"),
        {group: "Tools", count: 1, quantities: null, values},
        line("Saw"),
    ];
    await mountTable({
        summary: summary({lines, total: {quantities, values}}),
        closedGroups: {Food: true},
    });
    expect(queryAllTexts(".o_jxc_row .o_jxc_label")).toEqual(["T1Saw"]);
    // Units differ in the second group: no sum of quantities, but one of values.
    expect(figures("closing", "quantities")).toEqual(["12", "", "12"]);
    expect(figures("closing", "values")).toEqual(["125.50", "125.50", "125.50"]);
});

function mockServer() {
    onRpc("jxc.stock.summary", "get_filters", () => ({
        company: "Trading",
        show_values: true,
        presets: {
            this_month: ["2026-02-01", "2026-02-28"],
            last_month: ["2026-01-01", "2026-01-31"],
            this_quarter: ["2026-01-01", "2026-03-31"],
            this_year: ["2026-01-01", "2026-12-31"],
        },
        places: [{id: 7, name: "Shop"}],
        categories: [{id: 3, complete_name: "Food"}],
    }));
    onRpc("jxc.stock.summary", "get_summary", ({args: [options]}) => {
        const {date_from, date_to, search, hide_idle} = options;
        expect.step([date_from, date_to, search, hide_idle].join(" "));
        return search ? summary({lines: [], row_count: 0}) : summary();
    });
}

async function openScreen() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "jxc_stock_summary",
    });
}

test("filters ask for the summary they name", async () => {
    mockServer();
    await openScreen();
    expect.verifySteps(["2026-02-01 2026-02-28  false"]);
    await contains("select[aria-label=Period]").select("last_month");
    expect.verifySteps(["2026-01-01 2026-01-31  false"]);
    await contains(".o_jxc_summary .form-check-input").click();
    expect.verifySteps(["2026-01-01 2026-01-31  true"]);
    await contains(".o_jxc_search").edit("nothing");
    await runAllTimers();
    await animationFrame();
    expect.verifySteps(["2026-01-01 2026-01-31 nothing true"]);
    expect(".o_view_nocontent_smiling_face").toHaveCount(1);
});

test("downloads carry the options of the screen", async () => {
    mockServer();
    patchWithCleanup(download, {
        _download: ({url, data}) => {
            expect.step(`${url} ${JSON.parse(data.options).date_to}`);
        },
    });
    await openScreen();
    await contains("button:contains(XLSX)").click();
    await contains("button:contains(PDF)").click();
    expect.verifySteps([
        "2026-02-01 2026-02-28  false",
        "/jxc_reports/stock_summary/xlsx 2026-02-28",
        "/jxc_reports/stock_summary/pdf 2026-02-28",
    ]);
});
