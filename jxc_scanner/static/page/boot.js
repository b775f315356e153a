/*
 * Opens the scanner before any of Odoo's code runs: with what this device remembers of
 * the last session, so that it needs no network, and has the server confirm it.
 *
 * What is remembered are who it was, their language and companies: no key to the server.
 */
(() => {
    const REMEMBERED = "jxc_scanner.session";
    const SIGN_IN = "/web/login?redirect=/scanner/app";
    const scripts = JSON.parse(document.currentScript.dataset.scripts);
    // The address as it was opened: codes handed over stay in it over the sign-in.
    const codes = encodeURIComponent(location.search);

    const remembered = () => {
        try {
            return JSON.parse(localStorage.getItem(REMEMBERED));
        } catch {
            return null;
        }
    };
    const remember = (session) => {
        try {
            localStorage.setItem(REMEMBERED, JSON.stringify(session));
        } catch {
            // A full or forbidden disk: it opens with the network only.
        }
    };
    const tell = (name) => {
        document.querySelectorAll("#jxc_scanner_wait > *").forEach((part) => {
            part.hidden = part.dataset.when !== name;
        });
    };
    const open = (session) => {
        window.odoo = {debug: "", __session_info__: session};
        for (const source of scripts) {
            const script = document.createElement("script");
            Object.assign(script, {src: source, async: false});
            script.onerror = () => tell("unknown");
            document.head.append(script);
        }
    };
    const ask = async () => {
        const response = await fetch("/scanner/session", {cache: "no-store"});
        return response.json();
    };
    const differs = (one, other) =>
        ["db", "uid"].some((name) => one[name] !== other[name]) ||
        one.user_context.lang !== other.user_context.lang;

    const known = remembered();
    if (known) {
        open(structuredClone(known));
        ask().then(
            ({session}) => {
                if (session) {
                    remember(session);
                    if (differs(session, known)) {
                        location.reload();
                    }
                }
            },
            () => {}
        );
        return;
    }
    ask().then(
        ({session, refused}) => {
            if (session) {
                remember(session);
                open(structuredClone(session));
            } else if (refused) {
                tell("refused");
            } else {
                location.assign(SIGN_IN + codes);
            }
        },
        () => tell("unknown")
    );
})();
