import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {CarryScreen} from "../components/carry_screen";
import {PutawaysScreen} from "../components/putaways_screen";
import {carry} from "../flows/carry";
import {
    carriedNames,
    carryAnswered,
    layCarried,
    openCarrying,
    openPlanned,
} from "../flows/carry_picture";
import {isToDo} from "../flows/pick/pick_picture";
import {CARRY_MESSAGES} from "./carry_messages";

/** Received goods are brought to their bins: planned transfers, and whatever stands
 *  about. */
registry.category("jxc_scanner.jobs").add("putaway", {
    sequence: 20,
    icon: "fa-th",
    title: () => _t("Put Away"),
    hint: () => _t("Received goods to their bins"),
    screens: {putaways: PutawaysScreen, putaway: CarryScreen},
    list: "putaways",
    main: "putaway",
    heading: (state, screen) =>
        screen === "putaway" ? state?.transfer?.name : undefined,
    kinds: {
        "putaway.take": () => _t("Put away"),
        "putaway.undo": () => _t("Take back"),
        "putaway.validate": () => _t("Finish put-away"),
    },
    // Goods nobody planned to put away are moved like any others.
    rooms: ["putaway", "transfer"],
    messages: {
        ...CARRY_MESSAGES,
        finished: ({name}) => _t("%s is finished.", name),
    },

    open: (snapshot, [id]) =>
        id ? openPlanned(snapshot, id) : openCarrying("putaway"),
    closed: (snapshot, ids) => !ids.every((id) => isToDo(snapshot.transfer(id))),
    keep(before, picture) {
        if (!picture.transfer) {
            return before;
        }
        const {from, goods, suggestion} = before;
        const {applied} = picture;
        const history = before.history.filter(({uuid}) => applied.includes(uuid));
        return {...picture, from, goods, suggestion, history};
    },
    flow: carry,
    lay: layCarried,
    notes: carriedNames,
    concerns: ({transfer}, {kind, payload}) =>
        transfer ? payload.picking_id === transfer.id : kind.startsWith("transfer."),
    waiting: (snapshot) =>
        snapshot.transfers(isPutaway).map((transfer) => ({
            id: transfer.id,
            ids: [transfer.id],
            title: transfer.origin || transfer.name,
            subtitle: transfer.origin ? transfer.name : transfer.partner,
            date: transfer.date,
            lines: transfer.lines.filter(({picked}) => !picked).length,
        })),
    takesType: ({step}) => step === "putaway",
    takes(snapshot, scan) {
        const transfer = snapshot.transferByName(scan.text);
        return transfer && isPutaway(transfer) ? [transfer.id] : null;
    },
    answered(state, entry, answer) {
        const {state: outcome, result} = answer;
        if (!state.transfer) {
            return {state: carryAnswered(state, entry, answer, Date.now())};
        }
        if (entry.kind !== "putaway.validate" || outcome !== "applied") {
            return null;
        }
        return {
            state: openCarrying("putaway"),
            feedback: {tone: "good", key: "finished", values: {name: result.name}},
            screen: "putaways",
        };
    },
});

function isPutaway({code, step, state}) {
    return (
        code === "internal" &&
        ["putaway", "internal"].includes(step) &&
        ["assigned", "confirmed", "waiting"].includes(state)
    );
}
