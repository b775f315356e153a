import {Component, useState} from "@odoo/owl";
import {useScanner} from "../app/use_scanner";
import {smallPicture} from "../input/small_picture";

/** A few words and a picture for the history of the transfer in hand. */
export class NoteSheet extends Component {
    static template = "jxc_scanner.NoteSheet";
    static props = {close: Function};

    setup() {
        Object.assign(this, useScanner());
        this.note = useState({text: "", data: "", trouble: false});
    }

    async choose(ev) {
        const [file] = ev.target.files;
        this.note.trouble = false;
        try {
            this.note.data = file ? await smallPicture(file) : "";
        } catch {
            this.note.trouble = true;
        }
    }

    keep() {
        const {text, data} = this.note;
        this.store.desk.note({text: text.trim(), data});
        this.props.close();
    }
}
