import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("jxc_recall_start", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        {
            content: "say what is wrong",
            trigger: ".o_field_widget[name=reason] input",
            run: "edit Salmonella",
        },
        {
            content: "choose the lot",
            trigger: ".o_field_widget[name=lot_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=lot_ids] .o_field_widget[name=lot_id] input",
            run: "edit TOUR-1",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('TOUR-1')",
            run: "click",
        },
        {trigger: "button.o_form_button_save", run: "click"},
        {
            content: "the draft shows what it would hit",
            trigger:
                ".o_field_widget[name=lot_ids] td[name=quantity_at_customers]:contains('10')",
        },
        {trigger: ".nav-link[name=customers]", run: "click"},
        {
            trigger:
                ".o_field_widget[name=customer_ids] td[name=display_name]:contains('Tour Customer')",
        },
        {trigger: "button[name=action_start]", run: "click"},
        {
            content: "confirm that everything is locked now",
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Running')",
        },
    ],
});

tours.add("jxc_recall_return", {
    steps: () => [
        {
            content: "take the goods back",
            trigger: "button[name=button_validate]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Done')",
        },
    ],
});

tours.add("jxc_recall_close", {
    steps: () => [
        {trigger: ".nav-link[name=customers]", run: "click"},
        {
            content: "the return is counted",
            trigger:
                ".o_field_widget[name=customer_line_ids] td[name=quantity_returned]:contains('6')",
        },
        {
            trigger:
                ".o_field_widget[name=customer_line_ids] button[name=action_write_off]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=kind] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains('Destroyed by the customer')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Protocol of 3 March",
        },
        {trigger: ".modal .btn-primary:contains('Write Off')", run: "click"},
        {
            content: "nothing is left with the customer",
            trigger:
                ".o_field_widget[name=customer_line_ids] td[name=quantity_remaining]:contains('0.00')",
        },
        {trigger: "button[name=action_close]", run: "click"},
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Closed')",
        },
    ],
});
