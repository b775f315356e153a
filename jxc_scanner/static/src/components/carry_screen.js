import {Component, useEffect, useState} from "@odoo/owl";
import {showDate, showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {awaited, goodsName, rowsOf} from "../flows/carry_picture";
import {GoodsInHand} from "./goods_in_hand";
import {NoteSheet} from "./note_sheet";

// More than anybody reads on a phone.
const MAX_ROWS = 40;

// Making one takes longer than comparing with it.
const COLLATOR = new Intl.Collator();

/** Goods as they are looked for: by name, and what expires first of it first. */
const byNameAndExpiry = (one, other) =>
    COLLATOR.compare(one.product.name, other.product.name) ||
    (one.expires || "9").localeCompare(other.expires || "9");

/** Goods on their way from one place to another: put-away and transfer. */
export class CarryScreen extends Component {
    static template = "jxc_scanner.CarryScreen";
    static components = {GoodsInHand, NoteSheet};
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {showDate, showQuantity});
        this.sheet = useState({finish: false, note: false});
        useEffect(
            () => {
                this.askSuggestion();
            },
            () => [this.picture?.goods?.productId, this.picture?.from?.id]
        );
    }

    get job() {
        return this.store.desk.jobOf(this.state.screen);
    }

    get picture() {
        return this.state.flows[this.job];
    }

    get snapshot() {
        return this.store.snapshot;
    }

    get step() {
        return awaited(this.picture);
    }

    /** Put-away rules are the server's; without network the usual place has to do. */
    async askSuggestion() {
        const {mode, transfer, goods, from} = this.picture || {};
        if (mode !== "putaway" || transfer || !goods?.productId || !from) {
            return;
        }
        const args = [goods.productId, goods.quantity || 0, goods.packageId, from.id];
        await this.store.tryOnline(
            async () => {
                const found = await this.store.call("jxc.scanner", "suggest_bin", args);
                if (found && this.picture.goods?.productId === goods.productId) {
                    this.store.act({type: "suggested", suggestion: found});
                }
            },
            {offline: () => {}}
        );
    }

    // ---- what lies there ---------------------------------------------------------------

    get rows() {
        const {from, transfer} = this.picture;
        if (!from && !transfer) {
            return [];
        }
        const which = transfer && !from?.scanned ? {} : {locationId: from.id};
        const rows = rowsOf(this.picture, this.snapshot, which).map((row) =>
            this.describe(row)
        );
        return (transfer ? rows : rows.sort(byNameAndExpiry))
            .slice(0, MAX_ROWS)
            .map((row, index) => ({...row, key: index}));
    }

    describe(row) {
        const {snapshot} = this;
        const lot = snapshot.lot(row.lot_id);
        return {
            ...row,
            product: snapshot.product(row.product_id) || {name: "", unit: ""},
            lot: lot?.name || "",
            expires: lot?.expiration_date || "",
            place: snapshot.location(row.location_id)?.name || "",
            target: snapshot.location(row.location_dest_id)?.name || "",
            package: snapshot.get("packages", row.package_id)?.name || "",
        };
    }

    choose({product_id, lot_id, package_id}) {
        this.store.act({
            type: "choose",
            productId: product_id,
            lotId: lot_id,
            packageId: package_id,
        });
    }

    // ---- what was done -------------------------------------------------------------------

    get last() {
        const payload = this.picture.history.at(-1)?.payload;
        if (!payload) {
            return null;
        }
        const {snapshot} = this;
        const goods = {
            productId: payload.product_id,
            packageName: snapshot.get("packages", payload.package_id)?.name,
        };
        const place = ({location_id: id}) => snapshot.location(id)?.name || "";
        return {
            name: goodsName(goods, snapshot) || place(payload),
            quantity: payload.quantity,
            from: place(payload),
            to: snapshot.location(payload.location_dest_id)?.name || "",
        };
    }

    finish(backorder) {
        this.sheet.finish = false;
        this.store.act({type: "finish", backorder});
    }
}
