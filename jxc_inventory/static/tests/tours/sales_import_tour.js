import {registry} from "@web/core/registry";

const SALES = `单据号,货号,名称,数量,单价,日期,客户
1,TOUR-TEA,Tea,6,5,2024-01-31,c1
2,TOUR-TEA,Tea,2,5,2024-02-01,c2
C1,TOUR-TEA,Tea,-1,5,2024-02-02,c1
3,TOUR-CUP,Cup,many,5,2024-02-02,c1
`;

function chooseFile({anchor}) {
    const transfer = new DataTransfer();
    transfer.items.add(new File([SALES], "sales.csv", {type: "text/csv"}));
    anchor.files = transfer.files;
    anchor.dispatchEvent(new Event("change", {bubbles: true}));
}

registry.category("web_tour.tours").add("jxc_sales_import", {
    steps: () => [
        {trigger: "button:contains('Upload File')", run: "click"},
        {trigger: ".modal input.o_input_file:not(:visible)", run: chooseFile},
        {
            content: "the file is there",
            trigger: ".modal .o_field_binary input:value('sales.csv')",
        },
        {trigger: ".modal button:contains('Next')", run: "click"},
        {
            content: "columns are matched by their Chinese headers",
            trigger: ".o_field_widget[name=column_ids] td:contains('Product code')",
        },
        {trigger: "button[name=action_check]:contains('Check')", run: "click"},
        {
            content: "the account of every row, nothing imported yet",
            trigger:
                ".o_jxc_sales_import_report tr:contains('Rows read') td:contains('4')",
        },
        {trigger: ".o_jxc_sales_import_report td:contains('Quantity')"},
        {trigger: "button[name=action_import]", run: "click"},
        {
            content: "one product is new",
            trigger: "button[name=action_view_products]:contains('1')",
        },
        {trigger: "button[name=action_undo]", run: "click"},
        {trigger: ".modal-footer button.btn-primary", run: "click"},
        {
            trigger:
                ".o_statusbar_status button.o_arrow_button_current:contains('Undone')",
        },
    ],
});
