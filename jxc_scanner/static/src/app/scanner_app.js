import {Component, onWillDestroy, onWillStart, useState, useSubEnv} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useBus, useService} from "@web/core/utils/hooks";
import {barcodeService} from "@barcodes/barcode_service";
import {isDisplayStandalone} from "@web/core/browser/feature_detection";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {session} from "@web/session";
import {CameraSheet} from "../components/camera_sheet";
import {CardScreen} from "../components/card_screen";
import {FinishedScreen} from "../components/finished_screen";
import {HitsScreen} from "../components/hits_screen";
import {HomeScreen} from "../components/home_screen";
import {JournalScreen} from "../components/journal_screen";
import {ReceiptScreen} from "../components/receipt_screen";
import {ReceiptsScreen} from "../components/receipts_screen";
import {ScanBar} from "../components/scan_bar";
import {ScanQueue} from "../input/scan_queue";
import {JournalStorage} from "../store/journal_storage";
import {ScannerStore} from "../store/scanner_store";
import {sayMessage} from "./messages";
import {signal} from "./signals";

const SCREENS = {
    home: HomeScreen,
    hits: HitsScreen,
    card: CardScreen,
    receipts: ReceiptsScreen,
    receipt: ReceiptScreen,
    finished: FinishedScreen,
    journal: JournalScreen,
};

// Odoo ends a code after 150 ms without a key. A busy phone or a slow reader pauses
// longer, and half a code is worse than an answer a moment later.
const PATIENCE = 300;

/** The full-screen client action: wires input, store and screens together. */
export class ScannerApp extends Component {
    static template = "jxc_scanner.ScannerApp";
    static components = {CameraSheet, ScanBar};
    static props = {...standardActionServiceProps};
    static path = "scanner";
    static displayName = _t("Scanner");

    setup() {
        const orm = useService("orm");
        this.barcode = useService("barcode");
        this.action = useService("action");
        this.store = new ScannerStore({
            call: (model, method, args) => orm.silent.call(model, method, args),
            storage: new JournalStorage(`jxc_scanner_${session.db}_${user.userId}`),
            signal,
            say: sayMessage,
        });
        this.queue = new ScanQueue((text) => this.store.scan(text));
        this.state = useState(this.store.state);
        this.camera = useState({open: false});
        useSubEnv({scanner: {store: this.store, queue: this.queue}});
        useBus(this.barcode.bus, "barcode_scanned", ({detail}) =>
            this.queue.push(detail.barcode)
        );
        const patience = barcodeService.maxTimeBetweenKeysInMs;
        barcodeService.maxTimeBetweenKeysInMs = Math.max(patience, PATIENCE);
        const wake = () => this.wake();
        browser.addEventListener("online", wake);
        document.addEventListener("visibilitychange", wake);
        onWillDestroy(() => {
            barcodeService.maxTimeBetweenKeysInMs = patience;
            browser.removeEventListener("online", wake);
            document.removeEventListener("visibilitychange", wake);
            this.store.journal.destroy();
        });
        onWillStart(() => this.store.start());
    }

    get screen() {
        return SCREENS[this.state.screen];
    }

    get title() {
        const {screen, receive} = this.state;
        return {
            home: _t("Scanner"),
            hits: _t("Look-up"),
            card: _t("Look-up"),
            receipts: _t("Receive"),
            receipt: receive ? receive.receipt.name : _t("Receive"),
            finished: _t("Received"),
            journal: _t("Unsent and refused"),
        }[screen];
    }

    get link() {
        const {link} = this.state;
        if (link.refused.length) {
            return {tone: "bad", text: _t("%s refused", link.refused.length)};
        }
        if (!link.stored) {
            return {tone: "bad", text: _t("Not saved on this device")};
        }
        if (link.trouble) {
            return {tone: "bad", text: _t("%s held up", link.waiting.length)};
        }
        if (!link.online) {
            return {
                tone: "warn",
                text: link.waiting.length
                    ? _t("Offline, %s unsent", link.waiting.length)
                    : _t("Offline"),
            };
        }
        if (link.waiting.length) {
            return {tone: "warn", text: _t("%s unsent", link.waiting.length)};
        }
        return {tone: "good", text: _t("Connected")};
    }

    /** Back on the air or in the foreground: send at once instead of at the next try. */
    wake() {
        if (document.visibilityState === "hidden") {
            return;
        }
        this.store.journal.flush();
        if (!this.state.ready) {
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

registry.category("actions").add("jxc_scanner.app", ScannerApp);
