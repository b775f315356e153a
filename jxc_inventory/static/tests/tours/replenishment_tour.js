import {registry} from "@web/core/registry";

const row = (product) => `.o_data_row:has(td[name=product_id]:contains(${product}))`;
const chosen = (product) => `${row(product)} .o_list_record_selector input`;

registry.category("web_tour.tours").add("jxc_replenishment", {
    steps: () => [
        {trigger: ".o_menu_sections button:contains(Purchasing)", run: "click"},
        {trigger: ".o-dropdown-item:contains(/^Replenishment$/)", run: "click"},
        {
            content: "change what is suggested for milk, and say why",
            trigger: `${row("Tour milk")} button[name=action_change_quantity]`,
            run: "click",
        },
        {trigger: ".modal div[name=qty_to_order] input", run: "edit 36"},
        {trigger: ".modal div[name=change_reason] input", run: "edit A wedding"},
        {trigger: ".modal footer button.btn-primary", run: "click"},
        {
            content: "the change is kept and can be taken back",
            trigger: `body:not(:has(.modal)) ${row("Tour milk")} button[name=action_remove_manual_qty_to_order]`,
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

registry.category("web_tour.tours").add("jxc_update_from_demand", {
    steps: () => [
        {trigger: ".o_menu_sections button:contains(Purchasing)", run: "click"},
        {trigger: ".o-dropdown-item:contains(/^Replenishment$/)", run: "click"},
        {
            content: "nothing is known yet, and the screen says what to do",
            trigger: ".o_nocontent_help:contains(Update Reorder Points from Demand)",
        },
        {trigger: ".o_cp_action_menus button", run: "click"},
        {trigger: ".o_jxc_update_from_demand", run: "click"},
        {
            content: "what sells is suggested, with the reason",
            trigger: `${row("Tour milk")} .o_jxc_reason:contains(a week)`,
        },
        {
            content: "its vendors and figures open for a buyer too",
            trigger: `${row("Tour milk")} button[name=action_stock_replenishment_info]`,
            run: "click",
        },
        {trigger: ".modal .o_stock_replenishment_info .alert:contains(a week)"},
    ],
});
