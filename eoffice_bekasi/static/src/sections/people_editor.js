import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { LinesEditor } from "./lines_editor";

const FOUND = 8;
const KEYS = ["name", "jabatan", "pangkat", "nip"];

/** People by name, jabatan, pangkat and NIP: found among those in office, or written by hand. */
export class PeopleEditor extends LinesEditor {
    static template = "eoffice_bekasi.PeopleEditor";
    static components = { AutoComplete };

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.keys = KEYS;
        this.labels = {
            name: _t("Name"),
            jabatan: _t("Jabatan"),
            pangkat: _t("Pangkat/golongan"),
            nip: _t("NIP"),
        };
    }

    toLines(value) {
        return (value || []).map((person) => ({ ...person }));
    }

    toValue(lines) {
        const people = lines.filter((person) => KEYS.some((key) => (person[key] || "").trim()));
        return people.length ? people.map((person) => ({ ...person })) : false;
    }

    get sources() {
        return [
            { options: (request) => this.find(request), optionSlot: "option", placeholder: _t("Searching…") },
            { options: (request) => this.byHand(request), optionSlot: "option" },
        ];
    }

    /** People in office whose name, jabatan or unit has every word that was typed. */
    async find(request) {
        const words = request.trim().split(/\s+/).filter(Boolean);
        const { records } = await this.orm.webSearchRead(
            "eoffice.jabatan",
            [
                ["is_vacant", "=", false],
                ["is_shared", "=", false],
                ...words.flatMap((word) => [
                    "|",
                    "|",
                    "|",
                    ["name", "ilike", word],
                    ["holder_id.name", "ilike", word],
                    ["organisation_id.name", "ilike", word],
                    ["organisation_id.abbreviation", "ilike", word],
                ]),
            ],
            {
                specification: {
                    name: {},
                    organisation_id: { fields: { display_name: {} } },
                    holder_id: {
                        fields: {
                            name: {},
                            eoffice_title_front: {},
                            eoffice_title_back: {},
                            eoffice_pangkat: {},
                            eoffice_golongan: {},
                            eoffice_nip: {},
                        },
                    },
                },
                limit: FOUND,
            }
        );
        return records.map(({ id, name, organisation_id: unit, holder_id: holder }) => ({
            label: holder.name,
            data: { id, icon: "fa-user-o", under: [name, unit?.display_name].filter(Boolean).join(" · ") },
            onSelect: () => this.add(this.person(name, holder)),
        }));
    }

    person(jabatan, holder) {
        const name = [holder.eoffice_title_front, holder.name].filter(Boolean).join(" ");
        return {
            name: [name, holder.eoffice_title_back].filter(Boolean).join(", "),
            jabatan,
            pangkat: [
                holder.eoffice_pangkat,
                holder.eoffice_golongan && `(${holder.eoffice_golongan})`,
            ].filter(Boolean).join(" "),
            nip: holder.eoffice_nip || "",
        };
    }

    get addLabel() {
        return _t("Add a person: name or jabatan");
    }

    byHand(request) {
        const name = request.trim();
        return name
            ? [
                  {
                      label: _t("Write “%s” by hand", name),
                      data: { id: "by_hand", icon: "fa-pencil", under: "" },
                      onSelect: () => this.add({ name, jabatan: "", pangkat: "", nip: "" }),
                  },
              ]
            : [];
    }

    /** What stands under a name where it can't be changed. */
    under(person) {
        return ["jabatan", "pangkat", "nip"].map((key) => person[key]).filter(Boolean).join(" · ");
    }

    add(person) {
        this.state.lines.push(person);
        this.changed();
        return this.commit();
    }

    remove(place) {
        this.state.lines.splice(place, 1);
        this.changed();
        return this.commit();
    }

    onInput(person, key, { target }) {
        person[key] = target.value;
        this.changed();
    }
}
