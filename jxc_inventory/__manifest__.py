{
    "name": "JXC Inventory Trade",
    "summary": "Production dates and shelf life, demand history, reorder proposals"
    " and migration for trading companies",
    "version": "19.0.1.0.0",
    "author": "JXC",
    "license": "LGPL-3",
    "category": "Supply Chain/Inventory",
    "application": True,
    "depends": [
        "stock",
        "product_expiry",
        "purchase_stock",
        "sale_stock",
        "stock_account",
    ],
    "external_dependencies": {"python": ["numpy"]},
    "data": [
        "security/jxc_groups.xml",
        "security/ir.model.access.csv",
        "security/demand_history_security.xml",
        "data/demand_progress_data.xml",
        "data/ir_cron_data.xml",
        "views/demand_history_views.xml",
        "views/product_category_views.xml",
        "views/product_template_views.xml",
        "views/stock_lot_views.xml",
        "views/stock_move_line_views.xml",
        "views/stock_quant_views.xml",
        "views/stock_orderpoint_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "jxc_inventory/static/src/**/*",
        ],
        "web.assets_tests": [
            "jxc_inventory/static/tests/tours/**/*",
        ],
    },
}
