import {
    Component,
    onWillDestroy,
    onWillStart,
    useRef,
    useState,
    useSubEnv,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {ConnectionLostError} from "@web/core/network/rpc";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {isDisplayStandalone} from "@web/core/browser/feature_detection";
import {session} from "@web/session";
import {BusyBar} from "../components/busy_bar";
import {CameraSheet} from "../components/camera_sheet";
import {CardScreen} from "../components/card_screen";
import {HitsScreen} from "../components/hits_screen";
import {HomeScreen} from "../components/home_screen";
import {JournalScreen} from "../components/journal_screen";
import {ScanBar} from "../components/scan_bar";
import {SettingsScreen} from "../components/settings_screen";
import {listen} from "../input/listen";
import {ScanQueue} from "../input/scan_queue";
import {registeredJobs} from "../jobs/jobs";
import {JournalStorage} from "../store/journal_storage";
import {Recent} from "../store/recent";
import {ScannerDevice} from "../store/scanner_device";
import {ScannerStore} from "../store/scanner_store";
import {Snapshot} from "../store/snapshot";
import {SnapshotFeed} from "../store/snapshot_feed";
import {fetchSnapshot} from "../store/snapshot_request";
import {SnapshotStorage} from "../store/snapshot_storage";
import {obey} from "./commands";
import {DeviceSettings} from "./device_settings";
import {linkState} from "./link_state";
import {sayMessage} from "./messages";
import {signal} from "./signals";

/** Told to the server, so that a manager sees who works with an old one. */
const VERSION = "19.0.1.0.0";
const SCREENS = {
    home: HomeScreen,
    hits: HitsScreen,
    card: CardScreen,
    journal: JournalScreen,
    settings: SettingsScreen,
};

// Codes in the address the page was opened with, as readers' own apps hand them over.
// Read at once: Odoo rewrites the address, and makes numbers of digits.
const HANDED_OVER = new URLSearchParams(browser.location.search).getAll("scan");

// Longer than a slow answer takes; a connection that died silently never ends.
const PATIENCE = 15000;
const MINUTE = 60000;

/** Take a question the server does not answer for one without network. */
function withPatience(answer, method) {
    return new Promise((resolve, reject) => {
        const lost = () => reject(new ConnectionLostError(method));
        const timer = browser.setTimeout(lost, PATIENCE);
        answer.then(resolve, reject).finally(() => browser.clearTimeout(timer));
    });
}

/** The whole scanner: wires input, store and screens together. */
export class ScannerApp extends Component {
    static template = "jxc_scanner.ScannerApp";
    static components = {BusyBar, CameraSheet, ScanBar};
    static props = {};

    setup() {
        const orm = useService("orm");
        // On phones it keeps a field under the page for readers to type into.
        useService("barcode");
        this.settings = new DeviceSettings(browser.localStorage);
        this.device = useState(this.settings.device);
        const owner = `${session.db}_${user.userId}`;
        const call = (model, method, args) => {
            const answer = orm.silent.call(model, method, args);
            return model === "jxc.scanner" ? withPatience(answer, method) : answer;
        };
        const snapshot = new Snapshot();
        this.feed = new SnapshotFeed({
            snapshot,
            storage: new SnapshotStorage(
                session.db,
                user.userId,
                user.activeCompany.id
            ),
            fetchSnapshot: (token) => fetchSnapshot(token, user.activeCompany.id),
            fetchRows: (wanted) => call("jxc.scanner", "snapshot_rows", [wanted]),
            onChange: () => this.snapshotChanged(),
        });
        this.store = new ScannerStore({
            call,
            snapshot,
            feed: this.feed,
            storage: new JournalStorage(`jxc_scanner_${owner}`),
            device: new ScannerDevice({database: session.db, version: VERSION, call}),
            recent: new Recent(browser.localStorage, `jxc_scanner.recent_${owner}`),
            signal: (tone, text) => signal(tone, text, user.lang, this.device),
            say: sayMessage,
            obey: (command) => obey(command, this.root.el, () => this.back()),
            jobs: registeredJobs(),
        });
        this.root = useRef("root");
        this.queue = new ScanQueue((texts) => this.store.scanAll(texts));
        this.state = useState(this.store.state);
        this.camera = useState({open: false});
        const {store, queue, settings} = this;
        useSubEnv({scanner: {store, queue, settings}});
        const stopListening = listen(settings.reader, (codes, time) =>
            queue.pushAll(codes, time)
        );
        const wake = () => this.wake();
        const minutely = browser.setInterval(wake, MINUTE);
        browser.addEventListener("online", wake);
        document.addEventListener("visibilitychange", wake);
        onWillDestroy(() => {
            stopListening();
            browser.clearInterval(minutely);
            browser.removeEventListener("online", wake);
            document.removeEventListener("visibilitychange", wake);
            this.store.journal.destroy();
            this.feed.destroy();
        });
        onWillStart(async () => {
            await this.feed.storage.forgetOthers();
            await this.store.start();
            HANDED_OVER.splice(0).forEach((code) => this.queue.push(code));
        });
    }

    snapshotChanged() {
        const {desk, journal, snapshot, state} = this.store;
        desk.refreshed(this.feed.freshAsOf);
        snapshot.today = snapshot.currentDay();
        if (state.ready && !snapshot.empty && snapshot.today !== state.today) {
            this.store.begin({...snapshot.about, today: snapshot.today});
        }
        state.signedOut = this.feed.state === "signedOut";
        if (["fresh", "offline"].includes(this.feed.state)) {
            journal.online = this.feed.state === "fresh";
            this.store.showLink();
        }
        desk.showWaiting();
    }

    get signInAddress() {
        return `/web/login?redirect=${encodeURIComponent(browser.location.pathname)}`;
    }

    get screen() {
        return SCREENS[this.state.screen] || this.job.screens[this.state.screen];
    }

    /** The job of the screen in hand. */
    get job() {
        const {desk} = this.store;
        return desk.jobs[desk.jobOf(this.state.screen)];
    }

    get title() {
        const {screen, flows} = this.state;
        const {job} = this;
        if (job) {
            const state = flows[this.store.desk.jobOf(screen)];
            return job.heading?.(state, screen) || job.title();
        }
        return {
            home: _t("Scanner"),
            hits: _t("Look-up"),
            card: _t("Look-up"),
            journal: _t("Unsent and refused"),
            settings: _t("Settings of this device"),
        }[screen];
    }

    get link() {
        const {link, signedOut} = this.state;
        const {tone, key, count} = linkState({...link, signedOut});
        return {tone, text: sayMessage(key, {count})};
    }

    /** Back on the air or in the foreground: send at once instead of at the next try. */
    wake() {
        if (document.visibilityState === "hidden") {
            return;
        }
        this.store.journal.flush();
        if (this.state.ready) {
            this.feed.refresh();
        } else {
            this.store.start();
        }
    }

    back() {
        if (this.state.screen !== "home") {
            this.store.back();
        } else if (isDisplayStandalone()) {
            browser.history.back();
        } else {
            browser.location.assign("/odoo");
        }
    }

    /** A button left focused would be pressed again by the Enter of the next scan. */
    release(ev) {
        ev.target.closest("button, a")?.blur();
    }
}
