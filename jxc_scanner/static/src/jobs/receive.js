import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {FinishedScreen} from "../components/finished_screen";
import {ReceiptScreen} from "../components/receipt_screen";
import {ReceiptsScreen} from "../components/receipts_screen";
import {receiptOf, unorderedReceipt} from "../flows/receipt_opening";
import {applyOperation, openReceipt} from "../flows/receipt_picture";
import {isToDo} from "../flows/pick/pick_picture";
import {receive} from "../flows/receive";
import {receiptNames, receiveAnswered} from "../flows/receive_operations";
import {daysUntil} from "../parse/dates";
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
        "receive.start": () => _t("Receive without order"),
        "receive.pack": () => _t("Put in pack"),
    },
    bulk: true,
    notes: ({receipt}) => receiptNames(receipt),
    messages: RECEIVE_MESSAGES,

    /** @param {number[]} ids receipts of one vendor; none for one without order */
    async refresh(call, snapshot, {ids}) {
        if (ids?.length) {
            snapshot.merge(await call("transfers", ids));
        }
    },
    open(snapshot, ids) {
        if (!ids.length) {
            return openReceipt(unorderedReceipt(snapshot, _t("New receipt")));
        }
        const receipt = receiptOf(snapshot, ids);
        return receipt && openReceipt(receipt);
    },
    closed: (snapshot, ids) => !ids.every((id) => isToDo(snapshot.transfer(id))),
    keep(before, picture) {
        if (picture.receipt.unordered) {
            return before.finished ? picture : before;
        }
        const {applied} = picture;
        const history = before.history.filter(({uuid}) => applied.includes(uuid));
        return {...picture, entry: before.entry, history};
    },
    concerns({receipt}, {kind, payload: {picking_id: id, started}}) {
        if (!receipt.unordered) {
            return receipt.ids.includes(id);
        }
        return receipt.started
            ? started === receipt.started
            : Boolean(started) || kind === "receive.start";
    },
    waiting: (snapshot) =>
        snapshot
            .transfers(({code}) => code === "incoming")
            .map((transfer) => waitingReceipt(transfer, snapshot.today))
            .sort((one, other) => other.days_late - one.days_late),
    takesType: ({code}) => code === "incoming",
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
    lay: (state, operation) =>
        state.history.some(({uuid}) => uuid === operation.uuid)
            ? state
            : applyOperation(state, operation),
    answered(state, entry, answer) {
        if (entry.kind !== "receive.validate") {
            return null;
        }
        if (answer.state === "refused" && state.receipt.unordered) {
            return {state: {...state, finishing: null}};
        }
        const next = receiveAnswered(state, entry, answer);
        if (!next?.finished) {
            return next && {state: next};
        }
        const {name} = next.finished;
        return {
            state: next,
            feedback: {tone: "good", key: "finished", values: {name}},
            screen: "finished",
        };
    },
});

/** A row of the list: what is expected, how far it is, and how late. */
function waitingReceipt(transfer, today) {
    const {id, name, partner, origin, date, moves, lines} = transfer;
    const sum = (rows, key) => rows.reduce((total, row) => total + row[key], 0);
    return {
        ...{id, name, partner, origin, date},
        ids: [id],
        title: partner || name,
        subtitle: name,
        demand: sum(moves, "demand"),
        done: sum(
            lines.filter(({picked}) => picked),
            "quantity"
        ),
        days_late: date ? -daysUntil(date, today) : 0,
        productIds: moves.map(({product_id}) => product_id),
    };
}
