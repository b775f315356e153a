import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {session} from "@web/session";
import {user} from "@web/core/user";

/**
 * One entry in the user menu for every other installed language, so that a Chinese
 * screen is English one click later. Each language goes by its own name, which
 * whoever looks for it can read whatever the screen's language is.
 *
 * @param {String} code as Odoo writes it, such as `zh_CN`
 * @param {String} name of the language
 * @returns {Function} what the user menu calls for its entry
 */
function languageItem(code, name) {
    return (env) => ({
        type: "item",
        id: `language_${code}`,
        description: name.split(" / ").at(-1),
        callback: async () => {
            await env.services.orm.write("res.users", [user.userId], {lang: code});
            browser.location.reload();
        },
        sequence: 45,
    });
}

for (const [code, name] of session.jxc_languages || []) {
    if (code !== user.context.lang) {
        registry
            .category("user_menuitems")
            .add(`jxc_language_${code}`, languageItem(code, name));
    }
}
