/** Finds what a scan means where no flow awaits it, and shows it. */
export class Finder {
    /** @param {import("./scanner_store").ScannerStore} store */
    constructor(store) {
        this.store = store;
    }

    /** A job that knows the scan opens; anything else is looked up. */
    async lookUp(scan) {
        const {store} = this;
        if (scan.error) {
            store.notify("bad", "badDate", {});
            return;
        }
        const taken = store.desk.taking(scan);
        if (taken) {
            store.signal("good");
            await store.openJob(taken.name, taken.ids);
            return;
        }
        await store.ask("look_up", [scan.text], (answer) => this.found(answer, scan));
    }

    async found({hits, card}, scan) {
        const {store} = this;
        const {screen} = store.state;
        const taken = card && store.desk.takingCard(card, screen);
        store.state.notice = null;
        if (!hits.length) {
            store.notify("bad", "nothing", {code: scan.lot || scan.text});
        } else if (!card) {
            store.signal("ask");
            store.state.hits = hits;
            store.go("hits");
        } else if (taken?.ids) {
            store.signal("good");
            const open = await store.openJob(taken.name, taken.ids);
            if (open && card.kind === "product") {
                store.act({type: "scan", scan});
            }
        } else if (taken) {
            store.signal("ask");
            await store.openList(taken.name, card);
        } else {
            store.signal("good");
            store.state.card = card;
            store.go("card");
        }
    }

    async openCard(kind, id) {
        const {store} = this;
        await store.ask("card", [kind, id], (card) => {
            store.state.card = card;
            store.go("card");
        });
    }
}
