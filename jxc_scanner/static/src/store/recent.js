const KEPT = 6;

/**
 * What was opened last on this device, the latest first: cards and jobs.
 *
 * @typedef {Object} RecentItem
 * @property {string} key one item an opened thing
 * @property {string} title
 * @property {string} [job] with `ids`: a job on records
 * @property {string} [kind] with `id`: a card
 */
export class Recent {
    /**
     * @param {Storage} storage
     * @param {string} name of the list in it
     */
    constructor(storage, name) {
        Object.assign(this, {storage, name});
    }

    /** @returns {RecentItem[]} */
    all() {
        try {
            const items = JSON.parse(this.storage.getItem(this.name));
            return Array.isArray(items) ? items : [];
        } catch {
            return [];
        }
    }

    /** @param {Omit<RecentItem, "key">} item */
    add(item) {
        const key = item.job ? `${item.job} ${item.ids}` : `${item.kind} ${item.id}`;
        const others = this.all().filter((other) => other.key !== key);
        const items = [{...item, key}, ...others].slice(0, KEPT);
        try {
            this.storage.setItem(this.name, JSON.stringify(items));
        } catch {
            // A full or forbidden storage costs the list, nothing else.
        }
    }
}
