/**
 * Act on a table of IndexedDB in one transaction.
 *
 * @param {IndexedDB} storage Odoo's helper
 * @param {string} table
 * @param {"readonly"|"readwrite"} mode
 * @param {(table: IDBObjectStore) => IDBRequest[]} act
 * @returns {Promise<any[]|undefined>} the result of each request; nothing where the
 *      device keeps no database
 */
export function transact(storage, table, mode, act) {
    return storage.execute(
        (database) =>
            database &&
            new Promise((resolve, reject) => {
                const transaction = database.transaction(table, mode);
                const requests = act(transaction.objectStore(table));
                transaction.oncomplete = () =>
                    resolve(requests.map(({result}) => result));
                transaction.onerror = () => reject(transaction.error);
                transaction.onabort = () => reject(transaction.error);
            })
    );
}
