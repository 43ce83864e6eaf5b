/**
 * From what Word, LibreOffice or a web page puts on the clipboard to what a letter may say:
 * headings, bold, italic, underline, lists, tables and pictures. The server cleans once more what
 * is stored (`tools/letter_html.py`); here Word's paragraphs that only look like lists become some.
 */

/** A picture on the clipboard may be as large as this. */
export const PICTURE_LIMIT = 5 * 1024 * 1024;

/** Tags that stay, with their attributes. */
const ALLOWED = {
    P: [], BR: [], HR: [], B: [], STRONG: [], I: [], EM: [], U: [], S: [], SUB: [], SUP: [],
    H1: [], H2: [], H3: [], H4: [], H5: [], H6: [], BLOCKQUOTE: [], MARK: [],
    OL: ["start", "type"], UL: [], LI: ["value"],
    TABLE: [], CAPTION: [], THEAD: [], TBODY: [], TFOOT: [], TR: [],
    TH: ["colspan", "rowspan"], TD: ["colspan", "rowspan"],
    IMG: ["src", "alt", "width", "height"],
};
/** What goes with all that is in it. */
const DROPPED = [
    "style", "script", "meta", "link", "title", "head", "xml", "object", "embed", "iframe", "svg",
    "video", "audio", "form", "input", "button", "select", "textarea", "del",
    ".msocomanchor", ".MsoCommentReference", ".MsoCommentText", ".Apple-interchange-newline",
    "[id^='_com_']", "[id^='_anchor_']",
    "[style*='mso-element:comment']", "[style*='mso-element: comment']",
    "[style*='display:none']", "[style*='mso-hide:all']",
].join(",");
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ol, ul, table, blockquote, hr, div";

const styleOf = (element) => (element.getAttribute("style") || "").toLowerCase().replace(/\s+/g, " ");

