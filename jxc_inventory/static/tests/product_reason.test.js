import {describe, expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

class Product extends models.Model {
    _name = "product";
    _records = [
        {id: 1, name: "Milk"},
        {id: 2, name: "Tea"},
    ];

    name = fields.Char();
}

class Rule extends models.Model {
    _name = "rule";
    _records = [
        {id: 1, product_id: 1, reorder_reason: "Sells 22 a week. <b>In stock 12.</b>"},
        {id: 2, product_id: 2, reorder_reason: false},
    ];

    product_id = fields.Many2one({relation: "product"});
    reorder_reason = fields.Char();
}

defineMailModels();
defineModels([Product, Rule]);

const arch = '<list><field name="product_id" widget="jxc_product_reason"/></list>';

test("the reason stands below the product, and only where there is one", async () => {
    await mountView({type: "list", resModel: "rule", arch});
    expect(".o_data_row").toHaveCount(2);
    expect(queryAllTexts(".o_data_row:eq(0) .o_jxc_reason")).toEqual([
        "Sells 22 a week. <b>In stock 12.</b>",
    ]);
    expect(".o_data_row:eq(1) .o_jxc_reason").toHaveCount(0);
    expect(".o_data_row:eq(1) td[name=product_id]").toHaveText("Tea");
});

test("the reason is read with the list, in one request", async () => {
    onRpc("rule", "web_search_read", ({kwargs}) => {
        expect.step(Object.keys(kwargs.specification).sort().join());
    });
    await mountView({type: "list", resModel: "rule", arch});
    expect.verifySteps(["product_id,reorder_reason"]);
});
