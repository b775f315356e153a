/**
 * The voice of this device for a language, null where it has none.
 *
 * @param {SpeechSynthesis|undefined} synthesis
 * @param {string} language such as "zh-CN"; a voice of another region will do
 * @returns {SpeechSynthesisVoice|null}
 */
export function findVoice(synthesis, language) {
    const spelt = ({lang}) => lang.replace("_", "-").toLowerCase();
    const wanted = language.toLowerCase();
    const voices = synthesis?.getVoices() || [];
    const [family] = wanted.split("-");
    return (
        voices.find((voice) => spelt(voice) === wanted) ||
        voices.find((voice) => spelt(voice).split("-")[0] === family) ||
        null
    );
}

/**
 * Speak `text` at once, in place of what is being said. Silent where the device has no
 * voice for the language.
 */
export function speak(text, language) {
    const synthesis = window.speechSynthesis;
    const voice = findVoice(synthesis, language);
    if (!text || !voice) {
        return;
    }
    synthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    Object.assign(utterance, {voice, lang: voice.lang, rate: 1.1});
    synthesis.speak(utterance);
}
