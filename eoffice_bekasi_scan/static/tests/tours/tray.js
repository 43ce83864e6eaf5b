import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const letter = (place) => `.o_eoffice_tray_letter:eq(${place})`;
const page = (place, number) => `${letter(place)} .o_eoffice_tray_page:eq(${number})`;

/** The box is shown under the mouse only. */
function choose({ anchor }) {
    anchor.querySelector(".o_eoffice_tray_choose").click();
}

/** A pile that was scanned in one go is put in order: split, turned, put aside, moved, joined. */
tours.add("eoffice_scan_arrange", {
    steps: () => [
        { content: "the tray says what came in", trigger: ".o_eoffice_tray_tally:contains('5 pages in'):contains('5 waiting')" },
        { content: "the second letter begins with the third page", trigger: `${page(0, 2)} .o_eoffice_tray_cut`, run: "click" },
        { content: "now there are three", trigger: `${letter(2)}` },
        { content: "look at the first page", trigger: `${page(0, 0)} .o_eoffice_tray_sheet`, run: "click" },
        { content: "it stands on its side", trigger: ".o_eoffice_page_viewer [data-act=right]", run: "click" },
        { content: "it is turned", trigger: ".o_eoffice_viewer_sheet img[width='60']" },
        { content: "the next page", trigger: ".o_eoffice_page_viewer .o_eoffice_viewer_go:last", run: "click" },
        { content: "it is another one", trigger: ".o_eoffice_page_viewer .modal-title:contains('2 of 2')" },
        { content: "put it aside", trigger: ".o_eoffice_page_viewer [data-act=aside]", run: "click" },
        { content: "it was scanned twice", trigger: ".o_eoffice_page_viewer [data-reason=double]", run: "click" },
        { content: "the one that is left is shown", trigger: ".o_eoffice_page_viewer .modal-title:contains('1 of 1')" },
        { content: "enough of it", trigger: ".o_eoffice_page_viewer .btn-close, .o_eoffice_page_viewer .oi-arrow-left", run: "click" },
        { content: "it is counted", trigger: ".o_eoffice_tray_tally:contains('1 put aside'):contains('4 waiting')" },
        { content: "choose the last page", trigger: page(2, 1), run: choose },
        { content: "move it", trigger: ".o_eoffice_tray_bar [data-act=move]", run: "click" },
        { content: "to the first letter", trigger: ".o_eoffice_tray_menu .dropdown-item:first", run: "click" },
        { content: "it lies there", trigger: page(0, 1) },
        { content: "the last letter is part of the one above", trigger: `${letter(2)} .o_eoffice_tray_join`, run: "click" },
        { content: "two are left", trigger: ".o_eoffice_tray_intake:not(:has(.o_eoffice_tray_letter:nth-of-type(3)))" },
        { content: "all of the pages are there", trigger: `.o_eoffice_tray_tally:contains('1 put aside'):contains('4 waiting')` },
    ],
});

/** A sheet of paper on a dark table, as a camera. */
async function paperCamera() {
    const canvas = document.createElement("canvas");
    canvas.width = 600;
    canvas.height = 800;
    const pen = canvas.getContext("2d");
    let shown = 0;
    const draw = () => {
        pen.fillStyle = "#333";
        pen.fillRect(0, 0, 600, 800);
        pen.fillStyle = "#fff";
        pen.beginPath();
        for (const [x, y] of [[80, 60], [520, 90], [550, 740], [60, 720]]) {
            pen.lineTo(x, y);
        }
        pen.fill();
        // never the same picture twice: one that came in before isn't taken again
        pen.fillStyle = "#000";
        pen.font = "40px sans-serif";
        pen.fillText(String(++shown), 250, 300);
    };
    draw();
    setInterval(draw, 100);
    return canvas.captureStream(10);
}

async function onceRunning({ anchor }) {
    for (let tried = 0; !anchor.videoWidth && tried < 80; tried++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

const photo = [
    { content: "the camera runs", trigger: ".o_eoffice_camera_video", run: onceRunning },
    { content: "take the photo", trigger: ".o_eoffice_shutter:enabled", run: "click" },
    { content: "its corners are looked for", trigger: ".o_eoffice_camera_top:contains('Draw the corners')" },
];
const keep = { content: "keep it", trigger: ".o_eoffice_camera [data-act=keep]", run: "click" };

/** Two pages are photographed, put in order and sent. */
tours.add("eoffice_scan_photograph", {
    steps: () => [
        {
            content: "photograph",
            trigger: ".o_eoffice_tray_camera",
            run: ({ anchor }) => {
                navigator.mediaDevices.getUserMedia = paperCamera;
                anchor.click();
            },
        },
        ...photo,
        keep,
        ...photo,
        {
            content: "a corner is moved",
            trigger: ".o_eoffice_corner:first",
            run: ({ anchor }) =>
                anchor.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true })),
        },
        keep,
        { content: "look at the second again", trigger: "li:nth-child(2) > .o_eoffice_shot", run: "click" },
        { content: "it is the first page", trigger: ".o_eoffice_camera [data-act=earlier]", run: "click" },
        { content: "it can't go further", trigger: ".o_eoffice_camera [data-act=earlier]:disabled" },
        keep,
        { content: "a third one by mistake", trigger: ".o_eoffice_camera_video", run: onceRunning },
        { content: "is taken", trigger: ".o_eoffice_shutter:enabled", run: "click" },
        { content: "and not wanted", trigger: ".o_eoffice_camera [data-act=retake]", run: "click" },
        { content: "send the pages", trigger: ".o_eoffice_camera [data-act=send]:contains('2 pages')", run: "click" },
        { content: "they are in the tray", trigger: ".o_eoffice_tray_tally:contains('2 pages in')" },
    ],
});

/** Files are chosen; what can't be taken is said. */
tours.add("eoffice_scan_upload", {
    steps: () => [
        { content: "the tray is empty", trigger: ".o_eoffice_tray_empty" },
        {
            content: "choose files",
            trigger: ".o_eoffice_tray_acts:has(.o_eoffice_tray_add)",
            run: async ({ anchor }) => {
                const input = anchor.querySelector("input[type=file]");
                const canvas = document.createElement("canvas");
                canvas.width = 300;
                canvas.height = 400;
                canvas.getContext("2d").fillText("Nomor 1", 20, 20);
                const picture = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
                const files = new DataTransfer();
                files.items.add(new File([picture], "surat.png", { type: "image/png" }));
                files.items.add(new File(["bukan pdf"], "rusak.pdf", { type: "application/pdf" }));
                input.files = files.files;
                input.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { content: "the page is there", trigger: ".o_eoffice_tray_tally:contains('1 page in')" },
        { content: "the other is refused, with a reason", trigger: ".o_eoffice_tray_alert:contains('rusak.pdf')" },
    ],
});
