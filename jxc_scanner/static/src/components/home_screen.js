import {Component} from "@odoo/owl";
import {install, installing, OWN_PAGE} from "../app/installing";
import {showAge} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {KINDS} from "./hits_screen";

// Where managers solve conflicts: in Odoo's web client.
const CONFLICTS = "/odoo/scan-conflicts";

/** What waits in each job and for how long, what was open last, an invitation to scan. */
export class HomeScreen extends Component {
    static template = "jxc_scanner.HomeScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner());
        this.installing = installing();
        this.ownPage = OWN_PAGE;
        this.conflictsPage = CONFLICTS;
        this.recent = this.store.recent.all();
    }

    get jobs() {
        return Object.entries(this.store.desk.jobs).map(([name, job]) => ({
            name,
            icon: job.icon,
            title: job.title(),
            hint: job.hint ? job.hint() : "",
            ...this.waiting(name),
        }));
    }

    /** How much waits for a job, and the age of the oldest. */
    waiting(name) {
        const rows = this.state.waiting[name] || [];
        const [oldest = ""] = rows
            .map(({date}) => date)
            .filter(Boolean)
            .sort();
        const late = Boolean(oldest) && oldest < this.state.today;
        return {
            count: rows.length,
            age: oldest ? showAge(oldest, this.state.today) : "",
            late,
        };
    }

    iconOf({job, kind}) {
        return job ? this.store.desk.jobs[job]?.icon : KINDS[kind]?.icon;
    }

    nameOf({job, kind}) {
        return job ? this.store.desk.jobs[job]?.title() : KINDS[kind]?.name;
    }

    open({job, ids, kind, id}) {
        if (job) {
            this.store.openJob(job, ids);
        } else {
            this.store.openCard(kind, id);
        }
    }

    install() {
        if (!install()) {
            this.store.show("ask", "installByMenu", {});
        }
    }
}
