import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {pickJob} from "./pick_job";

/** Goods of one delivery are taken from the shelves. */
registry.category("jxc_scanner.jobs").add(
    "pick",
    pickJob({
        mode: "pick",
        sequence: 30,
        icon: "fa-shopping-basket",
        title: () => _t("Pick"),
        hint: () => _t("Goods that deliveries wait for"),
        screens: ["picks", "pick", "picked"],
        suits: ({step, batch_id}) => step === "pick" && !batch_id,
    })
);
