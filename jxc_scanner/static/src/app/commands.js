/**
 * Codes that are commands, as Odoo prints and reads them elsewhere: for hands in gloves
 * that hold a reader, and for what a slip of paper asks for.
 */

// What they press, of what is on the screen.
const BUTTONS = {
    OBTVALI: ".o_jxc_primary",
    OBTPACK: "button[name=pack], button[name=new_box], button[name=close_box]",
    OBTRETU: "button[name=return]",
    OBTUNDO: "button[name=undo]",
};
const BACK = "OCDDISC";

/**
 * Do what a command says.
 *
 * @param {string} command
 * @param {HTMLElement} root the scanner
 * @param {() => any} goBack
 * @returns {boolean} whether there was anything to do; a button of the sheet on top goes
 *      before those below it
 */
export function obey(command, root, goBack) {
    if (command === BACK) {
        goBack();
        return true;
    }
    const selector = BUTTONS[command];
    const found = selector ? [...root.querySelectorAll(selector)] : [];
    const button = found.filter((one) => !one.disabled && one.offsetParent).at(-1);
    button?.click();
    return Boolean(button);
}
