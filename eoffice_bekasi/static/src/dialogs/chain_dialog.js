import { onWillStart } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { NoteDialog } from "./note_dialog";
import { PositionBox } from "./position_box";

/**
 * Ground of the dialogs that act on a letter's chain: what may be chosen comes from the server,
 * and a note goes with it.
 */
export class ChainDialog extends NoteDialog {
    static template = "eoffice_bekasi.ChainDialog";
    static components = { ...NoteDialog.components, PositionBox };
    static props = {
        ...NoteDialog.props,
        /** answers what `get_chain_options` does */
        loadOptions: Function,
    };

    setup() {
        super.setup();
        this.options = null;
        onWillStart(async () => {
            this.options = await this.props.loadOptions();
            this.onOptions();
        });
    }

    /** Choose what is most likely meant. */
    onOptions() {}

    /** @returns {{ id: any, name: string, holder?: string, kind?: string }[]} choices by one tap */
    get choices() {
        return [];
    }

    get choicesLabel() {
        return "";
    }

    /** @returns {string} said when nothing is chosen that must be */
    get missingChoice() {
        return "";
    }

    get hasNote() {
        return super.isValid;
    }

    get isValid() {
        return this.hasNote && !this.missingChoice;
    }

    choose(id) {
        this.state.choice = id;
    }
}

/** To whom it goes back: the drafter, or somebody before in the chain. */
export class ReturnDialog extends ChainDialog {
    get choicesLabel() {
        return _t("To whom?");
    }

    initialValues() {
        return { ...super.initialValues(), choice: false };
    }

    get choices() {
        const { drafter, return_to: steps } = this.options;
        return steps.length
            ? [{ ...drafter, id: false, kind: _t("Drafter") }, ...steps]
            : [];
    }

    values() {
        return { ...super.values(), step_id: this.state.choice || false };
    }
}

/** Which step is left out, and why. */
export class SkipDialog extends ChainDialog {
    get choicesLabel() {
        return _t("Which step?");
    }

    initialValues() {
        return { ...super.initialValues(), choice: undefined };
    }

    onOptions() {
        if (this.options.skip.length === 1) {
            this.state.choice = this.options.skip[0].id;
        }
    }

    get choices() {
        return this.options.skip;
    }

    get missingChoice() {
        return this.state.choice ? "" : _t("Choose the step that is skipped.");
    }

    values() {
        return { step_id: this.state.choice, reason: this.state.note.trim() };
    }
}

/** One position, or several, and a note to them. */
export class PositionDialog extends ChainDialog {
    static props = {
        ...ChainDialog.props,
        multiple: { type: Boolean, optional: true },
        positionLabel: { type: String, optional: true },
    };

    initialValues() {
        return { ...super.initialValues(), positions: [] };
    }

    setPositions(positions) {
        this.state.positions = positions;
    }

    get missingChoice() {
        return this.state.positions.length ? "" : _t("Choose a position.");
    }

    /** A registry is asked for a check only. */
    get positionDomain() {
        return [["is_shared", "=", false]];
    }

    values() {
        return { positions: this.state.positions.map(({ id }) => id), ...super.values() };
    }
}

/** Who is put into the chain, for what, and where. */
export class AddStepDialog extends PositionDialog {
    get choicesLabel() {
        return _t("For what?");
    }

    initialValues() {
        return { ...super.initialValues(), choice: "paraf", place: "" };
    }

    get choices() {
        return this.options.kinds;
    }

    get positionDomain() {
        return this.state.choice === "check"
            ? [["registry_of_ids", "!=", false]]
            : super.positionDomain;
    }

    choose(id) {
        if ((id === "check") !== (this.state.choice === "check")) {
            this.state.positions = [];
        }
        super.choose(id);
    }

    /** After each group that is still to come, or together with it; before the signature. */
    get places() {
        return this.options.places.flatMap(({ id, names, now }) => [
            { value: `${id}-with`, label: _t("Together with %s", names.join(", ")), now },
            { value: `${id}-after`, label: _t("After %s", names.join(", ")), now },
        ]);
    }

    onPlace(ev) {
        this.state.place = ev.target.value;
    }

    values() {
        const [id, how] = (this.state.place || "").split("-");
        const { positions, note } = super.values();
        return {
            jabatan_id: positions[0],
            kind: this.state.choice,
            after_step_id: Number(id) || false,
            with_previous: how === "with",
            reason: note,
        };
    }
}

/** The answer to what one was asked. */
export class OpinionDialog extends ChainDialog {
    get choicesLabel() {
        return _t("Which question?");
    }

    initialValues() {
        return { ...super.initialValues(), choice: undefined };
    }

    onOptions() {
        this.state.choice = this.options.questions[0]?.id;
    }

    get question() {
        return this.options.questions.find(({ id }) => id === this.state.choice);
    }

    get choices() {
        const { questions } = this.options;
        return questions.length > 1
            ? questions.map(({ id, from, question }) => ({ id, name: from, holder: question }))
            : [];
    }

    values() {
        return { text: this.state.note.trim(), opinion_id: this.state.choice || false };
    }
}
