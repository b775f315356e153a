/**
 * What keepers write and photograph, whatever the job: it goes into the history of a
 * transfer. Pure functions.
 */

import {_t} from "@web/core/l10n/translation";

export const NOTE_KINDS = {
    "note.write": () => _t("Note"),
    "note.photo": () => _t("Photo"),
};

/**
 * @param {Object[]} subjects what names the transfers in a payload: `picking_id`,
 *      `started` (see receive_unplanned.js), or `operation`, the number of one of this
 *      device that made the transfer
 * @param {{text: string, data?: string}} note `data` is a picture in base64, small
 *      already; one transfer takes it, a note without is for all
 * @param {Object} context
 * @returns {Object[]} operations
 */
export function noteOperations(subjects, {text, data}, context) {
    const noted = data ? subjects.slice(0, 1) : subjects;
    return noted.map((subject) => ({
        uuid: context.newUuid(),
        kind: data ? "note.photo" : "note.write",
        time: context.now(),
        payload: {...subject, ...(data && {data}), text},
    }));
}
