import { letterSources } from "@eoffice_bekasi/registration/letter_sources";
import { ScanEmpty, ScanPages } from "./scan_pages";

const TRAY = "eoffice.scan.tray";

/** What the tray says of a scanned letter, as the registration desk wants it. */
function letterOf(found) {
    return (
        found && {
            key: `scan/${found.id}`,
            id: found.id,
            values: { document_id: found.id },
            suggestions: found.suggestions || {},
            text: found.text || "",
            pages: found.pages,
            waiting: found.waiting,
        }
    );
}

/** The letters of one's intake trays, one after the other; each is taken while one has it open. */
letterSources.add("scan", ({ orm }) => ({
    Pages: ScanPages,
    Empty: ScanEmpty,
    async next(after) {
        return letterOf(await orm.call(TRAY, "next_to_register", [after?.id || false])) || null;
    },
    async open({ document_id: id, key }) {
        const documentId = id || Number(/^scan\/(\d+)$/.exec(key || "")?.[1]);
        return documentId ? letterOf(await orm.call(TRAY, "take", [documentId])) : null;
    },
    async release({ id }) {
        await orm.silent.call(TRAY, "release", [id]);
    },
}));