/** A declaration's value, as it was written: browsers know no `mso-list`. */
const declared = (element, name) =>
    styleOf(element).match(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`))?.[1].trim() || "";

function unwrap(element) {
    element.replaceWith(...element.childNodes);
}

function rename(element, tag) {
    const other = element.ownerDocument.createElement(tag);
    for (const { name, value } of [...element.attributes]) {
        other.setAttribute(name, value);
    }
    other.append(...element.childNodes);
    element.replaceWith(other);
    return other;
}

function wrapChildren(element, tag) {
    const inner = element.ownerDocument.createElement(tag);
    inner.append(...element.childNodes);
    element.append(inner);
}

// ------------------------------------------------------------------ lists of Word

const ROMAN = /^[ivxlc]+$/i;

/** What a list's mark says: which kind of list, and which place in it. */
export function readMark(mark) {
    const text = mark.replace(/[\s\u00a0]+/g, "");
    const numbered = text.match(/^\(?(?:\d+\.)*(\d{1,3}|[a-z]{1,4})[.)]?$/i);
    if (!numbered || (!/[.)]$/.test(text) && !/^\d+$/.test(text))) {
        return { tag: "ul" };
    }
    const sign = numbered[1];
    if (/^\d+$/.test(sign)) {
        return { tag: "ol", type: "1", start: parseInt(sign) };
    }
    const upper = sign === sign.toUpperCase();
    // "i." begins a list of Roman numerals; "c." and "v." alone are letters
    if (ROMAN.test(sign) && (sign.length > 1 || sign.toLowerCase() === "i")) {
        return { tag: "ol", type: upper ? "I" : "i", start: 1 };
    }
    const start = sign.length === 1 ? sign.toLowerCase().charCodeAt(0) - 96 : 1;
    return { tag: "ol", type: upper ? "A" : "a", start };
}

/** Word's paragraph of a list: its level and its mark, or nothing. */
function listParagraph(paragraph) {
    const list = declared(paragraph, "mso-list");
    const level = list.match(/level(\d+)/);
    if (!level) {
        return null;
    }
    const ignored = [...paragraph.querySelectorAll("span")].find((span) =>
        declared(span, "mso-list").startsWith("ignore")
    );
    const mark = ignored?.textContent || "";
    ignored?.remove();
    return { level: parseInt(level[1]), list: list.match(/l\d+/)?.[0] || "", ...readMark(mark) };
}

function listsOfWord(root) {
    const paragraphs = [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6")].filter((one) =>
        declared(one, "mso-list")
    );
    /** Lists that are open, the outermost first. */
    let open = [];
    let last = null;
    for (const paragraph of paragraphs) {
        const info = listParagraph(paragraph);
        if (!info) {
            continue;
        }
        if (!last || nextElement(last) !== paragraph) {
            open = [];
        }
        while (open.length && open.at(-1).level > info.level) {
            open.pop();
        }
        let current = open.at(-1);
        if (current?.level === info.level && current.tag !== info.tag) {
            open.pop();
            current = open.at(-1);
        }
        if (!current || current.level < info.level) {
            const list = root.ownerDocument.createElement(info.tag);
            if (info.tag === "ol") {
                if (info.type !== "1") {
                    list.setAttribute("type", info.type);
                }
                if (info.start > 1) {
                    list.setAttribute("start", info.start);
                }
            }
            if (current) {
                current.element.lastElementChild.append(list);
            } else {
                paragraph.before(list);
            }
            open.push({ ...info, element: list });
        }
        const item = root.ownerDocument.createElement("li");
        item.append(...paragraph.childNodes);
        open.at(-1).element.append(item);
        paragraph.remove();
        last = open[0].element;
    }
}

/** The element after this one, blank text and comments passed over; none where text is between. */
function nextElement(element) {
    let next = element.nextSibling;
    while (next && (next.nodeType === Node.COMMENT_NODE || !(next.textContent.trim() || next.tagName))) {
        next = next.nextSibling;
    }
    return next;
}

// ------------------------------------------------------------------ dress that says something

function emphasis(root) {
    for (const element of root.querySelectorAll("span, font, b, strong, i, em")) {
        const weight = declared(element, "font-weight");
        const decoration =
            declared(element, "text-decoration") + declared(element, "text-decoration-line");
        if (["B", "STRONG"].includes(element.tagName) && /^(normal|400)/.test(weight)) {
            unwrap(element); // Google's documents stand in such a one
            continue;
        }
        if (!["SPAN", "FONT"].includes(element.tagName)) {
            continue;
        }
        if (/^(bold|[6-9]00)/.test(weight)) {
            wrapChildren(element, "b");
        }
        if (/^italic/.test(declared(element, "font-style"))) {
            wrapChildren(element, "i");
        }
        if (decoration.includes("underline")) {
            wrapChildren(element, "u");
        }
        if (decoration.includes("line-through")) {
            wrapChildren(element, "s");
        }
        const raised = declared(element, "vertical-align");
        if (["sub", "super"].includes(raised)) {
            wrapChildren(element, raised.slice(0, 3) === "sup" ? "sup" : "sub");
        }
        const background = declared(element, "background") || declared(element, "background-color");
        if (
            declared(element, "mso-highlight") ||
            (background && !/^(transparent|none|white|inherit|initial|#fff|rgb\(255, 255, 255\))/.test(background))
        ) {
            wrapChildren(element, "mark");
        }
    }
}

function alignment(element) {
    const align = declared(element, "text-align") || (element.getAttribute("align") || "").toLowerCase();
    // a letter is justified by itself
    return ["center", "right"].includes(align) ? align : "";
}

// ------------------------------------------------------------------ whole

function dress(root) {
    for (const element of [...root.querySelectorAll("*")]) {
        const allowed = ALLOWED[element.tagName];
        if (!allowed) {
            continue;
        }
        const kept = allowed
            .map((name) => [name, element.getAttribute(name)])
            // one column or row is what a cell has anyway, and 1 what a list begins with
            .filter(([, value]) => value && (element.tagName === "IMG" || value !== "1"));
        const align = /^(P|H\d|TD|TH|LI)$/.test(element.tagName) ? alignment(element) : "";
        const bare =
            element.tagName === "TABLE" &&
            (element.getAttribute("border") === "0" || element.classList.contains("borderless"));
        for (const { name } of [...element.attributes]) {
            element.removeAttribute(name);
        }
        for (const [name, value] of kept) {
            element.setAttribute(name, value);
        }
        if (align) {
            element.setAttribute("style", `text-align: ${align}`);
        }
        if (element.tagName === "TABLE") {
            element.className = `table table-bordered o_table${bare ? " borderless" : ""}`;
        }
    }
}

function pictures(root) {
    for (const picture of [...root.querySelectorAll("img")]) {
        const source = picture.getAttribute("src") || "";
        if (/^\/web\/image\//.test(source)) {
            continue;
        }
        const inside = /^data:image\/(png|jpeg|gif|webp);base64,/.test(source);
        if (inside && source.length * 0.75 <= PICTURE_LIMIT) {
            picture.className = "o_b64_image_to_save";
            continue;
        }
        const lack = root.ownerDocument.createElement("mark");
        lack.textContent = "[gambar tidak ikut tersalin]";
        picture.replaceWith(lack);
    }
}

function looseText(root) {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
        texts.push(walker.currentNode);
    }
    for (const text of texts) {
        text.data = text.data.replace(/[ \t\r\n\u00a0]+/g, " ");
        const parent = text.parentElement;
        const between = /^(OL|UL|TABLE|THEAD|TBODY|TFOOT|TR)$/.test(parent.tagName);
        if (!text.data.trim() && (between || (parent === root && root.querySelector(BLOCKS)))) {
            text.remove();
        }
    }
}

function emptyOnes(root) {
    for (const element of [...root.querySelectorAll("b, strong, i, em, u, s, sub, sup, mark")].reverse()) {
        if (!element.textContent && !element.querySelector("img, br")) {
            element.remove();
        } else if (!element.textContent.trim() && !element.querySelector("img, br")) {
            unwrap(element);
        }
    }
    for (const element of [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, li")].reverse()) {
        if (!element.textContent.trim() && !element.querySelector("img, table, hr")) {
            if (element.parentElement.matches("td, th") && element.parentElement.children.length === 1) {
                element.replaceChildren(element.ownerDocument.createElement("br"));
            } else {
                element.remove();
            }
        }
    }
    for (const element of root.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6")) {
        const [first, last] = [element.firstChild, element.lastChild];
        if (first?.nodeType === Node.TEXT_NODE) {
            first.data = first.data.trimStart();
        }
        if (last?.nodeType === Node.TEXT_NODE) {
            last.data = last.data.trimEnd();
        }
    }
}

/**
 * @param {string} html as it stands on the clipboard
 * @returns {string} HTML of nothing but what a letter may say
 */
export function cleanPaste(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
    const found = [];
    while (comments.nextNode()) {
        found.push(comments.currentNode);
    }
    found.forEach((comment) => comment.remove());
    body.querySelectorAll(DROPPED).forEach((element) => element.remove());
    listsOfWord(body);
    emphasis(body);
    for (const title of body.querySelectorAll("p.MsoTitle")) {
        rename(title, "h1");
    }
    for (const block of [...body.querySelectorAll("div")]) {
        // a line of its own, unless it only holds others
        if (block.querySelector(BLOCKS) || block.closest("li, p")) {
            unwrap(block);
        } else {
            rename(block, "p");
        }
    }
    for (const element of [...body.querySelectorAll("*")].reverse()) {
        if (!ALLOWED[element.tagName]) {
            unwrap(element);
        }
    }
    for (const br of [...body.querySelectorAll("br")]) {
        if (br.parentElement === body && body.querySelector(BLOCKS)) {
            br.remove();
        }
    }
    dress(body);
    pictures(body);
    body.normalize();
    looseText(body);
    emptyOnes(body);
    return body.innerHTML.trim();
}
