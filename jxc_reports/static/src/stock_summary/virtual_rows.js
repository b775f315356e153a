import {useEffect, useExternalListener, useRef, useState} from "@odoo/owl";
import {useThrottleForAnimation} from "@web/core/utils/timing";

// Rows kept above and below what is seen, so that scrolling shows no gaps.
const MARGIN_ROWS = 10;

/**
 * Part of a list of equally high rows that has to be in the document.
 *
 * @param {number} count rows in all
 * @param {number} rowHeight pixels
 * @param {number} scrollTop pixels
 * @param {number} height visible pixels
 * @returns {{start: number, end: number, before: number, after: number}} rows
 *  `start <= row < end` and the pixels of the rows left out on either side
 */
export function visibleRange(count, rowHeight, scrollTop, height) {
    const first = Math.floor(scrollTop / rowHeight) - MARGIN_ROWS;
    const last = Math.ceil((scrollTop + height) / rowHeight) + MARGIN_ROWS;
    const end = Math.min(count, Math.max(last, 0));
    const start = Math.min(Math.max(first, 0), end);
    return {start, end, before: start * rowHeight, after: (count - end) * rowHeight};
}

/**
 * Follow the scrolling of an element whose long table draws only visible rows.
 *
 * @param {string} refName `t-ref` of the scrolling element
 * @returns {{scrollTop: number, height: number}} reactive
 */
export function useScrollWindow(refName) {
    const ref = useRef(refName);
    const view = useState({scrollTop: 0, height: 800});
    const measure = () => {
        if (ref.el) {
            view.scrollTop = ref.el.scrollTop;
            view.height = ref.el.clientHeight;
        }
    };
    const throttled = useThrottleForAnimation(measure);
    useExternalListener(window, "resize", throttled);
    useEffect(
        (el) => {
            if (!el) {
                return;
            }
            measure();
            el.addEventListener("scroll", throttled);
            return () => el.removeEventListener("scroll", throttled);
        },
        () => [ref.el]
    );
    return view;
}
