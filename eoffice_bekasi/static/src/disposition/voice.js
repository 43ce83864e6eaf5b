import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";

/** What a browser may record, the best first, and what such a file is called. */
const FORMATS = [
    ["audio/mp4", "m4a"],
    ["audio/webm;codecs=opus", "weba"],
    ["audio/webm", "weba"],
    ["audio/ogg;codecs=opus", "ogg"],
];

/** A note is short: longer ones nobody listens to. */
export const MOST_SECONDS = 180;

const Recognition = () => window.SpeechRecognition || window.webkitSpeechRecognition;

/** Whether this device can record: it needs a microphone and a safe connection (https). */
export function canRecord() {
    return Boolean(browser.navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
}

/** Whether this browser writes down what it hears. */
export function canDictate() {
    return Boolean(Recognition());
}

/**
 * Record until `stop` is called, or the note is long enough.
 *
 * @param {(seconds: number) => void} onSecond
 * @returns {Promise<{ stop: () => void, cancel: () => void, done: Promise<File|null> }>}
 *  rejects when the microphone may not be used
 */
export async function record(onSecond) {
    const stream = await browser.navigator.mediaDevices.getUserMedia({ audio: true });
    const [mimeType, ending] = FORMATS.find(([type]) => MediaRecorder.isTypeSupported?.(type)) || [
        "",
        "weba",
    ];
    const recorder = new MediaRecorder(stream, {
        ...(mimeType && { mimeType }),
        audioBitsPerSecond: 32000,
    });
    const parts = [];
    let seconds = 0;
    let kept = true;
    const stop = () => recorder.state !== "inactive" && recorder.stop();
    const timer = browser.setInterval(() => {
        onSecond(++seconds);
        if (seconds >= MOST_SECONDS) {
            stop();
        }
    }, 1000);
    const done = new Promise((resolve) => {
        recorder.addEventListener("dataavailable", ({ data }) => data.size && parts.push(data));
        recorder.addEventListener("stop", () => {
            browser.clearInterval(timer);
            // the light of the microphone goes out
            stream.getTracks().forEach((track) => track.stop());
            const type = (recorder.mimeType || mimeType || "audio/webm").split(";")[0];
            resolve(kept && parts.length ? { parts, type, ending } : null);
        });
    }).then(
        (sound) =>
            sound && new File(sound.parts, `${voiceName()}.${sound.ending}`, { type: sound.type })
    );
    recorder.start(1000);
    return {
        stop,
        cancel: () => {
            kept = false;
            stop();
        },
        done,
    };
}

function voiceName() {
    return `suara-${luxon.DateTime.local().toFormat("yyyyMMdd-HHmmss")}`;
}

/**
 * Write down what is said, in the user's language, until `stop` is called.
 *
 * @param {{ onText: (text: string) => void, onEnd: (error?: string) => void }} callbacks
 * @returns {{ stop: () => void }}
 */
export function dictate({ onText, onEnd }) {
    const recognition = new (Recognition())();
    recognition.lang = user.lang?.startsWith("en") ? "en-US" : "id-ID";
    recognition.continuous = true;
    recognition.interimResults = false;
    let error;
    recognition.onresult = (ev) => {
        for (let place = ev.resultIndex; place < ev.results.length; place++) {
            if (ev.results[place].isFinal) {
                onText(ev.results[place][0].transcript);
            }
        }
    };
    recognition.onerror = (ev) => {
        error = ev.error;
    };
    recognition.onend = () => onEnd(error);
    recognition.start();
    return { stop: () => recognition.stop() };
}
