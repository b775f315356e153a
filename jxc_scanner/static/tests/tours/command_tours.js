import {registry} from "@web/core/registry";
import {ALL_SENT, notice, scan, screen} from "./reader";

const TEA = "6901234567892";

registry.category("web_tour.tours").add("jxc_scanner_commands", {
    steps: () => [
        ...scan("OBTVALI", notice("noCommand")),
        ...scan("WH-ARRIVALS", `${screen("receipts")} .o_jxc_receipt`),
        ...scan("CMD-IN", ".o_jxc_line:contains(Tea)"),
        ...scan(TEA, ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(1/2)"),
        ...scan(TEA, ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(2/2)"),
        ...scan("OBTUNDO", notice("undone")),
        ...scan(TEA, ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(2/2)"),
        ...scan("OBTPACK", notice("packed")),
        ALL_SENT,
        ...scan("OBTVALI", ".o_jxc_sheet button[name=finish]"),
        ...scan("OBTVALI", ".o_jxc_finished"),
        // The device may not have heard yet that it is finished.
        ...scan("CMD-IN", `${screen("card")} button[name=return]`),
        ...scan("OBTRETU", `${screen("return")} .o_jxc_line:contains(Tea)`),
        ...scan("OCDDISC", `${screen("card")} button[name=return]`),
    ],
});
