import {describe, expect, test} from "@odoo/hoot";
import {advanceTime} from "@odoo/hoot-mock";
import {_OriginalIndexedDB} from "@web/core/utils/indexed_db";
import {ConnectionLostError} from "@web/core/network/rpc";
import {Snapshot} from "@jxc_scanner/store/snapshot";
import {SnapshotFeed} from "@jxc_scanner/store/snapshot_feed";
import {SignedOutError} from "@jxc_scanner/store/snapshot_request";
import {SnapshotStorage} from "@jxc_scanner/store/snapshot_storage";
import {columnsOf} from "@jxc_scanner/store/snapshot_wire";

describe.current.tags("headless");

const MILK = {id: 1, name: "Milk", code: "MILK", barcode: "6907992100012"};
const TEA = {id: 2, name: "Tea", code: "TEA", barcode: null};
const ABOUT = {today: "2026-03-10", warehouse: {id: 1, name: "WH"}};

/** An answer of the server with all rows. */
function whole(tables) {
    const told = {operation_types: [{id: 1, code: "incoming", step: "receive"}]};
    return {
        ...ABOUT,
        token: "1.a",
        full: true,
        tables: Object.fromEntries(
            Object.entries({...told, ...tables}).map(([name, rows]) => [
                name,
                columnsOf(rows),
            ])
        ),
    };
}

/** An answer of the server with what has changed. */
function delta(tables, token = "2.a") {
    return {
        ...ABOUT,
        token,
        full: false,
        tables: Object.fromEntries(
            Object.entries(tables).map(([name, {rows = [], ids}]) => [
                name,
                {...columnsOf(rows), ids},
            ])
        ),
    };
}

test("changes put rows in and out, and unchanged rows that are lacking are named", () => {
    const snapshot = new Snapshot();
    snapshot.take(whole({products: [MILK, TEA], lots: []}));
    const {changed, missing} = snapshot.take(
        delta({
            products: {rows: [{...TEA, name: "Black tea"}], ids: [2, 1]},
            lots: {ids: [7, 2, 3, 1]},
        })
    );
    expect(changed).toBe(true);
    expect(snapshot.product(1)).toBe(null);
    expect(snapshot.product(2).name).toBe("Black tea");
    expect(snapshot.productsByCode("6907992100012")).toEqual([]);
    expect(missing).toEqual({lots: [7, 8, 12]});
    expect(snapshot.take(delta({products: {ids: [2, 1]}})).changed).toBe(false);
    expect(snapshot.take(delta({products: {ids: []}})).changed).toBe(true);
});

test("what was dumped is taken again as it was", () => {
    const snapshot = new Snapshot();
    snapshot.take(whole({products: [MILK, TEA]}));
    const other = new Snapshot();
    other.take({...snapshot.dump(), token: "9.a"});
    expect(other.dump().tables).toEqual(snapshot.dump().tables);
    expect(other.about.warehouse).toEqual({id: 1, name: "WH"});
});

// ---- keeping up to date -----------------------------------------------------------------

class MemoryStorage {
    constructor() {
        this.kept = [];
    }
    async all() {
        return structuredClone(this.kept);
    }
    async replace(answer) {
        this.kept = [structuredClone(answer)];
    }
    async append(answer) {
        this.kept.push(structuredClone(answer));
    }
}

function makeFeed(answers, storage = new MemoryStorage()) {
    const asked = [];
    const snapshot = new Snapshot();
    const feed = new SnapshotFeed({
        snapshot,
        storage,
        fetchSnapshot: async (token) => {
            asked.push(token);
            const answer = answers.shift();
            if (answer instanceof Error) {
                throw answer;
            }
            return answer;
        },
        fetchRows: async (wanted) => {
            asked.push(wanted);
            return {tables: {lots: columnsOf([{id: 7, name: "L7", product_id: 1}])}};
        },
        onChange: () => {},
    });
    return {feed, snapshot, storage, asked};
}

