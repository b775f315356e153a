import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("jxc_generate_lots_by_production_date", {
    steps: () => [
        {
            content: "open the detailed operations",
            trigger: "button:contains('Details')",
            run: "click",
        },
        {trigger: ".o_widget_generate_serials > button", run: "click"},
        {trigger: ".modal #next_serial_0", run: "edit A01"},
        {trigger: ".modal #next_serial_count_0", run: "edit 24"},
        {
            content: "state the day on which all of them were made",
            trigger: ".modal #jxc_production_date",
            run: "edit 03/31/2025",
        },
        {trigger: ".modal .btn-primary:contains('Generate')", run: "click"},
        {
            content: "expiry follows at once and shows as a day",
            trigger: ".modal td[name=expiration_date]:contains('03/31/2026')",
        },
        {trigger: ".modal button:contains(save)", run: "click"},
        {trigger: "button.o_form_button_save", run: "click"},
        {trigger: ".o_form_saved"},
    ],
});
