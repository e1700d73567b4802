package guanka.service.page.facts;

import guanka.facts.Assertions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The whole form for a shipment. */
public record FactForm(
        List<Field> shipment,
        Field jurisdictions,
        List<Part> lines,
        List<Part> parties,
        Field ownershipState,
        List<Part> ownership,
        List<Field> endUse,
        List<Part> assertions,
        String carried,
        List<Fields.Mistake> mistakes) {

    /**
     * An entry of a list.
     *
     * @param title  what the entry is called
     * @param more   fields that few need
     * @param groups lists that it holds in turn
     */
    public record Part(
            String pointer,
            String id,
            String title,
            List<Field> fields,
            List<Field> more,
            List<Group> groups,
            boolean moreOpen) {}

    /**
     * @param state  whether the list is known at all
     * @param stated whether it says something that the list is empty
     */
    public record Group(String pointer, Field state, boolean stated, List<Part> parts, String addLabel) {

        /** Place of the list in the page. */
        public String anchor() {
            return state.id() + "-g";
        }
    }

    private static final int DEPTH_MAX = 32;
    private static final Set<String> SAYING_NOTHING_WHEN_EMPTY = Set.of("claims", "clearedMatches", "licenses");

    public static FactForm of(Facts facts, Fields fields) {
        List<Field> shipment =
                fields.of("", "exportDate", "exportFrom", "destination", "movement", "usNexus", "reference");
        return new FactForm(
                shipment,
                fields.of("/jurisdictions"),
                parts(facts, fields, "/lines", FactForm::line),
                parts(facts, fields, "/parties", FactForm::party),
                fields.of("/ownership"),
                parts(facts, fields, "/ownership", FactForm::holding),
                fields.of("/endUse", "purposes", "logicNodeNm", "memoryLayers", "facilityCountry"),
                parts(facts, fields, Assertions.POINTER, FactForm::assertion),
                facts.pretty(),
                fields.all());
    }

    private interface Making {
        Part of(Facts facts, Fields fields, String pointer, String title);
    }

    private static List<Part> parts(Facts facts, Fields fields, String list, Making making) {
        List<Part> parts = new ArrayList<>();
        String name = list.substring(list.lastIndexOf('/') + 1);
        for (int i = 0; i < facts.size(list); i++) {
            String title = fields.words().of("entry." + name, "number", i + 1);
            parts.add(making.of(facts, fields, list + "/" + i, title));
        }
        return parts;
    }

    private static Part part(String pointer, String title, List<Field> usual, List<Field> more, List<Group> groups) {
        boolean open = more.stream()
                .anyMatch(f -> f.wrong() || !f.value().isEmpty() && !f.pointer().endsWith("/id"));
        return new Part(pointer, Fields.id(pointer), title, usual, more, groups, open);
    }

    private static Part line(Facts facts, Fields fields, String pointer, String title) {
        return part(
                pointer,
                title,
                fields.of(pointer, "kind", "description", "controlCodes", "form", "origin", "value"),
                fields.of(
                        pointer,
                        "id",
                        "hsCode",
                        "publicDomain",
                        "subjectToEar",
                        "directProductOfUsTechnology",
                        "informedByAuthority",
                        "quantity/amount",
                        "quantity/unit"),
                List.of(
                        content(facts, fields, pointer, 0),
                        group(facts, fields, pointer + "/technologies", FactForm::technology),
                        group(facts, fields, pointer + "/claims", FactForm::claim),
                        group(facts, fields, pointer + "/licenses", FactForm::license)));
    }

    private static Group group(Facts facts, Fields fields, String list, Making making) {
        String name = list.substring(list.lastIndexOf('/') + 1);
        return new Group(
                list,
                fields.of(list),
                !SAYING_NOTHING_WHEN_EMPTY.contains(name),
                parts(facts, fields, list, making),
                fields.words().of("add." + name));
    }

    private static Group content(Facts facts, Fields fields, String item, int depth) {
        return group(
                facts,
                fields,
                item + "/content",
                (f, of, pointer, title) -> part(
                        pointer,
                        title,
                        of.of(pointer, "description", "controlCodes", "origin", "value"),
                        List.of(),
                        depth < DEPTH_MAX ? List.of(content(f, of, pointer, depth + 1)) : List.of()));
    }

    private static Part technology(Facts facts, Fields fields, String pointer, String title) {
        return part(pointer, title, fields.of(pointer, "activity", "origin"), List.of(), List.of());
    }

    private static Part claim(Facts facts, Fields fields, String pointer, String title) {
        return part(pointer, title, fields.of(pointer, "provision", "attests", "noticeDate"), List.of(), List.of());
    }

    private static Part license(Facts facts, Fields fields, String pointer, String title) {
        return part(
                pointer,
                title,
                fields.of(
                        pointer,
                        "number",
                        "jurisdiction",
                        "kind",
                        "controlCodes",
                        "destinations",
                        "endUsers",
                        "validFrom",
                        "validUntil",
                        "remaining/quantity/amount",
                        "remaining/quantity/unit",
                        "remaining/value"),
                List.of(),
                List.of());
    }

    private static Part party(Facts facts, Fields fields, String pointer, String title) {
        return part(
                pointer,
                title,
                fields.of(pointer, "name", "country", "roles", "military"),
                fields.of(
                        pointer,
                        "id",
                        "aliases",
                        "kind",
                        "address",
                        "headquarters",
                        "parentHeadquarters",
                        "branchOf",
                        "listedOn",
                        "notListed",
                        "notListedOn",
                        "screenedOn"),
                List.of(group(facts, fields, pointer + "/clearedMatches", FactForm::clearedMatch)));
    }

    private static Part clearedMatch(Facts facts, Fields fields, String pointer, String title) {
        return part(pointer, title, fields.of(pointer, "entry", "reason", "by"), List.of(), List.of());
    }

    private static Part assertion(Facts facts, Fields fields, String pointer, String title) {
        return part(
                pointer,
                title,
                fields.of(pointer, "provision", "applies", "reason"),
                fields.of(pointer, "line", "party", "by"),
                List.of());
    }

    private static Part holding(Facts facts, Fields fields, String pointer, String title) {
        return part(
                pointer,
                title,
                fields.of(pointer, "owner", "owned", "percent"),
                fields.of(pointer, "percentAtLeast", "percentAtMost", "interest", "from", "until", "source"),
                List.of());
    }
}
