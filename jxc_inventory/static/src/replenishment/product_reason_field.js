import {
    Many2OneField,
    buildM2OFieldDescription,
} from "@web/views/fields/many2one/many2one_field";
import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";

/** A product, and below it the reason why so much of it is proposed. */
export class ProductReasonField extends Component {
    static template = "jxc_inventory.ProductReasonField";
    static components = {Many2OneField};
    static props = {...Many2OneField.props};

    get reason() {
        return this.props.record.data.reorder_reason;
    }
}

registry.category("fields").add("jxc_product_reason", {
    ...buildM2OFieldDescription(ProductReasonField),
    // Takes the room that figures and buttons leave: the reason needs fewer lines.
    listViewWidth: [262],
    fieldDependencies: [{name: "reorder_reason", type: "char"}],
});
