import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {pickJob} from "./pick_job";

/** Picked goods are checked by scanning and put into packages with a weight. */
registry.category("jxc_scanner.jobs").add(
    "pack",
    pickJob({
        mode: "pack",
        sequence: 32,
        icon: "fa-archive",
        title: () => _t("Pack"),
        hint: () => _t("Check picked goods into packages"),
        screens: ["packs", "pack", "packed"],
        suits: ({step}) => step === "pack",
    })
);
