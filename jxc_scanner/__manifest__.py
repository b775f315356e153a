{
    "name": "JXC Inventory Trade Scanner",
    "summary": "Warehouse scanning for phones and handhelds",
    "version": "19.0.1.0.0",
    "author": "JXC",
    "license": "LGPL-3",
    "category": "Supply Chain/Inventory",
    "depends": ["jxc_inventory"],
    "data": [],
}
