/** GS1's group separator, as scanners send it. */
export const FNC1 = "\x1D";

/**
 * Put right what keyboards do to a code: full-width letters and digits of a Chinese
 * input method become plain ones, and white space and line ends around it go.
 *
 * @param {string} text as it arrived
 * @returns {string}
 */
export function normalise(text) {
    const plain = text
        .replace(/[\uFF01-\uFF5E]/g, (char) =>
            String.fromCharCode(char.charCodeAt(0) - 0xfee0)
        )
        .replace(/\u3000/g, " ");
    // \x1D is white space for JavaScript's trim(), yet a leading FNC1 means "GS1".
    return plain.replace(/^[ \t\r\n\u200B\uFEFF]+|[ \t\r\n\u200B\uFEFF]+$/g, "");
}
