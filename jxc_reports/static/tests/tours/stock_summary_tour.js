import {registry} from "@web/core/registry";

const cell = (column, text) =>
    `.o_jxc_row td[data-column=${column}][data-measure=quantities]:contains(${text})`;

const pick = (name, day) => ({
    trigger: `.o_jxc_summary input[name=${name}]`,
    run({anchor}) {
        // A date picker hands over a whole date at once; typing keys does not.
        anchor.value = day;
        anchor.dispatchEvent(new Event("change", {bubbles: true}));
    },
});

/** Set a period, find a product, list what was sold of it and come back. */
registry.category("web_tour.tours").add("jxc_stock_summary_tour", {
    steps: () => [
        pick("date_from", "2026-02-01"),
        pick("date_to", "2026-02-28"),
        {trigger: ".o_jxc_summary .o_jxc_search", run: "edit Tour tea"},
        {trigger: cell("opening", "100")},
        {trigger: cell("closing", "58")},
        {trigger: `${cell("sale", "42")} button`, run: "click"},
        {trigger: ".o_list_view .o_data_row:eq(1)"},
        {trigger: ".o_list_view tfoot:contains(42.00)"},
        {trigger: ".breadcrumb-item:first a, .o_back_button", run: "click"},
        // Filters are as they were left.
        {trigger: cell("closing", "58")},
        {trigger: ".o_jxc_summary_table tfoot td[data-column=closing]:contains(58)"},
    ],
});
