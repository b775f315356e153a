import {registry} from "@web/core/registry";
import {ALL_SENT, notice, press, scan, screen, tile} from "./reader";

const [MILK, TEA] = ["6907992100012", "6901234567892"];
const tours = registry.category("web_tour.tours");

tours.add("jxc_scanner_putaway", {
    steps: () => [
        tile("putaway"),
        {trigger: ".o_jxc_putaway", run: "click"},
        {trigger: `${screen("putaway")} .o_jxc_goods:contains(Tea)`},
        ...scan(TEA, ".o_jxc_in_hand[data-step=target]:contains(Tea)"),
        ...scan("BIN-0002", notice("moved")),
        ...scan(MILK, ".o_jxc_in_hand[data-step=target]:contains(L1)"),
        ...scan("SHELF-0001", notice("moved")),
        {content: "that was wrong", trigger: "button[name=undo]", run: "click"},
        {trigger: notice("undone")},
        ...scan(MILK, ".o_jxc_in_hand output:contains(6)"),
        {trigger: '.o_jxc_stepper button[aria-label="Less"]', run: "click"},
        {trigger: ".o_jxc_in_hand output:contains(5)"},
        ...scan("BIN-0002", notice("moved")),
        {trigger: ".o_jxc_goods:contains(L1) .o_jxc_amount:contains(1)"},
        ALL_SENT,
        {trigger: "button[name=finish_putaway]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=backorder]", run: "click"},
        {trigger: `${screen("putaways")} button[name=any_goods]`},
        ALL_SENT,
    ],
});

tours.add("jxc_scanner_transfer", {
    steps: () => [
        tile("transfer"),
        {trigger: `${screen("transfer")} .o_jxc_from`},
        ...scan("SHELF-0001", notice("from")),
        {trigger: ".o_jxc_goods:contains(Tea) .o_jxc_amount:contains(10)"},
        ...scan(TEA, ".o_jxc_in_hand output:contains(1)"),
        ...scan(TEA, ".o_jxc_in_hand output:contains(2)"),
        ...scan("NOWHERE", notice("unknown")),
        ...scan("BIN-0002", notice("moved")),
        {trigger: ".o_jxc_goods:contains(Tea) .o_jxc_amount:contains(8)"},
        ...scan(MILK, ".o_jxc_in_hand:contains(L1)"),
        {trigger: ".o_jxc_in_hand button[name=all]", run: "click"},
        {trigger: ".o_jxc_in_hand output:contains(8)"},
        ...scan("STRICT-1", notice("mixed")),
        ...scan("BIN-0002", notice("moved")),
        ...scan("BIN-0002", notice("from")),
        {trigger: "button[name=whole]", run: "click"},
        {trigger: notice("need_target")},
        ...scan("BIN-0003", notice("moved")),
        ALL_SENT,
    ],
});

tours.add("jxc_scanner_count", {
    steps: () => [
        tile("count"),
        {trigger: ".o_jxc_request:contains(Shelf 1)", run: "click"},
        {
            content: "nobody tells how much there should be",
            trigger: `${screen("count")} .o_jxc_asked:contains(Tea):not(:contains(10))`,
        },
        ...scan(TEA, ".o_jxc_count_entry output:contains(1)"),
        ...scan(TEA, ".o_jxc_count_entry output:contains(2)"),
        ...press("7"),
        {trigger: ".o_jxc_count_entry button[name=confirm]", run: "click"},
        {trigger: `${notice("counted")}:contains(7)`},
        ...scan(MILK, notice("need_lot")),
        {trigger: ".o_jxc_entry input[name=lot]", run: "edit L1"},
        {trigger: ".o_jxc_entry button[name=next]", run: "click"},
        {trigger: ".o_jxc_count_entry:contains(L1)"},
        ...press("8"),
        ...scan(MILK, ".o_jxc_count_entry output:contains(9)"),
        ...press("8"),
        {trigger: ".o_jxc_count_entry button[name=confirm]", run: "click"},
        ...scan(MILK, notice("need_lot")),
        ...scan("NEW-LOT", notice("unexpectedLot")),
        ...press("20260131"),
        {trigger: ".o_jxc_step button[name=next]", run: "click"},
        ...press("3"),
        {trigger: ".o_jxc_count_entry button[name=confirm]", run: "click"},
        {trigger: notice("countedNew")},
        ...scan(TEA, notice("twice")),
        {trigger: "button[name=replace]", run: "click"},
        ...press("9"),
        {trigger: ".o_jxc_count_entry button[name=confirm]", run: "click"},
        {trigger: ".o_jxc_counted_line:contains(Tea) .o_jxc_amount:contains(9)"},
        ALL_SENT,
        {trigger: "button[name=finish_count]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=zero]", run: "click"},
        {trigger: ".o_jxc_ended:contains(1)"},
        ALL_SENT,
    ],
});

tours.add("jxc_scanner_return", {
    steps: () => [
        tile("return"),
        {trigger: "input[name=returned]", run: "edit S1"},
        {trigger: "button[name=find]", run: "click"},
        {trigger: `${screen("return")} .o_jxc_line:contains(S1)`},
        {trigger: ".o_jxc_line[data-lot=S1]", run: "click"},
        {trigger: `${notice("takenBack")}:contains(S1)`},
        ...scan("NOT-SOLD", notice("notMoved")),
        ...scan(TEA, ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(1/4)"),
        {trigger: "button[name=key_quantity]", run: "click"},
        ...press("3"),
        {trigger: "button[name=set_quantity]", run: "click"},
        {trigger: ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(3/4)"},
        {trigger: "input[name=note]", run: "edit Box is wet"},
        {trigger: "button[name=finish_return]", run: "click"},
        {trigger: ".o_jxc_finished"},
    ],
});

tours.add("jxc_scanner_scrap", {
    steps: () => [
        tile("scrap"),
        ...scan("SHELF-0001", notice("from")),
        ...scan(TEA, notice("need_reason")),
        {trigger: ".o_jxc_chip:contains(Broken on duty)", run: "click"},
        {trigger: "button[name=post]", run: "click"},
        {trigger: notice("scrapped")},
        ALL_SENT,
    ],
});
