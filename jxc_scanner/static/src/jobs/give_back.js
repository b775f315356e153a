import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {ReturnScreen} from "../components/return_screen";
import {ReturnsScreen} from "../components/returns_screen";
import {giveBack, layReturn, openReturn, returnAnswered} from "../flows/give_back";

/** Goods come back from customers, or go back to vendors. */
registry.category("jxc_scanner.jobs").add("return", {
    sequence: 70,
    icon: "fa-reply",
    title: () => _t("Return"),
    hint: () => _t("From a customer, or to a vendor"),
    screens: {returns: ReturnsScreen, return: ReturnScreen},
    list: "returns",
    main: "return",
    heading: (state, screen) =>
        screen === "return" ? state?.transfer.name : undefined,
    kinds: {"return.finish": () => _t("Return")},
    messages: {
        finishing: () => _t("It is being finished. Wait for the server."),
        moreThanMoved: ({product, lot, left}) =>
            _t("%(product)s %(lot)s: only %(left)s can come back.", {
                product,
                lot,
                left,
            }),
        need_lot: ({product}) => _t("%s: scan the lot or serial number.", product),
        notMoved: ({code, name}) => _t("“%(code)s” was not on %(name)s.", {code, name}),
        nothingScanned: () => _t("Nothing has been scanned to return."),
        returned: ({name}) => _t("%s is finished.", name),
        takenBack: ({product, lot, quantity}) =>
            _t("%(product)s %(lot)s: %(quantity)s come back", {product, lot, quantity}),
        undone: ({product, quantity}) =>
            _t("Taken back: %(product)s × %(quantity)s", {product, quantity}),
    },

    /** Only the server knows what was moved long ago. */
    async refresh(call, snapshot, {ids}) {
        if (ids) {
            snapshot.put({returns: [await call("return_of", ids[0])]});
        }
    },
    open(snapshot, [id]) {
        const transfer = snapshot.get("returns", id);
        return transfer && openReturn(transfer);
    },
    keep: (before, picture) =>
        before.finished ? picture : {...before, transfer: picture.transfer},
    flow: giveBack,
    lay: layReturn,
    notes: ({transfer, finished}) => [
        {picking_id: finished ? finished.picking_id : transfer.id},
    ],
    answered(state, entry, answer) {
        const next = returnAnswered(state, entry, answer);
        const feedback = next.finished && {
            tone: "good",
            key: "returned",
            values: {name: next.finished.name},
        };
        return {state: next, feedback};
    },
});
