/* Compares a file with the genuine letter's SHA-256. The file stays here: nothing is sent. */
(function () {
    "use strict";

    const drop = document.getElementById("drop");
    if (!drop) {
        return;
    }
    const input = document.getElementById("file");
    const result = document.getElementById("result");

    /** SHA-256 (FIPS 180-4) for browsers that withhold crypto.subtle, as on plain http. */
    function sha256(bytes) {
        const k = [];
        const h = [];
        const fraction = (x) => ((x - Math.floor(x)) * 0x100000000) | 0;
        for (let n = 2; k.length < 64; n++) {
            let prime = true;
            for (let d = 2; d * d <= n; d++) {
                prime = prime && n % d !== 0;
            }
            if (prime) {
                if (h.length < 8) {
                    h.push(fraction(Math.sqrt(n)));
                }
                k.push(fraction(Math.cbrt(n)));
            }
        }
        const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
        padded.set(bytes);
        padded[bytes.length] = 0x80;
        const view = new DataView(padded.buffer);
        view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
        view.setUint32(padded.length - 4, bytes.length << 3);
        const turn = (x, n) => (x >>> n) | (x << (32 - n));
        const w = new Int32Array(64);
        for (let start = 0; start < padded.length; start += 64) {
            for (let i = 0; i < 64; i++) {
                if (i < 16) {
                    w[i] = view.getInt32(start + i * 4);
                } else {
                    const a = w[i - 15];
                    const b = w[i - 2];
                    w[i] =
                        w[i - 16] + w[i - 7] +
                        (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) +
                        (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
                }
            }
            const s = h.slice();
            for (let i = 0; i < 64; i++) {
                const t1 =
                    (s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) +
                        ((s[4] & s[5]) ^ (~s[4] & s[6])) + k[i] + w[i]) | 0;
                const t2 =
                    ((turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) +
                        ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]))) | 0;
                s.unshift((t1 + t2) | 0);
                s[4] = (s[4] + t1) | 0;
                s.pop();
            }
            for (let i = 0; i < 8; i++) {
                h[i] = (h[i] + s[i]) | 0;
            }
        }
        const out = new DataView(new ArrayBuffer(32));
        h.forEach((word, i) => out.setInt32(i * 4, word));
        return out.buffer;
    }

    async function digest(file) {
        const buffer = await file.arrayBuffer();
        const made = window.crypto && crypto.subtle
            ? await crypto.subtle.digest("SHA-256", buffer)
            : sha256(new Uint8Array(buffer));
        return Array.from(new Uint8Array(made), (b) => b.toString(16).padStart(2, "0")).join("");
    }

    function show(kind) {
        result.className = kind;
        result.textContent = drop.dataset[kind];
    }

    async function compare(file) {
        if (!file) {
            return;
        }
        show("busy");
        try {
            show((await digest(file)) === drop.dataset.sha256 ? "same" : "other");
        } catch {
            show("failed");
        }
    }

    input.addEventListener("change", () => {
        compare(input.files[0]);
    });
    // A file dropped beside the frame would be opened by the browser and leave this page.
    for (const name of ["dragover", "drop"]) {
        document.addEventListener(name, (ev) => {
            ev.preventDefault();
            drop.classList.toggle("over", name === "dragover");
            if (name === "drop") {
                compare(ev.dataTransfer.files[0]);
            }
        });
    }
    document.addEventListener("dragleave", () => drop.classList.remove("over"));
})();
