import {useEnv, useState} from "@odoo/owl";

/** The store of the scanner around this component, its state observed. */
export function useScanner() {
    const {scanner} = useEnv();
    return {
        store: scanner.store,
        queue: scanner.queue,
        state: useState(scanner.store.state),
    };
}
