import {readEpc} from "../parse/epc";

// A camera sees the same label in every frame; a keeper who means "one more" shows it
// again after a moment. A radio reader hears the same tag many times a second.
const SAME_FRAME = 1500;
const SAME_TAG = 10000;

/**
 * One door for scans of every source. They are worked off one after the other in the
 * order they came, whatever each has to wait for: none is merged, dropped or overtaken.
 * Only a tag heard over and over is one scan, as it names one thing, and so is a label
 * that stays before the camera.
 */
export class ScanQueue {
    /** @param {(texts: string[]) => any} work what to do with scans; may be async */
    constructor(work) {
        this.work = work;
        this.tail = Promise.resolve();
        this.frame = [];
        this.frames = new Map();
        this.tags = new Map();
    }

    /** A code somebody typed: it is meant, however often it comes. */
    push(text) {
        return this.enqueue(() => this.work([text]));
    }

    /** Codes of a reader that came at once at `time` (milliseconds): one step. */
    pushAll(texts, time) {
        return this.pushFresh(
            texts.filter(
                (text) => !readEpc(text) || isNew(this.tags, text, time, SAME_TAG)
            )
        );
    }

    /** Codes seen in one camera frame at `time` (milliseconds), maybe none: one step.
     *  What stood in the frame before stands there still, however slow the camera is. */
    pushFrame(texts, time) {
        const before = this.frame;
        this.frame = texts;
        return this.pushFresh(
            texts.filter(
                (text) =>
                    isNew(this.frames, text, time, SAME_FRAME) && !before.includes(text)
            )
        );
    }

    pushFresh(texts) {
        return texts.length ? this.enqueue(() => this.work(texts)) : this.tail;
    }

    /** Do something when all that came before is done. */
    enqueue(act) {
        this.tail = this.tail.then(act);
        return this.tail;
    }
}

/** Whether `text` was not seen for `span` milliseconds; it is seen now. */
function isNew(seen, text, time, span) {
    for (const [other, when] of seen) {
        if (time - when >= span) {
            seen.delete(other);
        }
    }
    const fresh = !seen.has(text);
    seen.set(text, time);
    return fresh;
}
