/** What happens to a flow, for the tests of flows. */

/** A scan as a flow is told of it. */
export function scanOf(text, values = {}) {
    const plain = {lot: false, quantity: false, error: false, tradeItem: false};
    return {type: "scan", scan: {text, codes: [text], ...plain, ...values}};
}

export const scans = (...codes) => codes.map((code) => scanOf(code));

/** Run events from `state` through `flow`; all operations, and the last step's rest. */
export function runFlow(flow, context, state, events) {
    const operations = [];
    let step = {state, feedback: null};
    for (const event of events) {
        step = flow(step.state, event, context);
        operations.push(...step.operations);
    }
    return {...step, operations};
}