test("the first answer is everything, later ones what changed; all survives a restart", async () => {
    const {feed, asked, storage, snapshot} = makeFeed([
        whole({products: [MILK, TEA], lots: []}),
        delta({products: {rows: [{...TEA, name: "Black"}], ids: [1, 2]}}, "2.a"),
        delta({products: {ids: [1, 2]}}, "3.a"),
        delta({products: {ids: [2, 1]}}, "4.a"),
    ]);
    await feed.refresh();
    await feed.refresh();
    await feed.refresh();
    expect(asked).toEqual(["", "1.a", "2.a"]);
    expect(storage.kept.length).toBe(2);
    await feed.refresh();
    expect(storage.kept.length).toBe(3);
    expect(feed.state).toBe("fresh");
    const again = makeFeed([], storage);
    await again.feed.load();
    expect(again.snapshot.dump().tables).toEqual(snapshot.dump().tables);
    expect(again.feed.token).toBe("4.a");
});

test("rows that came into view are asked for and kept", async () => {
    const {feed, asked, storage, snapshot} = makeFeed([
        whole({products: [MILK], lots: []}),
        delta({products: {ids: [1, 1]}, lots: {ids: [7, 1]}}),
    ]);
    await feed.refresh();
    await feed.refresh();
    expect(asked.at(-1)).toEqual({lots: [7]});
    expect(snapshot.lot(7).name).toBe("L7");
    const again = makeFeed([], storage);
    await again.feed.load();
    expect(again.snapshot.lot(7).name).toBe("L7");
});

test("when too much is lacking everything is fetched anew", async () => {
    const {feed, asked} = makeFeed([
        whole({products: [MILK], lots: []}),
        delta({lots: {ids: [1, 900]}}),
        whole({products: [MILK], lots: []}),
    ]);
    await feed.refresh();
    await feed.refresh();
    expect(asked).toEqual(["", "1.a", ""]);
});

test("many changes are kept as one whole", async () => {
    const answers = [whole({products: [MILK], lots: []})];
    for (let count = 1; count <= 42; count++) {
        const rows = [{...MILK, name: `Milk ${count}`}];
        answers.push(delta({products: {rows, ids: [1, 1]}}, `${count}.a`));
    }
    const {feed, storage} = makeFeed(answers);
    for (let count = 0; count < 43; count++) {
        await feed.refresh();
    }
    expect(storage.kept.length).toBe(2);
    const again = makeFeed([], storage);
    await again.feed.load();
    expect(again.snapshot.product(1).name).toBe("Milk 42");
    expect(again.feed.token).toBe("42.a");
});

test("without network or session it keeps what it knows and says so", async () => {
    const {feed, snapshot} = makeFeed([
        whole({products: [MILK], lots: []}),
        new ConnectionLostError("/scanner/snapshot"),
        new SignedOutError(),
        new Error("broken"),
    ]);
    await feed.refresh();
    for (const state of ["offline", "signedOut", "trouble"]) {
        await feed.refresh();
        expect(feed.state).toBe(state);
        expect(snapshot.product(1).code).toBe("MILK");
    }
    expect(feed.trouble).toBe("broken");
});

test("several wishes to refresh soon are one request", async () => {
    const {feed, asked} = makeFeed([whole({products: [MILK]})]);
    feed.soon();
    feed.soon();
    await advanceTime(10_000);
    expect(asked.length).toBe(1);
});

test("the disk keeps the whole and the changes in order", async () => {
    const name = `snapshot${Math.random()}`;
    const open = () => {
        const storage = new SnapshotStorage(name, 2);
        storage.database = new _OriginalIndexedDB(storage.name, 1);
        return storage;
    };
    const storage = open();
    expect(await storage.all()).toEqual([]);
    await storage.append({number: 1});
    await storage.append({number: 2});
    await storage.replace({number: 10});
    await storage.append({number: 11});
    const again = open();
    expect(await again.all()).toEqual([{number: 10}, {number: 11}]);
    await again.append({number: 12});
    expect((await open().all()).map(({number}) => number)).toEqual([10, 11, 12]);
    await storage.database.deleteDatabase();
});
