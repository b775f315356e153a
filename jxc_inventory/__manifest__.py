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
    "data": [
        "security/jxc_groups.xml",
        "security/ir.model.access.csv",
        "security/demand_history_security.xml",
        "data/demand_progress_data.xml",
        "data/ir_cron_data.xml",
        "views/demand_history_views.xml",
        "views/menus.xml",
    ],
}
