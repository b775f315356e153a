/**
 * How the server sends a snapshot, and a device keeps it: columns instead of rows, and
 * ranges instead of ids.
 */

/** @returns {Object[]} one object a row */
export function rowsOf({columns}) {
    const names = Object.keys(columns);
    return columns.id.map((_id, position) => {
        const row = {};
        for (const name of names) {
            row[name] = columns[name][position];
        }
        return row;
    });
}

/** @returns {{columns: Object}} what `rowsOf` reads */
export function columnsOf(rows) {
    const names = rows.length ? Object.keys(rows[0]) : ["id"];
    return {
        columns: Object.fromEntries(
            names.map((name) => [name, rows.map((row) => row[name])])
        ),
    };
}

/** @returns {Set<number>} the ids that `[gap, count, gap, count, …]` stand for */
export function idsOf(ranges) {
    const ids = new Set();
    let next = 0;
    for (let position = 0; position < ranges.length; position += 2) {
        next += ranges[position];
        for (let count = ranges[position + 1]; count > 0; count--) {
            ids.add(next++);
        }
    }
    return ids;
}
