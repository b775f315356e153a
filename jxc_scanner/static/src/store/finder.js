import {cardOf, lookUpLocally} from "../flows/look_up";

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
        const listed = store.desk.takingType(scan);
        if (listed) {
            store.signal("good");
            await store.openList(listed);
            return;
        }
        const known = lookUpLocally(store.snapshot, scan);
        if (known.hits.length) {
            await this.found(known, scan);
            this.freshen(known.card);
        } else {
            const found = (answer) => this.found(answer, scan);
            await store.ask("look_up", [scan.text], found);
        }
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
            } else if (!open && store.journal.online) {
                // Finished meanwhile: what has become of it says the server.
                await this.openCard(card.kind, card.id);
            }
        } else if (taken) {
            store.signal("ask");
            await store.openList(taken.name, card);
        } else {
            store.signal("good");
            this.show(card);
        }
    }

    /** Show the card of one thing: at once what the device knows, then the server. */
    async openCard(kind, id) {
        const {store} = this;
        const known = cardOf(store.snapshot, kind, id);
        if (known) {
            this.show(known);
            await this.freshen(known);
        } else {
            await store.ask("card", [kind, id], (card) => this.show(card));
        }
    }

    show(card) {
        const {store} = this;
        store.state.card = card;
        store.recent.add({kind: card.kind, id: card.id, title: card.title});
        store.go("card");
    }

    /** Put what the server says in the place of a card, while it is shown. */
    async freshen(known) {
        const {store} = this;
        if (!known || !store.journal.online) {
            return;
        }
        const {kind, id} = known;
        await store.tryOnline(
            async () => {
                const card = await store.call("jxc.scanner", "card", [kind, id]);
                const shown = store.state.card;
                if (shown && shown.kind === kind && shown.id === id) {
                    store.state.card = card;
                }
            },
            {offline: () => {}}
        );
    }
}
