import {registry} from "@web/core/registry";
import {ALL_SENT, notice, press, scan, screen, tile} from "./reader";

const [MILK, TEA] = ["0106907992100012", "6901234567892"];
const tours = registry.category("web_tour.tours");

/** What a camera gives: larger than the scanner keeps. */
async function shoot({anchor}) {
    const canvas = Object.assign(document.createElement("canvas"), {
        width: 3000,
        height: 4000,
    });
    canvas.getContext("2d").fillRect(0, 0, 1500, 4000);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    const files = new DataTransfer();
    files.items.add(new File([blob], "IMG_0001.png", {type: "image/png"}));
    anchor.files = files.files;
    anchor.dispatchEvent(new Event("change", {bubbles: true}));
}

/** The same sheet in every job. */
function photograph(text, button = "note") {
    return [
        {trigger: `button[name=${button}]`, run: "click"},
        {trigger: ".o_jxc_note textarea", run: `edit ${text}`},
        {trigger: ".o_jxc_note input[name=photo]:not(:visible)", run: shoot},
        {trigger: ".o_jxc_note button[name=keep]:contains(picture)", run: "click"},
        {trigger: notice("photographed")},
        {trigger: ".o_jxc_scanner:not(:has(.o_jxc_note))"},
    ];
}

tours.add("jxc_scanner_photo", {
    steps: () => [
        tile("receive"),
        {trigger: ".o_jxc_receipt:contains(Dairy Supplier)", run: "click"},
        ...scan(TEA, ".o_jxc_line:contains(Tea) .o_jxc_amount:contains(1)"),
        ...photograph("Carton crushed"),
        ALL_SENT,
        {trigger: "button[name=finish_receipt]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=finish]", run: "click"},
        {trigger: ".o_jxc_finished"},
    ],
});

tours.add("jxc_scanner_pick_photo", {
    steps: () => [
        tile("pick"),
        {trigger: ".o_jxc_pick_row:contains(Corner Shop)", run: "click"},
        {trigger: ".o_jxc_task:contains(Milk powder)"},
        ...scan(`${MILK}10RECALLED`, '.o_jxc_stop[data-kind="hold"]'),
        {trigger: ".o_jxc_stop button[name=dismiss]", run: "click"},
        ...photograph("Still on the shelf"),
        ALL_SENT,
    ],
});

tours.add("jxc_scanner_return_to_vendor", {
    steps: () => [
        tile("return"),
        {trigger: "button[name=to_vendor]", run: "click"},
        {trigger: "input[name=returned]", run: "edit V1"},
        {trigger: "button[name=find]", run: "click"},
        {trigger: `${screen("return")} .o_jxc_line:contains(V1)`},
        ...scan("NOT-BOUGHT", notice("notMoved")),
        {trigger: ".o_jxc_line[data-lot=V1]", run: "click"},
        {trigger: `${notice("takenBack")}:contains(V1)`},
        {trigger: "button[name=key_quantity]", run: "click"},
        ...press("3"),
        {trigger: "button[name=set_quantity]", run: "click"},
        {trigger: ".o_jxc_line[data-lot=V1] .o_jxc_amount:contains(3/6)"},
        {trigger: "input[name=note]", run: "edit Cans are swollen"},
        {trigger: "button[name=finish_return]", run: "click"},
        {trigger: ".o_jxc_finished"},
        ...photograph("Swollen can", "photo"),
        ALL_SENT,
    ],
});
