{
    "name": "JXC Inventory Trade Scanner",
    "summary": "Warehouse scanning for phones and handhelds",
    "version": "19.0.1.0.0",
    "author": "JXC",
    "license": "LGPL-3",
    "category": "Supply Chain/Inventory",
    "depends": ["jxc_inventory"],
    "external_dependencies": {"python": ["pypinyin"]},
    "data": [
        "security/ir.model.access.csv",
        "security/scan_operation_security.xml",
        "views/scan_operation_views.xml",
        "views/scanner_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "jxc_scanner/static/src/**/*",
        ],
        "web.assets_unit_tests": [
            "jxc_scanner/static/tests/**/*.test.js",
        ],
        "web.assets_tests": [
            "jxc_scanner/static/tests/tours/**/*",
        ],
    },
}
