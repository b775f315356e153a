import {Component, onMounted, onWillUnmount, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {openCamera, readAbilities, setCamera} from "../input/camera";
import {makeLabelReader} from "../input/label_reader";
import {useScanner} from "../app/use_scanner";

// Time for the screen between two pictures.
const PAUSE = 80;
const TROUBLES = {
    NotAllowedError: () => _t("Allow this page to use the camera."),
    NotFoundError: () => _t("This device has no camera."),
    NotReadableError: () => _t("Another app is using the camera."),
};

/** The camera stays open: one label after the other, the answer above the picture. */
export class CameraSheet extends Component {
    static template = "jxc_scanner.CameraSheet";
    static props = {close: Function};

    setup() {
        Object.assign(this, useScanner());
        this.video = useRef("video");
        this.camera = useState({
            trouble: "",
            abilities: {torch: false, zooms: []},
            torch: false,
            zoom: 0,
        });
        const hide = () => document.visibilityState === "hidden" && this.props.close();
        onMounted(() => {
            document.addEventListener("visibilitychange", hide);
            this.open();
        });
        onWillUnmount(() => {
            document.removeEventListener("visibilitychange", hide);
            this.stop();
        });
    }

    async open() {
        try {
            const reading = makeLabelReader();
            const stream = await openCamera();
            this.reader = await reading;
            this.stream = stream;
            if (this.stopped) {
                this.stop();
                return;
            }
            [this.track] = stream.getVideoTracks();
            this.camera.abilities = readAbilities(this.track);
            [this.camera.zoom = 0] = this.camera.abilities.zooms;
            this.video.el.srcObject = stream;
            await this.video.el.play();
            await this.watch();
        } catch (error) {
            if (!this.stopped) {
                this.camera.trouble = TROUBLES[error.name]?.() || error.message;
            }
        }
    }

    /** Read picture after picture until the sheet is closed. */
    async watch() {
        while (!this.stopped) {
            const time = browser.performance.now();
            const texts = await this.reader.read(this.video.el);
            if (!this.stopped) {
                this.queue.pushFrame(texts, time);
            }
            await new Promise((resolve) => browser.setTimeout(resolve, PAUSE));
        }
    }

    stop() {
        this.stopped = true;
        this.stream?.getTracks().forEach((track) => track.stop());
    }

    // ---- settings of the picture --------------------------------------------------------

    async toggleTorch() {
        const torch = !this.camera.torch;
        await setCamera(this.track, {torch});
        this.camera.torch = torch;
    }

    async nextZoom() {
        const {zooms} = this.camera.abilities;
        const zoom = zooms[(zooms.indexOf(this.camera.zoom) + 1) % zooms.length];
        await setCamera(this.track, {zoom});
        this.camera.zoom = zoom;
    }

    get zoomText() {
        const [least] = this.camera.abilities.zooms;
        return `${Math.round(this.camera.zoom / least)}×`;
    }
}
