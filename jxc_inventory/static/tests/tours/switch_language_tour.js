import {registry} from "@web/core/registry";

const ENTRY = ".o-dropdown-item[data-menu^='language_']";

registry.category("web_tour.tours").add("jxc_switch_language", {
    steps: () => [
        {trigger: ".o_user_menu button", run: "click"},
        {
            content: "the only language to switch to is English",
            trigger: `body:not(:has([data-menu='language_zh_CN'])) ${ENTRY}`,
        },
        {
            trigger: ".o-dropdown-item[data-menu='language_en_US']",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: ".o_user_menu button", run: "click"},
        {
            content: "the screen is English now, and Chinese one click away",
            trigger: ".o-dropdown-item[data-menu='language_zh_CN']",
        },
    ],
});
