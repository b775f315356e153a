import {Component} from "@odoo/owl";
import {showDate, showRemaining} from "../app/messages";

/** When goods expire: the day, the remaining life in words, and a colour for it. */
export class ExpiryBadge extends Component {
    static template = "jxc_scanner.ExpiryBadge";
    static props = {date: [String, Boolean], daysLeft: Number, state: String};

    get text() {
        return `${showDate(this.props.date)} · ${showRemaining(this.props.daysLeft)}`;
    }
}
