import {registry} from "@web/core/registry";
import {ALL_SENT, notice, press, scan} from "./reader";

const OPENED = {trigger: ".o_jxc_scanner[data-screen=receipt] .o_jxc_line"};

registry.category("web_tour.tours").add("jxc_scanner_receive", {
    steps: () => [
        {trigger: ".o_jxc_tile[name=receive]", run: "click"},
        {trigger: ".o_jxc_receipt:contains(Dairy Supplier)", run: "click"},
        OPENED,
        ...scan("6907992100012", notice("need_lot")),
        ...scan("MF-2601", notice("need_date")),
        ...press("20260131"),
        {trigger: '.o_jxc_answer .o_jxc_expiry:contains("2027-01-31")'},
        {trigger: ".o_jxc_step button[name=next]", run: "click"},
        {trigger: ".o_jxc_entry[data-step=quantity] button[name=all]", run: "click"},
        {trigger: ".o_jxc_entry button[name=confirm]", run: "click"},
        {trigger: notice("counted")},
        ...scan("6901234567892", '.o_jxc_last_quantity:contains("1")'),
        ...scan(
            "6901234567892",
            ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(2/5)"
        ),
        {trigger: "button[name=key_quantity]", run: "click"},
        ...press("3"),
        {trigger: "button[name=set_quantity]", run: "click"},
        {trigger: ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(4/5)"},
        ...scan(
            "6901234567892",
            ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(5/5)"
        ),
        {trigger: "button[name=undo]", run: "click"},
        {trigger: ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(4/5)"},
        ...scan("NOT-ORDERED", notice("unknown")),
        ALL_SENT,
        {trigger: "button[name=finish_receipt]", run: "click"},
        {trigger: ".o_jxc_sheet:contains(Tea) button[name=backorder]", run: "click"},
        {trigger: ".o_jxc_finished .o_jxc_backorder"},
    ],
});

registry.category("web_tour.tours").add("jxc_scanner_look_up", {
    steps: () => [
        ...scan("MILK-400", ".o_jxc_card[data-kind=product]:contains(Milk powder)"),
        {trigger: '.o_jxc_stock:contains(OLD) .o_jxc_expiry[data-state="expired"]'},
        {trigger: ".o_jxc_stock:contains(FRESH)", run: "click"},
        {
            trigger:
                ".o_jxc_card[data-kind=lot]:contains(FRESH) .o_jxc_totals:contains(20)",
        },
        ...scan("SHELF-0001", ".o_jxc_card[data-kind=location]:contains(Shelf 1)"),
        {
            content: "type a name",
            trigger: ".o_jxc_scan_bar input",
            run: "edit no such thing && press Enter",
        },
        {trigger: notice("nothing")},
        {
            trigger: ".o_jxc_scan_bar input",
            run: "edit ilk powd && press Enter",
        },
        {trigger: ".o_jxc_card[data-kind=product] .o_jxc_totals"},
        {trigger: "button[name=expected]", run: "click"},
        {
            trigger:
                ".o_jxc_scanner[data-screen=receipt] .o_jxc_line:contains(Milk powder)",
        },
    ],
});

/** Characters hidden by an input method, which tells only where the keys are. */
function composeDigits(digits) {
    const keydown = (values) =>
        document.body.dispatchEvent(
            new KeyboardEvent("keydown", {bubbles: true, cancelable: true, ...values})
        );
    [...digits].forEach((digit) => keydown({key: "Process", code: `Digit${digit}`}));
    keydown({key: "Enter"});
}

function paste(text) {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", text);
    document.body.dispatchEvent(
        new ClipboardEvent("paste", {bubbles: true, cancelable: true, clipboardData})
    );
}

/** What readers that inject text do: it appears in the field under the page. */
function inject(text) {
    const field = document.createElement("input");
    field.className = "o-barcode-input";
    document.body.append(field);
    field.dispatchEvent(
        new InputEvent("input", {bubbles: true, data: text, inputType: "insertText"})
    );
    field.remove();
}

registry.category("web_tour.tours").add("jxc_scanner_inputs", {
    steps: () => [
        {
            content: "the code in the address is looked up",
            trigger: ".o_jxc_card[data-kind=location]:contains(Shelf 1)",
        },
        {
            content: "half hidden by an input method",
            trigger: ".o_jxc_scan_bar",
            run: () => composeDigits("6907992100012"),
        },
        {
            trigger: ".o_jxc_card[data-kind=product]:contains(Milk powder)",
            run: () => paste("SHELF-0001\n"),
        },
        {
            trigger: ".o_jxc_card[data-kind=location]:contains(Shelf 1)",
            run: () => inject("3034654BB2ED61C00000162E"),
        },
        {trigger: notice("nothing")},
        {
            content: "a person's typing is no reader's",
            trigger: ".o_jxc_scan_bar input",
            run: "edit TEA",
        },
        {
            trigger: ".o_jxc_card[data-kind=location]:contains(Shelf 1)",
            run: () => inject("https://example.com/01/06901234567892"),
        },
        {trigger: ".o_jxc_card[data-kind=product]:contains(Tea)"},
    ],
});

registry.category("web_tour.tours").add("jxc_scanner_network_lost", {
    steps: () => [
        {trigger: ".o_jxc_tile[name=receive]", run: "click"},
        {trigger: ".o_jxc_receipt:contains(Dairy Supplier)", run: "click"},
        OPENED,
        {
            content: "answers of the server are lost from now on",
            trigger: ".o_jxc_line:contains(Tea)",
            run() {
                const {send} = XMLHttpRequest.prototype;
                XMLHttpRequest.prototype.send = function (body) {
                    if (body.includes("jxc.scan.operation")) {
                        // The server does its work; what comes back is cut off.
                        Object.defineProperty(this, "response", {value: ""});
                    }
                    return send.call(this, body);
                };
                window.jxcRestoreNetwork = () => {
                    XMLHttpRequest.prototype.send = send;
                };
            },
        },
        ...scan(
            "6901234567892",
            ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(1/5)"
        ),
        ...scan(
            "6901234567892",
            ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(2/5)"
        ),
        {trigger: '.o_jxc_link[data-tone="warn"]:contains(2)'},
        {
            content: "the network is back",
            trigger: ".o_jxc_scanner",
            run() {
                window.jxcRestoreNetwork();
                window.dispatchEvent(new Event("online"));
            },
        },
        ALL_SENT,
        {trigger: ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(2/5)"},
    ],
});
