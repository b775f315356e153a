/**
 * Where an answered look-up leads.
 *
 * @param {"home"|"receipts"|"card"|"hits"} screen the screen the scan was made on
 * @param {{hits: Object[], card: Object|false}} answer of the server
 * @returns {{screen: string, tone: "good"|"bad"|"ask", receiptId?: number,
 *      productId?: number}}
 */
export function lookedUp(screen, {hits, card}) {
    if (!hits.length) {
        return {screen, tone: "bad"};
    }
    if (!card) {
        return {screen: "hits", tone: "ask"};
    }
    if (card.kind === "transfer" && card.incoming && card.open) {
        return {screen: "receipt", tone: "good", receiptId: card.id};
    }
    if (screen === "receipts" && card.kind === "product") {
        const {receipts} = card;
        if (receipts.length === 1) {
            return {screen: "receipt", tone: "good", receiptId: receipts[0].id};
        }
        if (receipts.length) {
            return {screen: "receipts", tone: "ask", productId: card.id};
        }
    }
    return {screen: "card", tone: "good"};
}
