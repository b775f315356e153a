import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {pickJob} from "./pick_job";

/** Packed goods leave: packages are scanned onto the truck. */
registry.category("jxc_scanner.jobs").add(
    "ship",
    pickJob({
        mode: "ship",
        sequence: 33,
        icon: "fa-truck",
        title: () => _t("Ship"),
        hint: () => _t("Packed goods leave for the customer"),
        screens: ["ships", "ship", "shipped"],
        suits: ({step}) => step === "ship",
    })
);
