import {browser} from "@web/core/browser/browser";
import {speak} from "./voice";

// Frequencies in hertz and durations in seconds, told apart without looking: rising is
// good, a low double buzz is bad.
const TONES = {
    good: [[1320, 0.09]],
    ask: [
        [880, 0.07],
        [1175, 0.07],
    ],
    warn: [
        [740, 0.14],
        [740, 0.14],
    ],
    bad: [
        [220, 0.18],
        [165, 0.28],
    ],
};
const VIBRATIONS = {good: 40, ask: 40, warn: [80, 60, 80], bad: [200, 80, 200]};

let audio = null;

/**
 * Sound and shake for a tone; a stop is spoken as well.
 *
 * @param {"good"|"ask"|"warn"|"bad"} tone
 * @param {string} text what is said
 * @param {string} language of the text
 * @param {import("./device_settings").Device} device
 */
export function signal(tone, text, language, {sound, vibration, voice}) {
    if (vibration) {
        browser.navigator.vibrate?.(VIBRATIONS[tone]);
    }
    if (sound) {
        play(tone);
    }
    if (voice && tone === "bad") {
        speak(text, language);
    }
}

/** Browsers allow sound only after the first touch or key; until then, and where there
 *  is no loudspeaker, it stays silent. */
function play(tone) {
    const AudioContext = window.AudioContext;
    if (!AudioContext) {
        return;
    }
    audio ||= new AudioContext();
    if (audio.state === "suspended") {
        audio.resume().catch(() => {});
    }
    let start = audio.currentTime;
    for (const [frequency, duration] of TONES[tone]) {
        beep(frequency, start, duration);
        start += duration + 0.03;
    }
}

function beep(frequency, start, duration) {
    const oscillator = audio.createOscillator();
    const volume = audio.createGain();
    oscillator.type = frequency < 300 ? "sawtooth" : "sine";
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0.25, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + duration);
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(start + duration);
}
