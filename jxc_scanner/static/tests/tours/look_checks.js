/**
 * What can be measured of how a screen looks: contrast of its texts (WCAG 2.2 AA) and
 * size of what a gloved thumb has to hit.
 */

const TEXT = 4.5;
const LARGE_TEXT = 3;
const LARGE = 24;
const LARGE_BOLD = 18.66;
const TARGET = 48;
const ROWS = ".o_jxc_actions:not(.o_jxc_stacked), .o_jxc_last_keys";
const ONE_LINE = 66;
const TARGETS = "button, select, input:not([type=checkbox], [type=date]), a";

/** A tour's step: look at the screen in hand by day and by night. */
export function look(trigger) {
    return {
        content: `look at ${trigger}`,
        trigger,
        run() {
            const scanner = document.querySelector(".o_jxc_scanner");
            const {theme} = scanner.dataset;
            for (const one of ["light", "dark"]) {
                scanner.dataset.theme = one;
                checkLook(scanner);
            }
            scanner.dataset.theme = theme;
        },
    };
}

/** @param {HTMLElement} root; throws with every fault found in it */
function checkLook(root) {
    const faults = [checkTexts, checkTargets, checkKeys, checkWidth].flatMap(
        (check) => [...check(root)]
    );
    if (faults.length) {
        const {theme, screen} = root.dataset;
        throw new Error(`${screen}, ${theme}: ${faults.join("; ")}`);
    }
}

function* checkTexts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const {parentElement: element, textContent} = walker.currentNode;
        if (!textContent.trim() || !isShown(element)) {
            continue;
        }
        const style = getComputedStyle(element);
        const size = parseFloat(style.fontSize);
        const bold = Number(style.fontWeight) >= 700;
        const wanted = size >= (bold ? LARGE_BOLD : LARGE) ? LARGE_TEXT : TEXT;
        const contrast = contrastOf(read(style.color), groundOf(element));
        if (contrast < wanted) {
            yield `“${textContent.trim()}” ${contrast.toFixed(1)}`;
        }
    }
}

function* checkTargets(root) {
    for (const target of root.querySelectorAll(TARGETS)) {
        const {width, height} = target.getBoundingClientRect();
        if (isShown(target) && Math.min(width, height) < TARGET - 0.5) {
            yield `${target.className || target.name} ${width}×${height}`;
        }
    }
}

/** Words on the keys of one row stand on one line, or a key is too narrow for them. */
function* checkKeys(root) {
    for (const row of root.querySelectorAll(ROWS)) {
        const heights = [...row.children].map((key) => key.offsetHeight);
        const tall = Math.max(...heights);
        if (isShown(row) && tall > ONE_LINE) {
            yield `keys of ${tall} pixels: “${row.textContent.trim()}”`;
        }
    }
}

/** Nothing may stick out sideways. */
function* checkWidth(root) {
    const {width} = root.getBoundingClientRect();
    for (const element of root.querySelectorAll("button, p, h1, h2, strong, small")) {
        const {left, right} = element.getBoundingClientRect();
        if (isShown(element) && (left < -1 || right > width + 1)) {
            yield `“${element.textContent.trim()}” reaches from ${left} to ${right}`;
        }
    }
}

function isShown(element) {
    return (
        element.checkVisibility({opacityProperty: true, visibilityProperty: true}) &&
        !element.closest("[disabled]")
    );
}

/** The colour behind a text: the nearest ground that is not seen through. */
function groundOf(element) {
    for (let one = element; one; one = one.parentElement) {
        const ground = read(getComputedStyle(one).backgroundColor);
        if (ground.alpha === 1) {
            return ground;
        }
    }
    return read("rgb(255, 255, 255)");
}

function read(colour) {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return {red, green, blue, alpha};
}

function contrastOf(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
}

function luminance({red, green, blue}) {
    const [r, g, b] = [red, green, blue].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
