import {readEpc} from "../parse/epc";

// A camera sees the same label in every frame; a keeper who means "one more" shows it
// again after a moment. A radio reader hears the same tag many times a second.
const SAME_FRAME = 1500;
const SAME_TAG = 10000;

/**
 * One door for scans of every source. They are worked off one after the other in the
 * order they came, whatever each has to wait for: none is merged, dropped or overtaken.
 * Only a tag heard over and over is one scan, as it names one thing.
 */
export class ScanQueue {
    /** @param {(texts: string[]) => any} work what to do with scans; may be async */
    constructor(work) {
        this.work = work;
        this.tail = Promise.resolve();
        this.frames = new Map();
        this.tags = new Map();
    }

    /** A finished code from the keyboard. */
    push(text) {
        return this.pushAll([text], 0);
    }

    /** Codes that came at once at `time` (milliseconds): one step. */
    pushAll(texts, time) {
        const fresh = texts.filter(
            (text) => !readEpc(text) || isNew(this.tags, text, time, SAME_TAG)
        );
        if (fresh.length) {
            this.tail = this.tail.then(() => this.work(fresh));
        }
        return this.tail;
    }

    /** A code recognised in a camera frame; a frame may hold several. */
    pushFrame(text, time) {
        const fresh = isNew(this.frames, text, time, SAME_FRAME);
        return fresh ? this.push(text) : this.tail;
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
