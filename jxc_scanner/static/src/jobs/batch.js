import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {waitingBatches} from "../flows/pick/pick_waiting";
import {pickJob} from "./pick_job";

/** Several deliveries are picked on one way, each into a tote of its own. */
registry.category("jxc_scanner.jobs").add(
    "batch",
    pickJob({
        mode: "batch",
        sequence: 31,
        icon: "fa-cubes",
        title: () => _t("Batch pick"),
        hint: () => _t("Several deliveries on one way, into totes"),
        screens: ["batches", "batch", "batched"],
        suits: ({step, batch_id}) => step === "pick" && Boolean(batch_id),
        rows: waitingBatches,
    })
);
