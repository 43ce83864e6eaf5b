import { Component, useState } from "@odoo/owl";
import { PdfPages } from "../pdf_pages/pdf_pages";

/** The page of a letter that came in from outside: the PDF that was scanned or sent, with a zoom. */
export class IncomingPage extends Component {
    static template = "eoffice_bekasi.IncomingPage";
    static components = { PdfPages };
    static props = {
        naskahId: Number,
        version: { type: [String, Number], optional: true },
        title: String,
    };

    setup() {
        this.state = useState({ zoomed: false });
    }

    get url() {
        return `/eoffice/naskah/${this.props.naskahId}/pdf`;
    }
}
