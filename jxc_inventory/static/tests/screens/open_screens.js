/**
 * Opens every screen it is given, each in every view, and reports the first one that
 * shows an error. `test_screens.py` evaluates this file and calls `openScreens`;
 * it is no module, so that no bundle has to carry it.
 */
window.openScreens = async function openScreens(screens, successSignal) {
    const {env} = odoo.__WOWL_DEBUG__.root;
    const {rpcBus} = odoo.loader.modules.get("@web/core/network/rpc");
    const {App} = odoo.loader.modules.get("@odoo/owl");
    const pending = new Set();
    rpcBus.addEventListener("RPC:REQUEST", ({detail}) => pending.add(detail.data.id));
    let failedCall = null;
    rpcBus.addEventListener("RPC:RESPONSE", ({detail}) => {
        pending.delete(detail.data.id);
        if (detail.error) {
            failedCall = detail.error.message;
        }
    });
    const frame = () =>
        new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 25));
    const busy = () =>
        pending.size || [...App.apps].some((app) => app.scheduler.tasks.size);

    async function settle(where) {
        const end = Date.now() + 30000;
        do {
            await frame();
            if (failedCall) {
                throw new Error(`${where}: the server answered: ${failedCall}`);
            }
            const dialog = document.querySelector(".o_error_dialog");
            if (dialog) {
                throw new Error(`${where}: error dialog: ${dialog.innerText}`);
            }
            if (Date.now() > end) {
                throw new Error(`${where}: still loading after 30 seconds`);
            }
        } while (busy());
    }

    try {
        for (const {action, name, ...how} of screens) {
            await env.services.action.doAction(action, {
                ...how,
                clearBreadcrumbs: true,
            });
            await settle(name);
            env.services.dialog.closeAll();
            await settle(name);
            console.log(`screen opened: ${name}`);
        }
        console.log(successSignal);
    } catch (error) {
        console.error(error.message || String(error));
    }
};
