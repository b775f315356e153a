import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("jxc_scanner_conflicts_wait", {
    steps: () => [
        {
            content: "the typing error is not among them",
            trigger:
                ".o_jxc_conflicts[href='/odoo/scan-conflicts'] .o_jxc_amount:contains(/^1$/)",
        },
    ],
});

tours.add("jxc_scanner_conflicts", {
    steps: () => [
        {
            trigger: ".o_jxc_conflict_systray button:contains(/^1$/)",
            run: "click",
        },
        {
            content: "one waits, without the typing error",
            trigger: ".o_kanban_record:not(.o_kanban_ghost):contains(Tea)",
            run: "click",
        },
        {trigger: ".o_form_view .o_statusbar_status"},
        {
            content: "the ways out are behind a menu on a phone",
            trigger: ".o_statusbar_buttons button:has(.oi-ellipsis-v)",
            run: "click",
        },
        {trigger: "button:contains(Discard)", run: "click"},
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Counted twice",
        },
        {trigger: ".modal button[name=action_solve]", run: "click"},
        {
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=reason]:contains(twice)",
        },
        {trigger: "body:not(:has(.o_jxc_conflict_systray))"},
    ],
});
