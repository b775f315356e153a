import {Component, useState} from "@odoo/owl";
import {showDate, showQuantity} from "../../app/messages";
import {useScanner} from "../../app/use_scanner";
import {progress, transferOf} from "../../flows/pick/pick_picture";
import {allTasks, currentTask, restOf} from "../../flows/pick/pick_tasks";
import {daysUntil} from "../../parse/dates";
import {ExpiryBadge} from "../expiry_badge";
import {packsOf} from "../keypad";
import {NoteSheet} from "../note_sheet";
import {QuantitySheet} from "../quantity_sheet";
import {BoxSheet} from "./box_sheet";
import {PickFinishSheet} from "./pick_finish_sheet";
import {StopSheet} from "./stop_sheet";
import {TrackingSheet} from "./tracking_sheet";

// Days before the expiration date from which it is shown as a warning.
const SOON = 30;

/** Goods being taken: where to go, what to take there, and what was taken last. */
export class PickScreen extends Component {
    static template = "jxc_scanner.PickScreen";
    static components = {
        BoxSheet,
        ExpiryBadge,
        NoteSheet,
        PickFinishSheet,
        QuantitySheet,
        StopSheet,
        TrackingSheet,
    };
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {packsOf, restOf, showDate, showQuantity});
        this.job = this.store.desk.jobOf(this.state.screen);
        this.sheet = useState({open: ""});
    }

    get picture() {
        return this.state.flows[this.job];
    }

    get progress() {
        return progress(this.picture);
    }

    get current() {
        const {pending, tasks} = this.picture;
        return pending
            ? tasks.find(({key}) => key === pending.task)
            : currentTask(this.picture);
    }

    /** Everything but the task in hand. */
    get others() {
        return allTasks(this.picture).filter((task) => task !== this.current);
    }

    get many() {
        return this.picture.transfers.length > 1;
    }

    /** All that a screen says of one task. */
    facts(task) {
        const {products, lots, places, packages} = this.picture;
        const lot = lots[task.lotId];
        const date = (lot && lot.expiration_date) || false;
        const daysLeft = date ? daysUntil(date, this.state.today) : 0;
        return {
            product: products[task.productId],
            place: places[task.locationId],
            package: packages[task.packageId],
            transfer: transferOf(this.picture, task.transferId),
            lot,
            date,
            daysLeft,
            freshness: daysLeft < 0 ? "expired" : daysLeft < SOON ? "alert" : "good",
        };
    }

    get last() {
        const operation = this.picture.history.at(-1);
        if (!operation) {
            return null;
        }
        const {product_id, lot_id, quantity, result_package} = operation.payload;
        const product = this.picture.products[product_id];
        const lot = this.picture.lots[lot_id];
        return {
            product,
            quantity,
            lot: lot ? lot.name : "",
            box: result_package,
            serial: product.tracking === "serial",
        };
    }

    /** A reason typed for one stop is none for the next. */
    get stopKey() {
        const {kind, hand} = this.picture.stop;
        return `${kind} ${hand.task} ${hand.place.lotId}`;
    }

    taskState(task) {
        if (task.short) {
            return "over";
        }
        return restOf(task) > 0 ? "open" : "complete";
    }

    act(event) {
        this.store.act(event);
    }

    replace(quantity) {
        this.act({type: "replace", quantity});
    }

    amount(quantity) {
        this.act({type: "amount", quantity});
    }
}
