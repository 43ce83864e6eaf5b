import { Component, onWillUnmount, useEffect, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useService } from "@web/core/utils/hooks";
import { describe } from "./text_anchor";

/** The button that comes when words are marked in a text that may be noted on. */
export class NoteButton extends Component {
    static template = "eoffice_bekasi.NoteButton";
    static props = {
        /** in which words are marked; that of a frame in this page, or this page's own */
        document: { validate: (one) => Boolean(one?.documentElement) },
        /** answers {field, root} for a place of that document, or nothing where no note can stand */
        fieldOf: Function,
        onTake: Function,
        /** scale at which a frame is shown */
        scale: { type: Number, optional: true },
        /** changes when the document is another */
        version: { type: [String, Number], optional: true },
    };
    static defaultProps = { scale: 1 };

    setup() {
        this.ui = useService("ui");
        this.state = useState({ place: null, left: 0, top: 0 });
        const look = () => {
            browser.clearTimeout(this.timer);
            this.timer = browser.setTimeout(() => this.look(), 200);
        };
        useEffect(
            (doc) => {
                doc.addEventListener("selectionchange", look);
                return () => doc.removeEventListener("selectionchange", look);
            },
            () => [this.props.document, this.props.version]
        );
        // it stays at its words when the pane around them is scrolled
        useExternalListener(window, "scroll", () => this.state.place && look(), { capture: true });
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    look() {
        const { document: doc, fieldOf, scale } = this.props;
        const selection = doc.getSelection?.();
        const range = selection?.rangeCount && !selection.isCollapsed && selection.getRangeAt(0);
        const found = range && fieldOf(range.commonAncestorContainer);
        const place = found && describe(found.root, range);
        if (!place) {
            this.state.place = null;
            return;
        }
        this.state.place = { field: found.field, ...place };
        const box = range.getBoundingClientRect();
        const frame = doc.defaultView.frameElement?.getBoundingClientRect() || { left: 0, top: 0 };
        const ratio = doc.defaultView.frameElement ? scale : 1;
        const left = frame.left + (box.left + box.width / 2) * ratio;
        const top = frame.top + box.bottom * ratio + 8;
        this.state.left = Math.max(60, Math.min(left, browser.innerWidth - 60));
        this.state.top = Math.max(60, Math.min(top, browser.innerHeight - 56));
    }

    /** By the thumb: above the foot of the screen, clear of the telephone's own menu. */
    get style() {
        return this.ui.isSmall ? "" : `left:${this.state.left}px;top:${this.state.top}px`;
    }

    take() {
        const { place } = this.state;
        this.state.place = null;
        this.props.document.getSelection().removeAllRanges();
        this.props.onTake(place);
    }
}
