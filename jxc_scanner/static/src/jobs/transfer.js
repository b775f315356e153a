import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {CarryScreen} from "../components/carry_screen";
import {carry} from "../flows/carry";
import {
    carriedNames,
    carryAnswered,
    layCarried,
    openCarrying,
} from "../flows/carry_picture";
import {CARRY_MESSAGES} from "./carry_messages";

/** Goods are carried to another place, whatever for. */
registry.category("jxc_scanner.jobs").add("transfer", {
    sequence: 50,
    icon: "fa-exchange",
    title: () => _t("Move"),
    hint: () => _t("From one place to another"),
    screens: {transfer: CarryScreen},
    main: "transfer",
    rooms: ["transfer"],
    kinds: {
        "transfer.move": () => _t("Move goods"),
        "transfer.back": () => _t("Move goods back"),
    },
    messages: CARRY_MESSAGES,

    /** @param {number[]} ids the place goods are taken from, if it is known */
    open(snapshot, [locationId]) {
        const place = locationId && snapshot.location(locationId);
        const from = place && {id: place.id, name: place.name, scanned: true};
        return openCarrying("transfer", {from: from || null});
    },
    keep: (before) => before,
    flow: carry,
    lay: layCarried,
    notes: carriedNames,
    concerns: () => true,
    answered: (state, entry, answer) => ({
        state: carryAnswered(state, entry, answer, Date.now()),
    }),
});
