import {Component, onWillUpdateProps, useRef, useState} from "@odoo/owl";
import {daysUntil, expiryOf, readDate} from "../parse/dates";
import {parseScan} from "../parse/scan";
import {showDate, showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {ExpiryBadge} from "./expiry_badge";
import {Keypad, packsOf, pressKey} from "./keypad";

const ALERT_DAYS = 30;

/** Lot, dates and quantity of tracked goods, one step at a time. */
export class EntrySheet extends Component {
    static template = "jxc_scanner.EntrySheet";
    static components = {ExpiryBadge, Keypad};
    // `blind`: nothing is told about how much there should be.
    static props = {
        entry: Object,
        product: Object,
        blind: {type: Boolean, optional: true},
    };

    setup() {
        Object.assign(this, useScanner(), {packsOf, showDate, showQuantity});
        this.lotInput = useRef("lot");
        this.keyed = useState({digits: "", quantity: "", asExpiry: this.readsLabel});
        onWillUpdateProps(({entry}) => {
            if (
                entry.step !== this.props.entry.step ||
                entry.lot !== this.props.entry.lot
            ) {
                Object.assign(this.keyed, {digits: "", quantity: ""});
            }
        });
    }

    get today() {
        return this.state.today;
    }

    /** Whether only the label tells when the goods expire. */
    get readsLabel() {
        return this.props.product.keeping?.by === "label";
    }

    /** Known lots worth a tap instead of a scan. */
    get recentLots() {
        return this.props.product.tracking === "lot"
            ? (this.props.product.lots || []).slice(0, 4)
            : [];
    }

    // ---- lot ------------------------------------------------------------------------

    /** What was typed may as well be a whole GS1 code from a reader. */
    submitLot() {
        const text = this.lotInput.el.value.trim();
        this.lotInput.el.blur();
        const scan = parseScan(text, this.store.reading);
        if (scan && scan.lot) {
            this.store.act({type: "scan", scan});
        } else {
            this.store.act({type: "lot", lot: scan ? scan.text : ""});
        }
    }

    // ---- dates ----------------------------------------------------------------------

    get keyedDate() {
        return readDate(this.keyed.digits, this.today);
    }

    /** "2026-03-0_": what is keyed so far, in its places. */
    get dateMask() {
        const digits = this.keyed.digits.padEnd(8, "_");
        return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
    }

    get keyedExpiry() {
        const {keeping} = this.props.product;
        if (!this.keyedDate) {
            return false;
        }
        if (this.keyed.asExpiry) {
            return this.keyedDate;
        }
        return keeping.by === "production" ? expiryOf(this.keyedDate, keeping) : false;
    }

    pressDate(key) {
        this.keyed.digits = pressKey(this.keyed.digits, key).slice(0, 8);
    }

    pickDate(ev) {
        this.keyed.digits = ev.target.value.replaceAll("-", "");
    }

    submitDate() {
        const name = this.keyed.asExpiry ? "expirationDate" : "productionDate";
        this.store.act({type: "dates", [name]: this.keyedDate});
    }

    expiryState(date) {
        const days = daysUntil(date, this.today);
        if (days < 0) {
            return "expired";
        }
        return days < ALERT_DAYS ? "alert" : "good";
    }

    daysLeft(date) {
        return daysUntil(date, this.today);
    }

    // ---- quantity -----------------------------------------------------------------------

    get remaining() {
        return Math.max(0, this.props.product.demand - this.props.product.done);
    }

    pressQuantity(key) {
        this.keyed.quantity = pressKey(
            this.keyed.quantity,
            key,
            this.props.entry.quantity
        );
        this.setQuantity(Number(this.keyed.quantity) || 0);
    }

    step(difference) {
        this.keyed.quantity = "";
        this.setQuantity(this.props.entry.quantity + difference);
    }

    setQuantity(quantity) {
        this.store.act({type: "quantity", quantity});
    }

    get isExpired() {
        const {expirationDate} = this.props.entry;
        return Boolean(expirationDate) && expirationDate < this.today;
    }
}
