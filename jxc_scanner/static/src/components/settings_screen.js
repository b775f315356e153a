import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {FNC1} from "../parse/normalise";
import {useScanner} from "../app/use_scanner";

/** What is set for this device: its reader, how it looks, sounds and speaks. */
export class SettingsScreen extends Component {
    static template = "jxc_scanner.SettingsScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner());
        this.reader = useState(this.settings.reader);
        this.device = useState(this.settings.device);
        this.themes = {
            system: _t("As the device"),
            light: _t("Light"),
            dark: _t("Dark"),
        };
        this.suffixes = {
            any: _t("Enter, Tab or a pause"),
            Enter: _t("Enter"),
            Tab: _t("Tab"),
            none: _t("Only a pause"),
        };
        this.layouts = {
            system: _t("As the device"),
            us: _t("American"),
        };
        this.switches = {
            sound: _t("Tones"),
            vibration: _t("Vibration"),
            voice: _t("Speak what stops the work"),
        };
    }

    /** A pause ends codes only where neither Enter nor Tab does. */
    get usesPatience() {
        return ["any", "none"].includes(this.reader.suffix);
    }

    /** The last code as the reader sent it, with the separator made visible. */
    get trialText() {
        return this.state.trial.raw.replaceAll(FNC1, "␝");
    }

    get trialFacts() {
        const {scan} = this.state.trial;
        const {codes = [], lot, productionDate, expirationDate, quantity} = scan || {};
        return [
            [_t("Code"), codes[0]],
            [_t("Lot"), lot],
            [_t("Production date"), productionDate],
            [_t("Expiration date"), expirationDate],
            [_t("Quantity"), quantity],
        ].filter(([, value]) => value);
    }

    toggle(name) {
        this.settings.changeDevice({[name]: !this.device[name]});
        if (this.device[name]) {
            this.store.signal("bad", _t("This is how a stop sounds.").toString());
        }
    }
}
