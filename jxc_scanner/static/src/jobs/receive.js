import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {FinishedScreen} from "../components/finished_screen";
import {ReceiptScreen} from "../components/receipt_screen";
import {ReceiptsScreen} from "../components/receipts_screen";
import {applyOperation, openReceipt} from "../flows/receipt_picture";
import {receive} from "../flows/receive";
import {RECEIVE_MESSAGES} from "./receive_messages";

/** Goods that suppliers deliver are counted in. */
registry.category("jxc_scanner.jobs").add("receive", {
    sequence: 10,
    icon: "fa-download",
    title: () => _t("Receive"),
    hint: () => _t("Goods that suppliers deliver"),
    screens: {
        receipts: ReceiptsScreen,
        receipt: ReceiptScreen,
        finished: FinishedScreen,
    },
    list: "receipts",
    main: "receipt",
    heading: (state, screen) =>
        ({receipt: state?.receipt.name, finished: _t("Received")})[screen],
    kinds: {
        "receive.count": () => _t("Count in"),
        "receive.undo": () => _t("Take back"),
        "receive.validate": () => _t("Finish receipt"),
    },
    messages: RECEIVE_MESSAGES,

    /** The receipt in hand, or all that wait. */
    async refresh(call, snapshot, {ids, about}) {
        if (ids) {
            snapshot.put({receipts: [await call("receipt", ids[0])]});
        } else {
            const waiting = await call("receipts", about ? about.id : false);
            snapshot.replace({waiting_receipts: waiting});
        }
    },
    open(snapshot, [id]) {
        const receipt = snapshot.get("receipts", id);
        return receipt && {...openReceipt(receipt), applied: receipt.applied};
    },
    keep: (before, picture) => ({
        ...picture,
        entry: before.entry,
        history: before.history.filter(({uuid}) => picture.applied.includes(uuid)),
    }),
    waiting: (snapshot) =>
        snapshot.all("waiting_receipts").map((receipt) => ({
            ...receipt,
            ids: [receipt.id],
            title: receipt.partner || receipt.name,
            subtitle: receipt.name,
        })),
    takesCard(card, screen) {
        if (card.kind === "transfer" && card.incoming && card.open) {
            return [card.id];
        }
        const expected = screen === "receipts" && card.kind === "product";
        if (!expected || !card.receipts.length) {
            return null;
        }
        return card.receipts.length === 1 ? [card.receipts[0].id] : [];
    },
    flow: (state, event, context) =>
        state.finished && event.type === "scan" ? null : receive(state, event, context),
    lay: applyOperation,
    answered(state, {kind}, answer) {
        if (kind !== "receive.validate" || answer.state !== "applied") {
            return null;
        }
        const feedback = {
            tone: "good",
            key: "finished",
            values: {name: answer.result.name},
        };
        return {
            state: {...state, finished: answer.result},
            feedback,
            screen: "finished",
        };
    },
});
