import {loadJS} from "@web/core/assets";

const ZXING = "/web/static/lib/zxing-library/zxing-library.js";
const FORMATS = [
    "code_128",
    "code_39",
    "data_matrix",
    "ean_13",
    "ean_8",
    "itf",
    "qr_code",
    "upc_a",
    "upc_e",
];
// Enough to tell the bars of a label that fills a sixth of the picture.
const LONGEST_SIDE = 800;
// More labels than anybody holds before a camera.
const MOST_LABELS = 6;
// Brightness, of 255, by which neighbouring rows through the same bars differ at most.
const ALIKE = 40;

/**
 * @returns {Promise<{read: (video: HTMLVideoElement) => Promise<string[]>}>} reads all
 *      labels of a picture: the device's own reader where it knows our labels, else ZXing
 */
export async function makeLabelReader() {
    const native = window.BarcodeDetector;
    const known = native ? await native.getSupportedFormats() : [];
    if (FORMATS.every((format) => known.includes(format))) {
        const detector = new native({formats: FORMATS});
        return {
            read: async (video) => {
                const area = visibleArea(video);
                const found = await detector.detect(video);
                return found
                    .filter(({boundingBox}) => isWithin(boundingBox, area))
                    .map(({rawValue}) => rawValue);
            },
        };
    }
    await loadJS(ZXING);
    return new ZXingReader(window.ZXing);
}

/** What of the picture the screen shows: it is cut to fill its frame. */
export function visibleArea({videoWidth, videoHeight, clientWidth, clientHeight}) {
    const scale = Math.max(clientWidth / videoWidth, clientHeight / videoHeight);
    const [width, height] = [clientWidth / scale, clientHeight / scale];
    return {x: (videoWidth - width) / 2, y: (videoHeight - height) / 2, width, height};
}

function isWithin(box, {x, y, width, height}) {
    const [middle, centre] = [box.x + box.width / 2, box.y + box.height / 2];
    return middle >= x && middle <= x + width && centre >= y && centre <= y + height;
}

/**
 * Reads labels with the library Odoo brings along, which by itself finds one: each label
 * found is painted over before the next is looked for. One that was not there before is
 * told at once; a picture without news is searched for more.
 */
class ZXingReader {
    constructor(ZXing) {
        const {BarcodeFormat, DecodeHintType} = ZXing;
        this.ZXing = ZXing;
        this.before = [];
        this.canvas = document.createElement("canvas");
        this.picture = this.canvas.getContext("2d", {willReadFrequently: true});
        this.reader = new ZXing.MultiFormatReader();
        this.reader.setHints(
            new Map([
                [
                    DecodeHintType.POSSIBLE_FORMATS,
                    FORMATS.map((format) => BarcodeFormat[format.toUpperCase()]),
                ],
                // Turned by a right angle as well.
                [DecodeHintType.TRY_HARDER, true],
                // Tells FNC1 of Code 128; without it elements would run together.
                [DecodeHintType.ASSUME_GS1, true],
            ])
        );
    }

    async read(video) {
        const {x, y, width, height} = visibleArea(video);
        const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
        const size = [Math.round(width * scale), Math.round(height * scale)];
        [this.canvas.width, this.canvas.height] = size;
        this.picture.drawImage(video, x, y, width, height, 0, 0, ...size);
        const texts = [];
        while (texts.length < MOST_LABELS) {
            const found = this.readOne();
            if (!found || texts.includes(found.text)) {
                break;
            }
            texts.push(found.text);
            if (!this.before.includes(found.text)) {
                break;
            }
            this.paintOver(found.points);
        }
        this.before = texts;
        return texts;
    }

    /** @returns {{text: string, points: {x: number, y: number}[]}|null} */
    readOne() {
        const {ZXing} = this;
        const source = new ZXing.HTMLCanvasElementLuminanceSource(this.canvas);
        const bitmap = new ZXing.BinaryBitmap(new ZXing.HybridBinarizer(source));
        try {
            const found = this.reader.decodeWithState(bitmap);
            const points = found.getResultPoints().filter(Boolean);
            return {
                text: found.getText(),
                points: points.map((point) => ({x: point.getX(), y: point.getY()})),
            };
        } catch {
            // No label, or one too blurred to trust: the next picture may be better.
            return null;
        }
    }

    paintOver(points) {
        const {width, height} = this.canvas;
        const {data} = this.picture.getImageData(0, 0, width, height);
        const box = labelBox(points, {width, height, data});
        this.picture.fillStyle = "white";
        this.picture.fillRect(box.x, box.y, box.width, box.height);
    }
}

/**
 * @param {{x: number, y: number}[]} points of a label: the ends of a line through its
 *      bars, or corners
 * @param {{width: number, height: number, data: Uint8ClampedArray}} picture as a canvas
 *      gives it
 * @returns {{x: number, y: number, width: number, height: number}} what the label covers
 */
export function labelBox(points, picture) {
    const [xs, ys] = [points.map(({x}) => x), points.map(({y}) => y)];
    let [left, right] = [Math.min(...xs), Math.max(...xs)];
    let [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    const [wide, high] = [right - left, bottom - top];
    if (high < wide / 8) {
        [top, bottom] = extent(picture, [left, right], (top + bottom) / 2, false);
    } else if (wide < high / 8) {
        [left, right] = extent(picture, [top, bottom], (left + right) / 2, true);
    }
    // Points lie within a symbol: in the middle of its corners or on its first bar.
    const margin = Math.max(wide, high) / 4;
    return {
        x: left - margin,
        y: top - margin,
        width: right - left + 2 * margin,
        height: bottom - top + 2 * margin,
    };
}

/** How far bars reach on both sides of the line read: rows, or columns of bars that lie,
 *  look alike as long as they cross the same bars. */
function extent({width, height, data}, [start, end], line, lying) {
    const last = (lying ? width : height) - 1;
    const brightness = (at, along) => {
        const [x, y] = lying ? [at, along] : [along, at];
        return data[4 * (Math.round(y) * width + Math.round(x))];
    };
    const middle = Math.min(Math.max(Math.round(line), 0), last);
    const differs = (at) => {
        let sum = 0;
        for (let along = Math.ceil(start); along <= end; along++) {
            sum += Math.abs(brightness(at, along) - brightness(middle, along));
        }
        return sum > ALIKE * (end - start);
    };
    let [first, final] = [middle, middle];
    while (first > 0 && !differs(first - 1)) {
        first -= 1;
    }
    while (final < last && !differs(final + 1)) {
        final += 1;
    }
    return [first, final];
}
