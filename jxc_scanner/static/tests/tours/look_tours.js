import {registry} from "@web/core/registry";
import {look} from "./look_checks";

const LABELLED = ["Tea", "Coffee", "Juice", "Sugar", "Left", "Right"];

registry.category("web_tour.tours").add("jxc_scanner_camera", {
    steps: () => [
        {trigger: ".o_jxc_tile[name=receive]", run: "click"},
        {trigger: ".o_jxc_receipt:contains(Dairy Supplier)", run: "click"},
        {trigger: ".o_jxc_scanner[data-screen=receipt] .o_jxc_line"},
        {trigger: ".o_jxc_camera_button", run: "click"},
        ...LABELLED.map((name) => ({
            content: `${name} is read and counted`,
            trigger: `.o_jxc_line:contains(${name}) .o_jxc_amount:not(:contains(/^0/))`,
            timeout: 60000,
        })),
        {trigger: "button[name=close_camera]", run: "click"},
        {
            trigger:
                '.o_jxc_scanner:not(:has(.o_jxc_camera)) .o_jxc_link[data-tone="good"]',
        },
    ],
});

registry.category("web_tour.tours").add("jxc_scanner_look", {
    steps: () => [
        look(".o_jxc_tile[name=receive]"),
        {trigger: "button[name=settings]", run: "click"},
        look(".o_jxc_trial"),
        {trigger: ".o_jxc_switch button[name=dark]", run: "click"},
        {trigger: '.o_jxc_scanner[data-theme="dark"]'},
        {trigger: "button[name=voice][aria-checked=true]", run: "click"},
        {trigger: "button[name=voice][aria-checked=false]"},
        {trigger: "#o_jxc_suffix", run: "select Enter"},
        {
            content: "the pause no longer ends a code",
            trigger: ".o_jxc_fields:not(:has(#o_jxc_patience))",
        },
        {trigger: ".o_jxc_icon_button[aria-label=Back]", run: "click"},
        {trigger: ".o_jxc_tile[name=receive]", run: "click"},
        look(".o_jxc_receipt:contains(Dairy Supplier)"),
        {trigger: ".o_jxc_receipt:contains(Dairy Supplier)", run: "click"},
        look(".o_jxc_line:contains(Milk)"),
        {trigger: ".o_jxc_line:contains(Milk) .o_jxc_add", run: "click"},
        look(".o_jxc_entry[data-step=lot]"),
        {trigger: ".o_jxc_entry input[name=lot]", run: "edit L1 && press Enter"},
        look(".o_jxc_entry[data-step=date]"),
        {trigger: ".o_jxc_entry button[name=cancel]", run: "click"},
        {trigger: ".o_jxc_line:contains(Tea) .o_jxc_add", run: "click"},
        look(".o_jxc_last"),
        {trigger: "button[name=finish_receipt]", run: "click"},
        look(".o_jxc_sheet"),
        {trigger: ".o_jxc_sheet button[name=close]", run: "click"},
        {trigger: ".o_jxc_icon_button[aria-label=Back]", run: "click"},
        {trigger: ".o_jxc_scanner[data-screen=receipts]"},
        {trigger: ".o_jxc_icon_button[aria-label=Back]", run: "click"},
        look("button[name=recent]"),
        {
            content: "initials are enough",
            trigger: ".o_jxc_scan_bar input",
            run: "edit mncnn",
        },
        look("button[name=offer]:contains(蒙牛纯牛奶)"),
        {trigger: "button[name=offer]", run: "click"},
        look(".o_jxc_card[data-kind=product]"),
        {trigger: ".o_jxc_link", run: "click"},
        look(".o_jxc_scanner[data-screen=journal] .o_jxc_empty"),
    ],
});
