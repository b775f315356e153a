import {registry} from "@web/core/registry";
import {ALL_SENT, notice, scan, screen, tile} from "./reader";

/** Have the test cut the network, or join it again, and wait until that is so. */
function network(state) {
    return {
        content: `the network is ${state}`,
        trigger: ".o_jxc_scanner",
        async run() {
            console.log(`network: ${state}`);
            const reachable = () =>
                fetch("/web/health", {cache: "no-store"}).then(
                    () => "online",
                    () => "offline"
                );
            while ((await reachable()) !== state) {
                await new Promise((resolve) => setTimeout(resolve, 100));
            }
            window.dispatchEvent(new Event(state));
        },
    };
}

const EARLIER = "jxc_scanner-earlier";

/** Until this page is in the hands of its service worker, and the disk knows. */
const KEPT = {
    content: "page and warehouse are kept on the device, nothing of before is",
    trigger: screen("home"),
    async run() {
        await navigator.serviceWorker.ready;
        const {session} = odoo.loader.modules.get("@web/session");
        const {user} = odoo.loader.modules.get("@web/core/user");
        const {SnapshotStorage} = odoo.loader.modules.get(
            "@jxc_scanner/store/snapshot_storage"
        );
        const storage = new SnapshotStorage(
            session.db,
            user.userId,
            user.activeCompany.id
        );
        const kept = async () =>
            (await storage.all()).length > 0 && !(await caches.has(EARLIER));
        while (!(await kept())) {
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
    },
};

registry.category("web_tour.tours").add("jxc_scanner_offline", {
    steps: () => [
        {
            content: "an earlier version has left what it kept",
            trigger: screen("home"),
            async run() {
                const registration = await navigator.serviceWorker.ready;
                await caches.open(EARLIER);
                await registration.unregister();
                location.reload();
            },
            expectUnloadPage: true,
        },
        KEPT,
        network("offline"),
        {
            content: "somebody closes the scanner and opens it again",
            trigger: screen("home"),
            run: () => location.reload(),
            expectUnloadPage: true,
        },
        {trigger: `${screen("home")} .o_jxc_link[data-tone="warn"]`},
        ...scan("MILK-400", ".o_jxc_card[data-kind=product]:contains(Milk powder)"),
        {trigger: '.o_jxc_stock:contains(OLD) .o_jxc_expiry[data-state="expired"]'},
        ...scan("SHELF-0001", ".o_jxc_card[data-kind=location]:contains(Shelf 1)"),
        {trigger: '.o_jxc_head button[aria-label="Back"]', run: "click"},
        tile("count"),
        {trigger: "button[name=any_place]", run: "click"},
        {trigger: screen("count")},
        ...scan("SHELF-0001", notice("place")),
        ...scan("TEA", ".o_jxc_count_entry button[name=confirm]"),
        {trigger: ".o_jxc_count_entry button[name=confirm]", run: "click"},
        {trigger: notice("counted")},
        {trigger: '.o_jxc_link[data-tone="warn"]:contains(1)'},
        network("online"),
        ALL_SENT,
    ],
});

registry.category("web_tour.tours").add("jxc_scanner_signed_out", {
    steps: () => [
        KEPT,
        {
            content: "the session ends",
            trigger: screen("home"),
            async run() {
                await fetch("/web/session/logout", {redirect: "manual"});
                window.dispatchEvent(new Event("online"));
            },
        },
        {
            trigger: `a${notice("signedOut")}[href="/web/login?redirect=%2Fscanner%2Fapp"]`,
        },
        {trigger: '.o_jxc_link[data-tone="warn"]'},
        ...scan("SHELF-0001", ".o_jxc_card[data-kind=location]:contains(Shelf 1)"),
        {trigger: '.o_jxc_head button[aria-label="Back"]', run: "click"},
        tile("count"),
        {trigger: "button[name=any_place]", run: "click"},
        ...scan("SHELF-0001", notice("place")),
        ...scan("TEA", ".o_jxc_count_entry button[name=confirm]"),
        {trigger: ".o_jxc_count_entry button[name=confirm]", run: "click"},
        {
            content: "it waits",
            trigger: '.o_jxc_link:not([data-tone="good"]):contains(1)',
        },
        {
            content: "and is still there when the scanner is opened again",
            trigger: screen("count"),
            run: () => location.reload(),
            expectUnloadPage: true,
        },
        {trigger: `${screen("home")} ${notice("signedOut")}`},
        {trigger: '.o_jxc_link:not([data-tone="good"]):contains(1)'},
    ],
});

/** The office cancels a delivery; this device has not heard of it yet. */
const CANCELLED = {
    content: "the office cancels the delivery for the kiosk",
    trigger: ".o_jxc_pick_row:contains(Kiosk)",
    async run() {
        const {rpc} = odoo.loader.modules.get("@web/core/network/rpc");
        const call = (method, ...args) =>
            rpc("/web/dataset/call_kw", {
                model: "stock.picking",
                method,
                args,
                kwargs: {},
            });
        const ids = await call("search", [["partner_id.name", "=", "Kiosk"]]);
        await call("action_cancel", ids);
    },
};

registry.category("web_tour.tours").add("jxc_scanner_offline_pick", {
    steps: () => [
        KEPT,
        tile("pick"),
        CANCELLED,
        network("offline"),
        {trigger: ".o_jxc_pick_row:contains(Kiosk)", run: "click"},
        ...scan("TEA", ".o_jxc_task .o_jxc_amount:contains(1/3)"),
        {trigger: ".o_jxc_task button[name=all]", run: "click"},
        {trigger: '.o_jxc_link[data-tone="warn"]:contains(2)'},
        {trigger: '.o_jxc_head button[aria-label="Back"]', run: "click"},
        {trigger: ".o_jxc_pick_row:contains(Corner Shop)", run: "click"},
        ...scan("010690799210001210LATE", ".o_jxc_stop[data-kind=fefo]"),
        {trigger: ".o_jxc_stop button[name=dismiss]", run: "click"},
        ...scan("010690799210001210EARLY", notice("taken")),
        {trigger: ".o_jxc_task button[name=all]", run: "click"},
        {trigger: "button[name=finish]", run: "click"},
        {trigger: ".o_jxc_sheet button[name=finish_all]", run: "click"},
        {
            content: "it is not done before the server agrees",
            trigger: "button[name=finish]:disabled:contains(Waiting for the server)",
        },
        {trigger: '.o_jxc_link[data-tone="warn"]:contains(5)'},
        network("online"),
        {trigger: ".o_jxc_finished"},
        {trigger: '.o_jxc_link[data-tone="bad"]', run: "click"},
        {trigger: ".o_jxc_refused:contains(cannot be picked any more)"},
    ],
});
