const NAMES = {
    Backquote: "`~",
    Minus: "-_",
    Equal: "=+",
    BracketLeft: "[{",
    BracketRight: "]}",
    Backslash: "\\|",
    Semicolon: ";:",
    Quote: "'\"",
    Comma: ",<",
    Period: ".>",
    Slash: "/?",
    Space: "  ",
    NumpadAdd: "++",
    NumpadDecimal: "..",
    NumpadDivide: "//",
    NumpadMultiply: "**",
    NumpadSubtract: "--",
};
const SHIFTED_DIGITS = ")!@#$%^&*(";

/**
 * @param {string} code place of a key, as the browser names it ("KeyA", "Digit1")
 * @param {boolean} shift
 * @returns {string} what it writes on the American keyboard, empty for none
 */
export function keyOnUsKeyboard(code = "", shift = false) {
    const [, letter] = code.match(/^Key([A-Z])$/) || [];
    if (letter) {
        return shift ? letter : letter.toLowerCase();
    }
    const [, kind, digit] = code.match(/^(Digit|Numpad)([0-9])$/) || [];
    if (digit) {
        return shift && kind === "Digit" ? SHIFTED_DIGITS[digit] : digit;
    }
    return Object.hasOwn(NAMES, code) ? NAMES[code][shift ? 1 : 0] : "";
}
