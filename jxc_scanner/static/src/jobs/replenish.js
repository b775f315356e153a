import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {pickJob} from "./pick_job";

/** Goods move from reserve to where they are picked from. */
registry.category("jxc_scanner.jobs").add(
    "replenish",
    pickJob({
        mode: "replenish",
        sequence: 34,
        icon: "fa-level-down",
        title: () => _t("Replenish"),
        hint: () => _t("Fill the places goods are picked from"),
        screens: ["replenishes", "replenish", "replenished"],
        suits: ({step}) => step === "internal",
    })
);
