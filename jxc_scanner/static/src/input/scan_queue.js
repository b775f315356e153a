// A camera sees the same label in every frame; a keeper who means "one more" shows it
// again after a moment.
const SAME_FRAME = 1500;

/**
 * One door for scans of every source. They are worked off one after the other in the
 * order they came, whatever each has to wait for: none is merged, dropped or overtaken.
 */
export class ScanQueue {
    /** @param {(text: string) => any} work what to do with a scan; may be async */
    constructor(work) {
        this.work = work;
        this.tail = Promise.resolve();
        this.seen = {text: "", time: 0};
    }

    /** A finished code from a wedge, a paste or the keyboard. */
    push(text) {
        this.tail = this.tail.then(() => this.work(text));
        return this.tail;
    }

    /** A code recognised in a camera frame at `time` (milliseconds). */
    pushFrame(text, time) {
        const same = text === this.seen.text && time - this.seen.time < SAME_FRAME;
        this.seen = {text, time};
        return same ? this.tail : this.push(text);
    }
}
