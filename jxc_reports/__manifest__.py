{
    "name": "JXC Inventory Trade Reports",
    "summary": "Purchase-sale-inventory summary on screen, as PDF and as spreadsheet",
    "version": "19.0.1.0.0",
    "author": "JXC",
    "license": "LGPL-3",
    "category": "Supply Chain/Inventory",
    "depends": ["jxc_inventory"],
    "data": [],
}
