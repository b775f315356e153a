import {registry} from "@web/core/registry";

const row = (product) => `.o_data_row:has(td[name=product_id]:contains(${product}))`;
const chosen = (product) => `${row(product)} .o_list_record_selector input`;

registry.category("web_tour.tours").add("jxc_replenishment", {
    steps: () => [
        {trigger: ".o_menu_sections button:contains(Purchasing)", run: "click"},
        {trigger: ".o-dropdown-item:contains(/^Replenishment$/)", run: "click"},
        {
            content: "change what is suggested for milk",
            trigger: `${row("Tour milk")} td[name=qty_to_order]`,
            run: "click",
        },
        {
            trigger: `.o_selected_row td[name=qty_to_order] input`,
            run: "edit 36",
        },
        {trigger: ".o_list_button_save:visible, .o_form_button_save", run: "click"},
        {
            content: "the change is kept and can be taken back",
            trigger: `${row("Tour milk")} button[name=action_remove_manual_qty_to_order]:not(.disabled)`,
        },
        {
            content: "accept it",
            trigger: `${row("Tour milk")} button[name=action_replenish]`,
            run: "click",
        },
        {trigger: `.o_list_view:not(:has(${row("Tour milk")}))`},
        {
            content: "snooze tea",
            trigger: `${row("Tour tea")} button:has(.fa-bell-slash)`,
            run: "click",
        },
        {trigger: ".modal div[name=note] input", run: "edit Too early"},
        {trigger: ".modal footer button.btn-primary", run: "click"},
        {trigger: `.o_list_view:not(:has(${row("Tour tea")}))`},
        {
            content: "accept the two that are left at once",
            trigger: chosen("Tour rice"),
            run: "click",
        },
        {trigger: chosen("Tour salt"), run: "click"},
        {
            trigger: "button:has(.o_dropdown_title:contains(Order))",
            run: "click",
        },
        {
            trigger: ".o-dropdown-item:contains(/^Order$/)",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: `.o_action_manager:not(:has(.o_data_row))`},
    ],
});
