/**
 * Rows by id, found by other values too. An index is made when it is first asked for
 * and kept up to date from then on.
 */
export class Table {
    /** @param {Object<string, (row: Object) => any[]>} keys values of a row, by index */
    constructor(keys = {}) {
        this.keys = keys;
        this.rows = new Map();
        this.indexes = new Map();
    }

    get size() {
        return this.rows.size;
    }

    get(id) {
        return this.rows.get(id) || null;
    }

    all() {
        return [...this.rows.values()];
    }

    /** @returns {Object[]} rows of which `value` is one of the keys */
    by(index, value) {
        const ids = this.index(index).get(value);
        return ids ? [...ids].map((id) => this.rows.get(id)) : [];
    }

    put(row) {
        this.remove(row.id);
        this.rows.set(row.id, row);
        for (const [name, index] of this.indexes) {
            this.enter(index, this.keys[name], row);
        }
    }

    /** @returns {boolean} whether it was there */
    remove(id) {
        const row = this.rows.get(id);
        if (!row) {
            return false;
        }
        this.rows.delete(id);
        for (const [name, index] of this.indexes) {
            for (const key of this.keys[name](row)) {
                index.get(key)?.delete(id);
            }
        }
        return true;
    }

    /** Drop the rows whose ids are not in `ids`.
     *  @returns {number} how many */
    keepOnly(ids) {
        const gone = [...this.rows.keys()].filter((id) => !ids.has(id));
        gone.forEach((id) => this.remove(id));
        return gone.length;
    }

    /** Have the indexes ready before the first scan asks for them. */
    warm() {
        Object.keys(this.keys).forEach((name) => this.index(name));
    }

    index(name) {
        let index = this.indexes.get(name);
        if (!index) {
            index = new Map();
            this.indexes.set(name, index);
            for (const row of this.rows.values()) {
                this.enter(index, this.keys[name], row);
            }
        }
        return index;
    }

    enter(index, keysOf, row) {
        for (const key of keysOf(row)) {
            if (key) {
                const ids = index.get(key);
                if (ids) {
                    ids.add(row.id);
                } else {
                    index.set(key, new Set([row.id]));
                }
            }
        }
    }
}
