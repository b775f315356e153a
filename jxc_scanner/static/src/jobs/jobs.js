import {registry} from "@web/core/registry";

/** Every job of the warehouse registers itself here; README.md says what it is made of. */
const jobs = registry.category("jxc_scanner.jobs");

/** @returns {Object<string, Object>} the jobs by name, in the order home shows them */
export function registeredJobs() {
    return Object.fromEntries(
        jobs.getEntries().sort(([, one], [, other]) => one.sequence - other.sequence)
    );
}
