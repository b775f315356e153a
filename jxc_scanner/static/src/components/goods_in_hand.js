import {Component, useState} from "@odoo/owl";
import {showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {awaited, goodsName, rowsOf} from "../flows/carry_picture";
import {packsOf} from "./keypad";
import {QuantitySheet} from "./quantity_sheet";

/** What the keeper holds: which lot, how many, and what is still to be said of it. */
export class GoodsInHand extends Component {
    static template = "jxc_scanner.GoodsInHand";
    static components = {QuantitySheet};
    static props = {
        picture: Object,
        describe: Function,
        slots: {type: Object, optional: true},
    };

    setup() {
        Object.assign(this, useScanner(), {packsOf, showQuantity});
        this.sheet = useState({quantity: false});
    }

    get goods() {
        return this.props.picture.goods;
    }

    get step() {
        return awaited(this.props.picture);
    }

    get product() {
        return this.store.snapshot.product(this.goods.productId);
    }

    get name() {
        return goodsName(this.goods, this.store.snapshot);
    }

    /** Lots or places worth a tap instead of a scan. */
    get choices() {
        const {picture, describe} = this.props;
        const which = {productId: this.goods.productId, locationId: picture.from?.id};
        const rows = rowsOf(picture, this.store.snapshot, which).map(describe);
        const own = (row) => !this.goods.lotId || row.lot_id === this.goods.lotId;
        const key = this.step === "lot" ? "lot_id" : "location_id";
        const fits = this.step === "lot" ? rows : rows.filter(own);
        return [...new Map(fits.map((row) => [row[key], row])).values()].slice(0, 6);
    }

    pick(row) {
        this.store.act(
            this.step === "lot"
                ? {type: "lot", lotId: row.lot_id}
                : {type: "place", locationId: row.location_id}
        );
    }

    setQuantity(quantity) {
        this.store.act({type: "quantity", quantity});
    }
}
