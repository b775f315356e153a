import {registry} from "@web/core/registry";

const SEE_THE_WARNING = [
    {
        content: "the delivery says what will be refused before anyone validates it",
        trigger: ".alert [name=gate_warning]:contains('OLD of Milk expired')",
    },
    {
        content: "and so does its line",
        trigger: ".o_field_x2many_list .o_jxc_gate_warning",
    },
    {trigger: "button[name=button_validate]:visible", run: "click"},
    {
        content: "validating shows what is refused",
        trigger: ".modal .o_data_row:contains('OLD of Milk expired')",
    },
];

registry.category("web_tour.tours").add("jxc_gate_keeper_asks", {
    steps: () => [
        ...SEE_THE_WARNING,
        {
            content: "a keeper is told whom to ask",
            trigger: ".modal .o_data_row:contains('Manager of the tour')",
        },
        {
            content: "and has no way to release it",
            trigger: ".modal:not(:has(button[name=action_release_and_validate]))",
        },
        {trigger: ".modal button[name=action_ask]", run: "click"},
        {trigger: ".o_notification:contains('has been asked')"},
        {trigger: "body:not(:has(.modal))"},
    ],
});

registry.category("web_tour.tours").add("jxc_gate_manager_releases", {
    steps: () => [
        ...SEE_THE_WARNING,
        {
            content: "without a reason nothing is released",
            trigger: ".modal button[name=action_release_and_validate]",
            run: "click",
        },
        {trigger: ".modal .o_field_invalid[name=reason]"},
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit For the pigs of the zoo",
        },
        {
            trigger: ".modal button[name=action_release_and_validate]",
            run: "click",
        },
        {trigger: ".o_arrow_button_current:contains('Done')"},
        {trigger: "button[name=action_view_releases]", run: "click"},
        {trigger: ".o_data_row:contains('For the pigs of the zoo')"},
    ],
});
