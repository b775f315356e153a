import {Component, onWillStart, useState} from "@odoo/owl";
import {useScanner} from "../app/use_scanner";

const ADDRESS = "/scanner/labels";

/** In which of Odoo's layouts, and how many labels of products to print. */
export class LabelSheet extends Component {
    static template = "jxc_scanner.LabelSheet";
    static props = {
        // {id, quantity}: as many labels as pieces are proposed.
        products: Array,
        close: Function,
    };

    setup() {
        Object.assign(this, useScanner());
        const {products} = this.props;
        this.choice = useState({
            layouts: [],
            layout: "",
            copies: Math.max(1, Math.floor(products[0].quantity)),
            each: false,
        });
        // Not awaited: a sheet that opens late is tapped for twice.
        onWillStart(() => {
            this.learn();
        });
    }

    learn() {
        return this.store.ask("label_layouts", [], ({layouts, proposed}) => {
            const {labelLayout} = this.settings.device;
            const known = layouts.some(([name]) => name === labelLayout);
            const layout = known ? labelLayout : proposed;
            Object.assign(this.choice, {layouts, layout});
        });
    }

    /** One product's labels are counted, those of many are as many as the goods. */
    get many() {
        return this.props.products.length > 1;
    }

    get copies() {
        const {copies, each} = this.choice;
        if (!this.many) {
            return [[this.props.products[0].id, copies]];
        }
        return this.props.products.map(({id, quantity}) => [
            id,
            each ? 1 : Math.max(1, Math.floor(quantity)),
        ]);
    }

    get total() {
        return this.copies.reduce((sum, [, copies]) => sum + copies, 0);
    }

    get address() {
        const copies = this.copies.map((pair) => pair.join(":")).join(",");
        return `${ADDRESS}?layout=${this.choice.layout}&copies=${copies}`;
    }

    change(step) {
        this.choice.copies = Math.max(1, this.choice.copies + step);
    }

    print() {
        this.settings.changeDevice({labelLayout: this.choice.layout});
        this.props.close();
    }
}
