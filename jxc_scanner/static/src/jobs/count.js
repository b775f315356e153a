import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {CountScreen} from "../components/count_screen";
import {CountsScreen} from "../components/counts_screen";
import {count} from "../flows/count";
import {countAnswered, layCount, openCount} from "../flows/count_picture";
import {COUNT_MESSAGES} from "./count_messages";

/** What lies at a place is counted; nobody is told what should. */
registry.category("jxc_scanner.jobs").add("count", {
    sequence: 60,
    icon: "fa-list-ol",
    title: () => _t("Count"),
    hint: () => _t("What really lies there"),
    screens: {counts: CountsScreen, count: CountScreen},
    list: "counts",
    main: "count",
    kinds: {
        "count.line": () => _t("Count"),
        "count.undo": () => _t("Take back"),
        "count.finish": () => _t("Finish count"),
    },
    messages: COUNT_MESSAGES,
    bulk: true,

    /** @param {number[]} ids the place to be counted, if it is known */
    open: (snapshot, [locationId]) => openCount(snapshot, locationId),
    flow: (state, event, context) => count(state, event, context),
    lay: layCount,
    concerns: () => true,
    keep: (before) => before,
    waiting: (snapshot) => {
        const places = new Map();
        for (const {location_id: id, count_date: date} of requests(snapshot)) {
            const place = places.get(id) || {
                id,
                ids: [id],
                title: snapshot.location(id)?.name || "",
                date,
                products: 0,
            };
            place.products += 1;
            place.date = place.date < date ? place.date : date;
            places.set(id, place);
        }
        return [...places.values()];
    },
    answered: (state, entry, answer) => ({state: countAnswered(state, entry, answer)}),
});

/** Goods somebody asked this user to count; the server blinds them. */
function requests(snapshot) {
    return snapshot.all("quants", ({count_date: date}) => date);
}
