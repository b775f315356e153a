import {Component} from "@odoo/owl";
import {showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {ExpiryBadge} from "./expiry_badge";

/** Where goods are, grouped by warehouse, the keeper's own first. */
export class StockLines extends Component {
    static template = "jxc_scanner.StockLines";
    static components = {ExpiryBadge};
    static props = {stock: Object, kind: String, title: String};

    setup() {
        Object.assign(this, useScanner(), {showQuantity});
    }

    get warehouses() {
        const groups = new Map();
        for (const line of this.props.stock.lines) {
            if (!groups.has(line.warehouse)) {
                groups.set(line.warehouse, {
                    name: line.warehouse,
                    own: line.own,
                    lines: [],
                });
            }
            groups.get(line.warehouse).lines.push(line);
        }
        return [...groups.values()];
    }

    /** On a place or package the goods differ, on goods the places do. */
    get showsProducts() {
        return ["location", "package"].includes(this.props.kind);
    }

    /** Where a row's goods lie, unless the row or the card says so already. */
    placeOf({location}) {
        return this.showsProducts && location !== this.props.title ? location : "";
    }

    open(line) {
        if (this.props.kind === "lot") {
            return;
        }
        const lot = Boolean(line.lot_id);
        this.store.openCard(
            lot ? "lot" : "product",
            lot ? line.lot_id : line.product_id
        );
    }
}
