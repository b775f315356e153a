{
    "name": "JXC Inventory Trade Reports",
    "summary": "Purchase-sale-inventory summary, recall letters and lists",
    "version": "19.0.1.0.0",
    "author": "JXC",
    "license": "LGPL-3",
    "category": "Supply Chain/Inventory",
    "depends": ["jxc_inventory"],
    "external_dependencies": {"python": ["xlsxwriter"]},
    "data": [
        "report/recall_letter_templates.xml",
        "report/stock_summary_templates.xml",
        "views/stock_move_line_views.xml",
        "views/recall_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["jxc_reports/static/src/stock_summary/*"],
        "web.assets_unit_tests": ["jxc_reports/static/tests/*.test.js"],
        "web.assets_tests": ["jxc_reports/static/tests/tours/*.js"],
    },
}
