import { onMounted, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";

/** While a letter still waits, the page looks by itself what became of it. */
const LOOK_EVERY = 4000;
/** After the last is decided, numbers and pages still come for a while. */
const LOOK_ON = 5;

/** The page of an act on many letters: it shows each result as it comes. */
export class BatchFormController extends formView.Controller {
    setup() {
        super.setup();
        this.after = 0;
        const bus = this.env.services.bus_service;
        const onChanged = ({ id }) => id === this.model.root.resId && this.look();
        let timer;
        onMounted(() => {
            bus?.subscribe("eoffice.act.batch/changed", onChanged);
            timer = browser.setInterval(() => this.lookOn(), LOOK_EVERY);
        });
        onWillUnmount(() => {
            bus?.unsubscribe("eoffice.act.batch/changed", onChanged);
            browser.clearInterval(timer);
            browser.clearTimeout(this.soon);
        });
    }

    /** Many results come at once: one look for all of them. */
    look() {
        browser.clearTimeout(this.soon);
        this.soon = browser.setTimeout(() => this.model.load(), 300);
    }

    lookOn() {
        if (document.visibilityState === "hidden") {
            return;
        }
        if (this.model.root.data.waiting) {
            this.after = 0;
            this.look();
        } else if (this.after++ < LOOK_ON) {
            this.look();
        }
    }
}

registry.category("views").add("eoffice_act_batch_form", {
    ...formView,
    Controller: BatchFormController,
});
