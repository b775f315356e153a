import {useState} from "@odoo/owl";
import {CarryScreen} from "./carry_screen";

/** Goods in hand, and why they are scrapped. */
export class ScrapScreen extends CarryScreen {
    static template = "jxc_scanner.ScrapScreen";

    setup() {
        super.setup();
        this.why = useState({reasons: [], note: ""});
    }

    get reasons() {
        return this.snapshot.about.scrap_reasons || [];
    }

    toggle(id) {
        const {reasons} = this.why;
        this.why.reasons = reasons.includes(id)
            ? reasons.filter((one) => one !== id)
            : [...reasons, id];
    }

    get given() {
        return this.why.reasons.length > 0 || Boolean(this.why.note.trim());
    }

    post() {
        this.store.act({
            type: "post",
            reasonIds: [...this.why.reasons],
            note: this.why.note.trim(),
        });
        Object.assign(this.why, {reasons: [], note: ""});
    }
}
