import {registry} from "@web/core/registry";
import {ALL_SENT, scan, tile} from "./reader";

/** What a tap would open in a tab of its own, which a tour cannot look at. */
async function open({anchor}) {
    const answer = await fetch(anchor.href);
    if (!answer.ok) {
        throw new Error(await answer.text());
    }
}

registry.category("web_tour.tours").add("jxc_scanner_labels", {
    steps: () => [
        ...scan("6901234567892", ".o_jxc_card[data-kind=product]:contains(Tea)"),
        {trigger: "button[name=labels]", run: "click"},
        {trigger: ".o_jxc_label_sheet select", run: "select dymo"},
        {trigger: ".o_jxc_label_sheet button[name=more]", run: "click"},
        {
            trigger: ".o_jxc_print:contains(Print 2)",
            run: open,
        },
        {trigger: ".o_jxc_label_sheet .o_jxc_button:contains(Cancel)", run: "click"},
        {trigger: ".o_jxc_head button[aria-label=Back]", run: "click"},
        tile("receive"),
        {trigger: ".o_jxc_receipt:contains(Dairy Supplier)", run: "click"},
        ...scan(
            "6901234567892",
            ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(1/2)"
        ),
        ...scan(
            "6901234567892",
            ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(2/2)"
        ),
        {trigger: ".o_jxc_line:contains(Rice) .o_jxc_add", run: "click"},
        {trigger: ".o_jxc_line:contains(Rice) .o_jxc_amount:contains(1/1)"},
        ALL_SENT,
        {trigger: "button[name=finish_receipt]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=finish]", run: "click"},
        {trigger: ".o_jxc_finished"},
        {trigger: "button[name=labels]", run: "click"},
        {trigger: ".o_jxc_label_sheet select", run: "select dymo"},
        {trigger: ".o_jxc_print:contains(Print 3)"},
        {trigger: "button[name=one_each]", run: "click"},
        {trigger: ".o_jxc_print:contains(Print 2)", run: open},
    ],
});
