import {browser} from "@web/core/browser/browser";

const WANTED = {
    audio: false,
    video: {
        facingMode: "environment",
        width: {ideal: 1280},
        height: {ideal: 720},
    },
};
const ZOOMS = [1, 2, 3];

/** @returns {Promise<MediaStream>} of the camera on the back, or of any */
export function openCamera() {
    return browser.navigator.mediaDevices.getUserMedia(WANTED);
}

/** Whether this browser lets a page use the camera: over HTTPS only. */
export function hasCamera() {
    return Boolean(browser.navigator.mediaDevices?.getUserMedia);
}

/**
 * What of the camera can be set.
 *
 * @param {MediaStreamTrack} track
 * @returns {{torch: boolean, zooms: number[]}} zooms to choose from, none without zoom
 */
export function readAbilities(track) {
    const {torch = false, zoom} = track.getCapabilities?.() || {};
    const zooms = zoom ? ZOOMS.filter((one) => one * zoom.min <= zoom.max) : [];
    return {
        torch: torch === true || (Array.isArray(torch) && torch.includes(true)),
        zooms: zooms.length > 1 ? zooms.map((one) => one * zoom.min) : [],
    };
}

/** @param {{torch?: boolean, zoom?: number}} values */
export function setCamera(track, values) {
    return track.applyConstraints({advanced: [values]});
}
