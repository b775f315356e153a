import {describe, expect, test} from "@odoo/hoot";
import {noteOperations} from "@jxc_scanner/flows/notes";
import {registeredJobs} from "@jxc_scanner/jobs/jobs";

describe.current.tags("headless");

const context = {newUuid: () => "uuid", now: () => "2026-03-10T08:00:00.000Z"};

test("a note is for every transfer in hand, a picture for one", () => {
    const subjects = [{picking_id: 7}, {picking_id: 8}];
    const notes = noteOperations(subjects, {text: "Seal broken", data: ""}, context);
    expect(notes.map(({kind, payload}) => [kind, payload])).toEqual([
        ["note.write", {picking_id: 7, text: "Seal broken"}],
        ["note.write", {picking_id: 8, text: "Seal broken"}],
    ]);
    const photos = noteOperations(subjects, {text: "", data: "AAAA"}, context);
    expect(photos.map(({kind, payload}) => [kind, payload])).toEqual([
        ["note.photo", {picking_id: 7, data: "AAAA", text: ""}],
    ]);
});

test("each job says which transfer a note is for", () => {
    const {receive, pick, batch, pack, ship, replenish, putaway, transfer, ...others} =
        registeredJobs();
    expect(receive.notes({receipt: {ids: [7, 8]}})).toEqual([
        {picking_id: 7},
        {picking_id: 8},
    ]);
    expect(receive.notes({receipt: {started: "uuid-1"}})).toEqual([
        {started: "uuid-1"},
    ]);
    const task = {key: "b", transferId: 4, quantity: 2, taken: 0, locationId: 1};
    const done = {key: "a", transferId: 3, quantity: 2, taken: 2, locationId: 1};
    const state = {transfers: [{id: 3}, {id: 4}], tasks: [done, task]};
    for (const job of [pick, batch, pack, ship, replenish]) {
        expect(job.notes(state)).toEqual([{picking_id: 4}]);
        expect(job.notes({...state, tasks: [done]})).toEqual([{picking_id: 3}]);
    }
    for (const job of [putaway, transfer]) {
        const history = [{uuid: "uuid-1"}, {uuid: "uuid-2"}];
        expect(job.notes({transfer: {id: 5}, history})).toEqual([{picking_id: 5}]);
        expect(job.notes({transfer: null, history})).toEqual([{operation: "uuid-2"}]);
        expect(job.notes({transfer: null, history: []})).toEqual([]);
    }
    const returned = others.return;
    expect(returned.notes({transfer: {id: 6}})).toEqual([{picking_id: 6}]);
    const finished = {picking_id: 9};
    expect(returned.notes({transfer: {id: 6}, finished})).toEqual([{picking_id: 9}]);
});
