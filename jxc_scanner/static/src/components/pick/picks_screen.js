import {Component, onMounted, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {showDate, showQuantity} from "../../app/messages";
import {useScanner} from "../../app/use_scanner";
import {sortedRows} from "../../flows/pick/pick_waiting";
import {daysUntil} from "../../parse/dates";

/** Transfers that wait for a job; several can be chosen to be picked on one way. */
export class PicksScreen extends Component {
    static template = "jxc_scanner.PicksScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {showQuantity});
        this.job = this.store.desk.jobOf(this.state.screen);
        this.chosen = useState(new Set());
        this.faces = useState([]);
        // Not before it stands: an answer draws the app anew, and a screen that waits for
        // it would begin again and ask again.
        onMounted(() => this.readFaces());
    }

    /** Places goods are picked from that are to be filled up; without network none. */
    async readFaces() {
        if (this.job === "replenish") {
            const read = () => this.store.call("jxc.scanner", "pick_faces", []);
            await this.store.tryOnline(async () => this.faces.push(...(await read())), {
                offline: () => {},
            });
        }
    }

    fill(face) {
        this.store.ask("fill_pick_face", [face.id], (id) => this.open([id]));
    }

    get rows() {
        return sortedRows(this.state.waiting[this.job] || []);
    }

    /** Deliveries that are in no batch yet, to be picked together. */
    get single() {
        return this.job === "batch" ? sortedRows(this.state.waiting.pick || []) : [];
    }

    get togetherText() {
        return _t("Pick %s together", this.chosen.size);
    }

    toggle(id) {
        if (!this.chosen.delete(id)) {
            this.chosen.add(id);
        }
    }

    open(ids) {
        this.store.openJob(this.job, ids);
    }

    days(row) {
        return row.date ? daysUntil(row.date, this.state.today) : 0;
    }

    due(row) {
        const days = this.days(row);
        if (days < 0) {
            return _t("%s days late", -days);
        }
        return days === 0 ? _t("today") : showDate(row.date);
    }
}
