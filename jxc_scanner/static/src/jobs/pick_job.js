import {_t} from "@web/core/l10n/translation";
import {PickFinishedScreen} from "../components/pick/pick_finished_screen";
import {PickScreen} from "../components/pick/pick_screen";
import {PicksScreen} from "../components/pick/picks_screen";
import {isFinished, pickAnswered} from "../flows/pick/pick_operations";
import {
    concernsPick,
    isToDo,
    keepPick,
    layPick,
    pickPicture,
} from "../flows/pick/pick_picture";
import {waitingRows} from "../flows/pick/pick_waiting";
import {pick} from "../flows/pick/pick";
import {currentTask} from "../flows/pick/pick_tasks";
import {PICK_MESSAGES} from "./pick_messages";

const KINDS = {
    "pick.take": () => _t("Pick"),
    "pick.undo": () => _t("Put back"),
    "pick.short": () => _t("Short pick"),
    "pick.validate": () => _t("Finish transfer"),
    "batch.validate": () => _t("Finish batch"),
    "pack.close": () => _t("Close package"),
    "ship.note": () => _t("Note tracking reference"),
    "lot.release": () => _t("Release lot"),
};

/**
 * One of the jobs that take goods out: they differ in what waits for them.
 *
 * @param {Object} job
 * @param {string} job.mode see flows/pick/pick.js
 * @param {[string, string, string]} job.screens names of list, transfer, result
 * @param {(transfer: Object) => boolean} job.suits whether an open transfer is work for it
 * @param {(transfers: Object[], user: Object) => Object[]} [job.rows] of its list
 * @returns {Object} a job, see README.md
 */
export function pickJob({
    mode,
    screens: [list, main, done],
    suits,
    rows = waitingRows,
    ...job
}) {
    const fits = (transfer) =>
        isToDo(transfer) && transfer.lines.length > 0 && suits(transfer);
    return {
        screens: {
            [list]: PicksScreen,
            [main]: PickScreen,
            [done]: PickFinishedScreen,
        },
        list,
        main,
        heading: (state, screen) => ({[main]: state?.name, [done]: _t("Done")})[screen],
        rooms: ["pick", "batch", "pack", "ship", "lot"],
        kinds: KINDS,
        messages: PICK_MESSAGES,

        async refresh(call, snapshot, {ids}) {
            if (ids) {
                snapshot.merge(await call("transfers", ids));
            }
        },
        open: (snapshot, ids) => pickPicture(snapshot, ids, mode),
        keep: keepPick,
        lay: layPick,
        // Of several transfers the one whose goods are in hand.
        notes(state) {
            const {transferId = state.transfers[0].id} = currentTask(state) || {};
            return [{picking_id: transferId}];
        },
        concerns: concernsPick,
        waiting: (snapshot, user) => rows(snapshot.transfers(fits), user),
        takesType: ({step}) => suits({step, batch_id: false}),
        takes(snapshot, {text}) {
            const named = snapshot.transfers(
                (one) => fits(one) && text === (one.batch || one.name)
            );
            return named.length ? named.map(({id}) => id) : null;
        },
        // Once all is done a scan begins something new.
        flow: (state, event, context) =>
            isFinished(state) && event.type === "scan"
                ? null
                : pick(state, event, context),
        answered(state, entry, answer) {
            if (!entry.kind.endsWith(".validate") || answer.state !== "applied") {
                return null;
            }
            const next = pickAnswered(state, entry, answer);
            if (!isFinished(next)) {
                return {state: next};
            }
            const name = next.finished.map((one) => one.name).join(", ");
            return {
                state: next,
                feedback: {tone: "good", key: "finished", values: {name}},
                screen: done,
            };
        },
        ...job,
    };
}
