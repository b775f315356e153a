import {registry} from "@web/core/registry";

const row = ".o_data_row:has(td[name=product_id]:contains(Tour milk))";

registry.category("web_tour.tours").add("jxc_stock_projection", {
    steps: () => [
        {trigger: ".o_menu_sections button:contains(Purchasing)", run: "click"},
        {trigger: ".o-dropdown-item:contains(/^Replenishment$/)", run: "click"},
        {
            content: "see what happens with the order and without it",
            trigger: `${row} button[name=action_stock_projection]`,
            run: "click",
        },
        {trigger: ".modal .o_jxc_stock_projection canvas"},
        {
            trigger:
                ".modal .o_jxc_projection_findings li:contains(If nothing is ordered: out of stock)",
        },
        {trigger: ".modal .btn-close", run: "click"},
        {trigger: "body:not(:has(.modal))"},
        {
            content: "order more than is suggested, and say why",
            trigger: `${row} td[name=qty_to_order]`,
            run: "click",
        },
        {trigger: ".o_selected_row td[name=qty_to_order] input", run: "edit 600"},
        {trigger: ".o_list_button_save:visible, .o_form_button_save", run: "click"},
        {
            trigger: `${row} button[name=action_stock_projection]:not(:disabled)`,
            run: "click",
        },
        {trigger: ".modal .o_jxc_projection_findings li:contains(An order of 600)"},
        {trigger: ".modal .btn-close", run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ],
});
