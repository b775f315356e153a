import {Component, whenReady, xml} from "@odoo/owl";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {hasTouch} from "@web/core/browser/feature_detection";
import {mountComponent} from "@web/env";
import {session} from "@web/session";
import {ScannerApp} from "../app/scanner_app";
import {keepForOffline} from "./worker";

/** The scanner on a page of its own, which opens without the network. */
class ScannerPage extends Component {
    static template = xml`<ScannerApp/><MainComponentsContainer/>`;
    static components = {MainComponentsContainer, ScannerApp};
    static props = {};
}

(async () => {
    odoo.info = {
        db: session.db,
        server_version: session.server_version,
        server_version_info: session.server_version_info,
        isEnterprise: false,
    };
    odoo.isReady = false;
    await whenReady();
    await mountComponent(ScannerPage, document.body, {name: "Scanner"});
    document.body.classList.toggle("o_touch_device", hasTouch());
    document.getElementById("jxc_scanner_wait")?.remove();
    odoo.isReady = true;
    keepForOffline();
})();
