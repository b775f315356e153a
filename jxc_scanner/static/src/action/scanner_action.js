import {Component, xml} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {ScannerApp} from "../app/scanner_app";

/** The scanner within Odoo's web client, at /odoo/scanner. */
export class ScannerAction extends Component {
    static template = xml`<ScannerApp/>`;
    static components = {ScannerApp};
    static props = {...standardActionServiceProps};
    static path = "scanner";
    static displayName = _t("Scanner");
}

registry.category("actions").add("jxc_scanner.app", ScannerAction);
