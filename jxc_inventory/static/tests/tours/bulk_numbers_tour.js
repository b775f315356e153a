import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("jxc_enter_serials_in_bulk", {
    steps: () => [
        {
            content: "open the detailed operations",
            trigger: "button:contains('Details')",
            run: "click",
        },
        {trigger: ".o_widget_import_lots > button", run: "click"},
        {
            content: "paste a range, one number twice and one of another make",
            trigger: ".modal textarea#next_serial_0",
            run() {
                this.anchor.value = "PH-0001..PH-0003\nPH-0002\nXX-1";
                this.anchor.dispatchEvent(new InputEvent("input", {bubbles: true}));
            },
        },
        {
            content: "each wrong number is told with its line and reason",
            trigger: ".modal .o_jxc_verdicts li:contains('Line 2'):contains('PH-0002')",
        },
        {
            trigger:
                ".modal .o_jxc_verdicts li:contains('Line 3'):contains('PH-{seq:4}')",
        },
        {trigger: ".modal .btn-primary:contains('Generate'):disabled"},
        {
            trigger: ".modal .o_jxc_verdicts button:contains('Remove')",
            run: "click",
        },
        {trigger: ".modal .o_jxc_verdicts:not(:has(li))"},
        {trigger: ".modal .btn-primary:contains('Generate'):enabled", run: "click"},
        {trigger: ".modal td[name=lot_name]:contains('PH-0003')"},
        {
            content: "numbers of our own follow when none is given",
            trigger: ".modal .o_widget_generate_serials > button",
            run: "click",
        },
        {trigger: ".modal .o_jxc_own_number:contains('OWN-001')"},
        {trigger: ".modal #next_serial_count_0", run: "edit 2"},
        {trigger: ".modal #keep_lines_0", run: "check"},
        {trigger: ".modal .btn-primary:contains('Generate')", run: "click"},
        {trigger: ".modal td[name=lot_name]:contains('OWN-002')"},
        {trigger: ".modal button:contains(save)", run: "click"},
        {trigger: "button.o_form_button_save", run: "click"},
        {trigger: ".o_form_saved"},
    ],
});
