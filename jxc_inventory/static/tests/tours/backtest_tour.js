import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("jxc_backtest_overall", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tour of last year",
        },
        {
            content: "choose the products of the tour",
            trigger: ".o_field_widget[name=category_id] input",
            run: "edit Tour Goods",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Tour Goods')",
            run: "click",
        },
        {trigger: "button[name=action_run]:contains('Run')", run: "click"},
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Done')",
        },
        {
            content: "an owner reads the result in one sentence",
            trigger: ".o_jxc_backtest_headline:contains('With the forecast:')",
        },
        {
            content: "and sees the stock week by week",
            trigger: ".o_jxc_backtest_chart canvas",
        },
        {trigger: "button[name=action_open_lines]", run: "click"},
        {
            content: "each product has its own result",
            trigger: ".o_data_row td[name=product_id]:contains('Tour Tea')",
            run: "click",
        },
        {trigger: ".o_field_widget[name=chart] canvas"},
        {trigger: ".o_field_widget[name=forecast_fill]"},
        {
            content: "what it sold is one click away",
            trigger: "button[name=action_open_history]",
            run: "click",
        },
        {trigger: ".o_graph_view canvas"},
    ],
});

tours.add("jxc_backtest_product", {
    steps: () => [
        {
            content: "the product form has a button",
            trigger: "button[name=action_backtest]",
            run: "click",
        },
        {trigger: ".o_field_widget[name=chart] canvas"},
        {trigger: ".o_field_widget[name=product_id]:contains('Tour Tea')"},
    ],
});
