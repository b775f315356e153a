import {registry} from "@web/core/registry";
import {look} from "./look_checks";
import {ALL_SENT, notice, press, scan, screen, tile} from "./reader";

const tours = registry.category("web_tour.tours");
const stop = (kind) => `.o_jxc_stop[data-kind="${kind}"]`;
const task = (name) => `.o_jxc_task:contains(${name})`;
const MILK = "0106907992100012";

tours.add("jxc_scanner_pick", {
    steps: () => [
        tile("pick"),
        {trigger: ".o_jxc_pick_row:contains(Corner Shop)", run: "click"},
        {trigger: `${task("Milk powder")} .o_jxc_task_lot:contains(EARLY)`},
        look(".o_jxc_task"),
        ...scan("SHELF-0001", notice("atPlace")),
        // The wrong lot, an expired and a recalled one are stopped.
        ...scan(`${MILK}10LATE`, `${stop("fefo")}:contains(EARLY)`),
        {trigger: ".o_jxc_stop button[name=dismiss]", run: "click"},
        ...scan(`${MILK}10OLD`, stop("expired")),
        look(stop("expired")),
        ...scan(`${MILK}10RECALLED`, stop("hold")),
        {trigger: ".o_jxc_stop:not(:has(button[name=ask_release]))"},
        // The right one goes on, whatever was scanned before.
        ...scan(`${MILK}10EARLY`, `${task("Milk powder")} .o_jxc_amount:contains(1/4)`),
        {trigger: ".o_jxc_task button[name=all]", run: "click"},
        {trigger: task("Tea")},
        ...scan("6901234567892", `${task("Tea")} .o_jxc_amount:contains(1/5)`),
        {trigger: "button[name=key_quantity]", run: "click"},
        ...press("3"),
        {trigger: "button[name=set_quantity]", run: "click"},
        {trigger: `${task("Tea")} .o_jxc_amount:contains(3/5)`},
        ...scan("6901234567892", `${task("Tea")} .o_jxc_amount:contains(4/5)`),
        {trigger: "button[name=undo]", run: "click"},
        {trigger: `${task("Tea")} .o_jxc_amount:contains(3/5)`},
        ALL_SENT,
        {trigger: "button[name=finish]", run: "click"},
        look(".o_jxc_sheet:contains(Tea)"),
        {trigger: ".o_jxc_sheet:contains(Tea) button[name=backorder]", run: "click"},
        look(".o_jxc_finished .o_jxc_backorder"),
    ],
});

tours.add("jxc_scanner_release", {
    steps: () => [
        tile("pick"),
        {trigger: ".o_jxc_pick_row:contains(Corner Shop)", run: "click"},
        {trigger: task("Milk powder")},
        ...scan(`${MILK}10LATE`, stop("fefo")),
        {trigger: ".o_jxc_stop button[name=ask_release]", run: "click"},
        {trigger: ".o_jxc_stop input[name=reason]", run: "edit Torn carton"},
        look(".o_jxc_stop button[name=release]"),
        {trigger: ".o_jxc_stop button[name=release]", run: "click"},
        {trigger: notice("taken")},
        ALL_SENT,
        {trigger: "button[name=finish]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=no_backorder]", run: "click"},
        {trigger: ".o_jxc_finished"},
    ],
});

tours.add("jxc_scanner_batch", {
    steps: () => [
        tile("batch"),
        {trigger: ".o_jxc_pick_row:contains(BATCH)", run: "click"},
        {trigger: `${task("Milk powder")} .o_jxc_task_tote`},
        ...scan(`${MILK}10EARLY`, notice("needTote")),
        look(notice("needTote")),
        {trigger: ".o_jxc_task button[name=all]", run: "click"},
        {trigger: ".o_jxc_stepper output:contains(2)"},
        ...scan("TOTE-1", notice("taken")),
        // Tea for the first delivery, then for the second.
        ...scan("6901234567892", `${notice("putInto")}:contains(TOTE-1)`),
        {trigger: ".o_jxc_task button[name=all]", run: "click"},
        {trigger: ".o_jxc_stepper output:contains(6)"},
        ...scan("TOTE-1", notice("taken")),
        ...scan("6901234567892", notice("needTote")),
        ...scan("TOTE-1", notice("wrongTote")),
        {trigger: ".o_jxc_task button[name=all]", run: "click"},
        {trigger: ".o_jxc_stepper output:contains(3)"},
        ...scan("TOTE-2", notice("taken")),
        ALL_SENT,
        {trigger: "button[name=finish]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=finish_all]", run: "click"},
        {trigger: ".o_jxc_finished"},
    ],
});

