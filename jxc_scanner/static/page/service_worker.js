/*
 * Keeps the scanner's page and code on the device, and nothing else: what people do and
 * what the warehouse holds never goes through this cache. VERSION and FILES stand
 * before this text, as the server knows them.
 */
/* global VERSION, FILES */
const PREFIX = "jxc_scanner-";
const CACHE = PREFIX + VERSION;
const PAGE = "/scanner/app";
const TRANSLATIONS = "/web/webclient/translations";
const KEPT = /^\/(web\/assets|[a-z0-9_]+\/static)\//;

self.addEventListener("install", (event) => {
    event.waitUntil(
        (async () => {
            const cache = await caches.open(CACHE);
            // Not from the browser's own cache, which may hold what was before.
            const fresh = (path) => new Request(path, {cache: "reload"});
            await cache.addAll([PAGE, ...FILES].map(fresh));
            await self.skipWaiting();
        })()
    );
});

self.addEventListener("activate", (event) => {
    event.waitUntil(
        (async () => {
            const names = await caches.keys();
            const old = names.filter(
                (name) => name.startsWith(PREFIX) && name !== CACHE
            );
            await Promise.all(old.map((name) => caches.delete(name)));
            await self.clients.claim();
        })()
    );
});

self.addEventListener("fetch", (event) => {
    const {request} = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) {
        return;
    }
    if (request.mode === "navigate") {
        if (url.pathname === PAGE && !url.searchParams.has("debug")) {
            event.respondWith(kept(PAGE, request));
        }
    } else if (url.pathname === TRANSLATIONS) {
        event.respondWith(translations(request, url));
    } else if (KEPT.test(url.pathname)) {
        event.respondWith(kept(url.pathname, request));
    }
});

/** What is kept; else what the server gives, which is kept from then on. */
async function kept(path, request) {
    const cache = await caches.open(CACHE);
    const known = await cache.match(path);
    if (known) {
        return known;
    }
    const response = await fetch(request);
    if (response.ok && !response.redirected) {
        await cache.put(path, response.clone());
    }
    return response;
}

/** Odoo keeps translations itself and asks whether they are still good: without network
 *  they are. */
async function translations(request, url) {
    try {
        return await fetch(request);
    } catch (error) {
        const hash = url.searchParams.get("hash");
        if (!hash) {
            throw error;
        }
        return Response.json({hash});
    }
}
