import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("jxc_alerts", {
    steps: () => [
        {
            content: "two alerts wait: open them from the systray",
            trigger: ".o_jxc_alert_count:contains(2)",
        },
        {trigger: ".o_jxc_alert_systray button", run: "click"},
        {
            content: "open the alert of the lot to put aside",
            trigger: ".o_data_row td[name=lot_id]:contains(ASIDE)",
            run: "click",
        },
        {trigger: "button:contains(Snooze)", run: "click"},
        {trigger: ".modal div[name=note] input", run: "edit Will sell on Saturday"},
        {trigger: ".modal footer button:contains(Snooze)", run: "click"},
        {
            content: "the form says so, the systray counts one less",
            trigger: ".o_arrow_button_current:contains(Snoozed)",
        },
        {trigger: ".o_jxc_alert_count:contains(1)"},
        {trigger: ".o_jxc_alert_systray button", run: "click"},
        {
            content: "open the other alert",
            trigger: ".o_data_row td[name=lot_id]:contains(MOVE)",
            run: "click",
        },
        {
            content: "transfer the lot",
            trigger: "button[name=action_transfer]",
            run: "click",
        },
        {
            content: "the transfer is there with the lot's quantity",
            trigger: ".o_form_view div[name=move_ids]:contains(Milk)",
        },
        {trigger: ".breadcrumb-item a:contains(MOVE)", run: "click"},
        {
            content: "the alert shows what was made",
            trigger: "div[name=picking_ids]:contains(INT)",
        },
    ],
});
