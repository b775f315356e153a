/** What waits for the jobs that take goods out, as rows of their lists. */

import {tasksOf} from "./pick_tasks";

const sum = (tasks, part) => tasks.reduce((total, task) => total + task[part], 0);

/** @returns {Object[]} one row a transfer */
export const waitingRows = (transfers, user) =>
    transfers.map((transfer) => waitingRow(transfer, user));

function waitingRow(transfer, user) {
    const {id, name, partner, origin, date, user_id} = transfer;
    const tasks = tasksOf(transfer);
    return {
        id,
        ids: [id],
        title: partner || name,
        subtitle: [partner && name, origin].filter(Boolean).join(" · "),
        date: date || false,
        mine: Boolean(user_id) && user_id === user?.id,
        taken: sum(tasks, "taken"),
        quantity: sum(tasks, "quantity"),
    };
}

/** @returns {Object[]} one row a batch of Odoo's, with all its transfers */
export function waitingBatches(transfers, user) {
    const batches = new Map();
    for (const transfer of transfers) {
        const row = waitingRow(transfer, user);
        const batch = batches.get(transfer.batch_id);
        if (!batch) {
            batches.set(transfer.batch_id, {
                ...row,
                id: `batch-${transfer.batch_id}`,
                title: transfer.batch,
                names: [transfer.name],
            });
            continue;
        }
        batch.ids.push(transfer.id);
        batch.names.push(transfer.name);
        batch.taken += row.taken;
        batch.quantity += row.quantity;
        batch.mine ||= row.mine;
        if (row.date && (!batch.date || row.date < batch.date)) {
            batch.date = row.date;
        }
    }
    return [...batches.values()].map(({names, ...row}) => ({
        ...row,
        subtitle: names.join(", "),
    }));
}

/** @returns {Object[]} rows, the user's own first, then the oldest promise first */
export const sortedRows = (rows) =>
    [...rows].sort(
        (one, other) =>
            other.mine - one.mine ||
            (one.date || "9").localeCompare(other.date || "9") ||
            one.title.localeCompare(other.title)
    );
