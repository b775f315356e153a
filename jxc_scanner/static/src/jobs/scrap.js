import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {ScrapScreen} from "../components/scrap_screen";
import {carryAnswered, openCarrying} from "../flows/carry_picture";
import {layScrap, scrap} from "../flows/scrap";
import {CARRY_MESSAGES} from "./carry_messages";

/** Goods nobody can use any more leave the stock, with the reason. */
registry.category("jxc_scanner.jobs").add("scrap", {
    sequence: 80,
    icon: "fa-trash-o",
    title: () => _t("Scrap"),
    hint: () => _t("Goods nobody can use any more"),
    screens: {scrap: ScrapScreen},
    main: "scrap",
    kinds: {"scrap.post": () => _t("Scrap")},
    messages: {
        ...CARRY_MESSAGES,
        need_reason: ({product}) => _t("%s: why is it scrapped?", product),
        noPackages: () => _t("Scan the goods in the package."),
        scrapped: ({product, quantity, place}) =>
            _t("%(product)s %(quantity)s scrapped from %(place)s", {
                product,
                quantity,
                place,
            }),
    },
    open: () => openCarrying("transfer"),
    keep: (before) => before,
    flow: scrap,
    lay: (state, operation) =>
        state.moved.some(({uuid}) => uuid === operation.uuid)
            ? state
            : layScrap(state, operation),
    concerns: () => true,
    answered: (state, entry, answer) => ({
        state: carryAnswered(state, entry, answer, Date.now()),
    }),
});
