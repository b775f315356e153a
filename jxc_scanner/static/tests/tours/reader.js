/** What tours of the scanner have in common: a hand-held reader and the big keys. */

/** The keys of the code, then Enter. */
export function scan(code, expectation) {
    return [
        {
            content: `scan ${code}`,
            trigger: ".o_jxc_scanner:has(.o_jxc_scan_bar) .o_jxc_main",
            run() {
                for (const key of [...code, "Enter"]) {
                    document.body.dispatchEvent(
                        new KeyboardEvent("keydown", {
                            key,
                            bubbles: true,
                            cancelable: true,
                        })
                    );
                }
            },
        },
        {content: `${code} is answered`, trigger: expectation},
    ];
}

export function press(digits) {
    return [...digits].map((digit) => ({
        trigger: `.o_jxc_keypad button[data-key="${digit}"]`,
        run: "click",
    }));
}

export const notice = (key) => `.o_jxc_notice[data-key="${key}"]`;
export const screen = (name) => `.o_jxc_scanner[data-screen=${name}]`;
export const tile = (name) => ({trigger: `.o_jxc_tile[name=${name}]`, run: "click"});

/** All has reached the server and was taken. */
export const ALL_SENT = {trigger: '.o_jxc_link[data-tone="good"]'};
