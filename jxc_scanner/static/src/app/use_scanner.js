import {useEnv, useState} from "@odoo/owl";

/** The store of the scanner around this component, its state observed, the queue of
 *  scans and the settings of the device. */
export function useScanner() {
    const {scanner} = useEnv();
    return {
        store: scanner.store,
        queue: scanner.queue,
        settings: scanner.settings,
        state: useState(scanner.store.state),
    };
}