tours.add("jxc_scanner_pack_and_ship", {
    steps: () => [
        tile("pack"),
        {trigger: ".o_jxc_pick_row:contains(Corner Shop)", run: "click"},
        {trigger: task("Tea")},
        ...scan("6901234567892", notice("needBox")),
        {trigger: "button[name=new_box]", run: "click"},
        {trigger: notice("boxOpen")},
        ...scan("6901234567892", notice("taken")),
        {trigger: ".o_jxc_task button[name=all]", run: "click"},
        {trigger: "button[name=close_box]", run: "click"},
        {trigger: ".o_jxc_chip:contains(Carton M)", run: "click"},
        look(".o_jxc_chip[aria-pressed=true]:contains(Carton M)"),
        ...press("2.5"),
        {trigger: "button[name=confirm_box]", run: "click"},
        {trigger: notice("boxClosed")},
        ALL_SENT,
        {trigger: "button[name=finish]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=finish_all]", run: "click"},
        {trigger: ".o_jxc_finished:contains(The goods go on)"},
        {trigger: "button[name=home]", run: "click"},
        {trigger: ".o_jxc_tile[name=ship] .o_jxc_count:contains(1)", run: "click"},
        {trigger: ".o_jxc_pick_row:contains(Corner Shop)", run: "click"},
        {
            content: "scan the package by the number it shows",
            trigger: ".o_jxc_task .fa-archive",
            run() {
                const name = this.anchor.parentElement.textContent.trim();
                for (const key of [...name, "Enter"]) {
                    document.body.dispatchEvent(
                        new KeyboardEvent("keydown", {
                            key,
                            bubbles: true,
                            cancelable: true,
                        })
                    );
                }
            },
        },
        {trigger: ".o_jxc_lines .o_jxc_line[data-state=complete]"},
        {trigger: "button[name=tracking]", run: "click"},
        {trigger: ".o_jxc_sheet input[name=tracking]", run: "edit SF1234567890"},
        look(".o_jxc_sheet button[name=confirm_tracking]"),
        {trigger: "button[name=confirm_tracking]", run: "click"},
        {trigger: notice("tracked")},
        ALL_SENT,
        {trigger: "button[name=finish]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=finish_all]", run: "click"},
        {trigger: ".o_jxc_finished"},
    ],
});

tours.add("jxc_scanner_replenish", {
    steps: () => [
        tile("replenish"),
        {trigger: ".o_jxc_face:contains(Milk powder):contains(Face)", run: "click"},
        {trigger: `${task("Milk powder")} .o_jxc_task_lot:contains(EARLY)`},
        ...scan(`${MILK}10EARLY`, notice("taken")),
        {trigger: ".o_jxc_task button[name=all]", run: "click"},
        ALL_SENT,
        {trigger: "button[name=finish]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=finish_all]", run: "click"},
        {trigger: ".o_jxc_finished"},
        {trigger: "button[name=next]", run: "click"},
        {
            content: "the place is full",
            trigger: `${screen("replenishes")}:not(:has(.o_jxc_face)) .o_jxc_empty`,
        },
    ],
});

/** A GS1 code of milk of this lot that was made so many days ago. */
function milk(lot, days) {
    const made = new Date(Date.now() - days * 24 * 3600 * 1000);
    const digits = made.toISOString().slice(2, 10).replaceAll("-", "");
    return `${MILK}11${digits}10${lot}`;
}

tours.add("jxc_scanner_whole_way", {
    steps: () => [
        // In: two lots arrive.
        tile("receive"),
        {trigger: ".o_jxc_receipt:contains(Dairy Supplier)", run: "click"},
        {trigger: `${screen("receipt")} .o_jxc_line`},
        ...scan(milk("NEW1", 120), notice("counted")),
        {trigger: "button[name=key_quantity]", run: "click"},
        ...press("6"),
        {trigger: "button[name=set_quantity]", run: "click"},
        {trigger: ".o_jxc_line .o_jxc_amount:contains(6/10)"},
        ...scan(milk("NEW2", 60), ".o_jxc_line .o_jxc_amount:contains(7/10)"),
        {trigger: "button[name=key_quantity]", run: "click"},
        ...press("4"),
        {trigger: "button[name=set_quantity]", run: "click"},
        {trigger: ".o_jxc_line .o_jxc_amount:contains(10/10)"},
        ALL_SENT,
        {trigger: "button[name=finish_receipt]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=finish]", run: "click"},
        look(".o_jxc_finished"),
        {trigger: ".o_jxc_actions button:contains(Home)", run: "click"},
        // To the shelves.
        tile("putaway"),
        {trigger: ".o_jxc_putaway", run: "click"},
        ...scan(milk("NEW1", 120), ".o_jxc_in_hand[data-step=target]:contains(NEW1)"),
        ...scan("SHELF-0001", notice("moved")),
        ...scan(milk("NEW2", 60), ".o_jxc_in_hand[data-step=target]:contains(NEW2)"),
        ...scan("SHELF-0002", notice("moved")),
        ALL_SENT,
        {trigger: "button[name=finish_putaway]", run: "click"},
        {trigger: `${screen("putaways")} button[name=any_goods]`},
        {trigger: ".o_jxc_head button[aria-label=Back]", run: "click"},
        // Out: the lot that expires first, not the other one.
        {trigger: ".o_jxc_tile[name=pick] .o_jxc_count:contains(1)"},
        tile("pick"),
        {trigger: ".o_jxc_pick_row:contains(Corner Shop)", run: "click"},
        {trigger: `${task("Milk powder")} .o_jxc_task_lot:contains(NEW1)`},
        ...scan(milk("NEW2", 60), `${stop("fefo")}:contains(NEW1)`),
        {trigger: ".o_jxc_stop button[name=dismiss]", run: "click"},
        ...scan("SHELF-0001", notice("atPlace")),
        ...scan(milk("NEW1", 120), notice("taken")),
        {trigger: ".o_jxc_task button[name=all]", run: "click"},
        ALL_SENT,
        {trigger: "button[name=finish]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=finish_all]", run: "click"},
        {trigger: ".o_jxc_finished"},
    ],
});
