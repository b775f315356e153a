import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("jxc_quarantine_a_lot", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(TOUR-1) .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_control_panel button:contains(Quarantine)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=transfer_ids]:contains(OUT)",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Wet cartons",
        },
        {
            trigger: ".modal button[name=action_confirm]:contains(Quarantine)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
        {
            trigger: ".o_data_row:contains(TOUR-1) .badge:contains(Quarantined)",
        },
    ],
});
