package guanka.engine.json;

import guanka.facts.Assertion;
import guanka.facts.Claim;
import guanka.facts.Content;
import guanka.facts.DeclaredShare;
import guanka.facts.EndUse;
import guanka.facts.ExportDate;
import guanka.facts.Holding;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Money;
import guanka.facts.Party;
import guanka.facts.PartyKind;
import guanka.facts.Shipment;
import guanka.facts.StandingClearance;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reading of one shipment. What is returned after a mistake has been noted is of no use to anybody. */
final class Intake {

    private final FactKinds kinds;
    private final Codes codes;
    private final Mistakes mistakes;
    private int components;

    Intake(FactKinds kinds, Codes codes, Mistakes mistakes) {
        this.kinds = kinds;
        this.codes = codes;
        this.mistakes = mistakes;
    }

    Shipment shipment(Object given) {
        Fields fields = Fields.of(given, "", mistakes, FactKinds.SHIPMENT);
        if (fields == null) {
            return null;
        }
        fields.optional("contractDate", Kinds.DATE, null);
        String reference = fields.optional("reference", FactKinds.REFERENCE, null);
        references(fields);
        fields.optional("extensions", Intake::extensions, null);
        ExportDate exportDate = fields.required("exportDate", Kinds.EXPORT_DATE);
        Known<String> exportFrom = new Known<>(fields.required("exportFrom", Kinds.COUNTRY), "/exportFrom");
        Known<String> destination = new Known<>(fields.required("destination", Kinds.COUNTRY), "/destination");
        String movement = fields.optional("movement", FactKinds.MOVEMENT, "EXPORT");
        Known<Boolean> usNexus = fields.known("usNexus", Kinds.BOOLEAN);
        List<Party> parties = fields.list("parties", Kinds.list(this::party, 0, FactKinds.PARTIES_MAX));
        Map<String, Party> byId = byId(parties);
        checkBranches(byId);
        Known<List<Holding>> ownership = new Holdings(kinds, byId.keySet(), days(exportDate), mistakes).read(fields);
        EndUse endUse = fields.optional("endUse", kinds.endUse, FactKinds.unknownEndUse("/endUse"));
        List<Line> lines = fields.required("lines", Kinds.list(this::line, 1, FactKinds.LINES_MAX));
        checkLineIds(lines);
        checkTogether(parties, lines);
        List<Assertion> assertions =
                fields.list("assertions", Kinds.list(this::assertion, 0, FactKinds.ASSERTIONS_MAX));
        checkAssertions(assertions, byId.keySet(), lines);
        return new Shipment(
                reference,
                exportDate,
                exportFrom,
                destination,
                movement,
                usNexus,
                parties,
                ownership,
                endUse,
                lines,
                readings(fields),
                fields.optional("jurisdictions", kinds.jurisdictions, null),
                assertions,
                fields.list("clearances", Kinds.list(Intake::standing, 0, FactKinds.CLEARED_MATCHES_MAX)),
                given(given));
    }

    @SuppressWarnings("unchecked") // an object of the JSON text, whose names are texts
    private static Map<String, Object> given(Object shipment) {
        return Collections.unmodifiableMap((Map<String, Object>) shipment);
    }

    /** Rules look at each line with each party that takes part: what a decision costs is bounded by their product. */
    private void checkTogether(List<Party> parties, List<Line> lines) {
        long takingPart = parties == null
                ? 0
                : parties.stream()
                        .filter(p -> p != null
                                && (!p.roles().isKnown()
                                        || p.roles().value().stream().anyMatch(codes.roles()::contains)))
                        .count();
        if (lines != null && takingPart * lines.size() > FactKinds.LINES_BY_PARTIES_MAX) {
            mistakes.add(
                    "/parties",
                    Fault.TOO_MANY_TOGETHER,
                    "found",
                    takingPart,
                    "lines",
                    lines.size(),
                    "most",
                    FactKinds.LINES_BY_PARTIES_MAX);
        }
    }

    private Party party(Object given, String pointer, Mistakes noted) {
        Fields fields = Fields.of(given, pointer, noted, FactKinds.PARTY);
        return fields == null
                ? null
                : new Party(
                        fields.required("id", FactKinds.ID),
                        pointer,
                        fields.known("roles", FactKinds.ROLES),
                        fields.known("name", FactKinds.NAME),
                        fields.list("aliases", FactKinds.ALIASES),
                        fields.known("country", Kinds.COUNTRY),
                        fields.texts("identifiers"),
                        fields.known("military", Kinds.BOOLEAN),
                        fields.list("listedOn", kinds.listedOn),
                        fields.known("notListed", Kinds.BOOLEAN),
                        fields.optional("branchOf", Kinds.TEXT, null),
                        kind(fields),
                        fields.known("address", FactKinds.NAME),
                        fields.known("headquarters", Kinds.COUNTRY),
                        fields.known("parentHeadquarters", Kinds.COUNTRY),
                        fields.list("notListedOn", kinds.listedOn),
                        fields.optional("screenedOn", Kinds.DATE, null),
                        fields.list(
                                "clearedMatches", Kinds.list(Intake::clearedMatch, 0, FactKinds.CLEARED_MATCHES_MAX)));
    }

    private static PartyKind kind(Fields fields) {
        String kind = fields.optional("kind", FactKinds.PARTY_KIND, null);
        return kind == null ? null : PartyKind.valueOf(kind);
    }

    private static Party.ClearedMatch clearedMatch(Object given, String pointer, Mistakes noted) {
        Fields fields = Fields.of(given, pointer, noted, FactKinds.CLEARED_MATCH);
        return fields == null
                ? null
                : new Party.ClearedMatch(
                        fields.required("entry", Kinds.TEXT),
                        fields.required("reason", FactKinds.REASON),
                        fields.optional("by", FactKinds.PERSON_IN_CHARGE, null));
    }

    private static StandingClearance standing(Object given, String pointer, Mistakes noted) {
        Fields fields = Fields.of(given, pointer, noted, FactKinds.STANDING_CLEARANCE);
        if (fields == null) {
            return null;
        }
        Fields party = fields.required(
                "party", (object, place, mistakes) -> Fields.of(object, place, mistakes, FactKinds.CLEARED_PARTY));
        fields.required("reason", FactKinds.REASON);
        if (party == null) {
            return null;
        }
        List<String> names = new ArrayList<>(party.list("aliases", FactKinds.ALIASES));
        String name = party.required("name", FactKinds.NAME);
        if (name != null) {
            names.add(0, name);
        }
        return new StandingClearance(
                fields.required("id", FactKinds.ID),
                fields.required("entry", Kinds.TEXT),
                fields.required("content", Kinds.TEXT),
                List.copyOf(names),
                party.optional("country", Kinds.COUNTRY, null),
                kind(party),
                party.optional("address", FactKinds.NAME, null),
                party.texts("identifiers"),
                fields.required("askedBy", Kinds.TEXT),
                fields.required("approvedBy", Kinds.TEXT),
                fields.required("until", Kinds.DATE));
    }

    private Assertion assertion(Object given, String pointer, Mistakes noted) {
        Fields fields = Fields.of(given, pointer, noted, FactKinds.ASSERTION);
        if (fields == null) {
            return null;
        }
        String provision = fields.required("provision", kinds.unmodelled);
        Boolean applies = fields.required("applies", Kinds.BOOLEAN);
        return new Assertion(
                provision,
                Boolean.TRUE.equals(applies),
                fields.optional("line", FactKinds.ID, null),
                fields.optional("party", FactKinds.ID, null),
                fields.optional("by", FactKinds.PERSON_IN_CHARGE, null),
                fields.optional("reason", FactKinds.REASON, null),
                pointer);
    }

    /** An assertion about a line or a party that is not there would be of no effect, and nobody would be told. */
    private void checkAssertions(List<Assertion> assertions, Set<String> parties, List<Line> lines) {
        Set<String> ids = new LinkedHashSet<>();
        for (Line line : lines == null ? List.<Line>of() : lines) {
            ids.add(line.id());
        }
        for (Assertion assertion : assertions) {
            if (assertion.line() != null && !ids.contains(assertion.line())) {
                mistakes.addUnknown(assertion.pointer() + "/line", Fault.UNKNOWN_LINE, assertion.line(), ids, null);
            }
            if (assertion.party() != null && !parties.contains(assertion.party())) {
                mistakes.addUnknown(
                        assertion.pointer() + "/party", Fault.UNKNOWN_PARTY, assertion.party(), parties, null);
            }
        }
    }

    private Map<String, Party> byId(List<Party> parties) {
        Map<String, Party> byId = new LinkedHashMap<>();
        for (Party party : parties) {
            Party first = party.id() == null ? null : byId.putIfAbsent(party.id(), party);
            if (first != null) {
                mistakes.add(
                        party.pointer() + "/id", Fault.DUPLICATE_ID, "found", party.id(), "first", first.pointer());
            }
        }
        return byId;
    }

    private void checkBranches(Map<String, Party> byId) {
        for (Party party : byId.values()) {
            if (party.branchOf() == null) {
                continue;
            }
            String pointer = party.pointer() + "/branchOf";
            if (!byId.containsKey(party.branchOf())) {
                mistakes.addUnknown(pointer, Fault.UNKNOWN_PARTY, party.branchOf(), byId.keySet(), null);
            } else if (comesBack(party, byId)) {
                mistakes.add(pointer, Fault.BRANCH_LOOP, "found", party.id());
            }
        }
    }

    private static boolean comesBack(Party start, Map<String, Party> byId) {
        Party above = start;
        for (int hops = 0; above != null && hops <= byId.size(); hops++) {
            above = above.branchOf() == null ? null : byId.get(above.branchOf());
            if (above == start) {
                return true;
            }
        }
        return false;
    }

    /** The export date as a day in each jurisdiction. */
    private Set<LocalDate> days(ExportDate exportDate) {
        Set<LocalDate> days = new LinkedHashSet<>();
        if (exportDate != null) {
            codes.zones().values().forEach(zone -> days.add(exportDate.in(zone)));
        }
        return days;
    }

    private Line line(Object given, String pointer, Mistakes noted) {
        Fields fields = Fields.of(given, pointer, noted, FactKinds.LINE);
        if (fields == null) {
            return null;
        }
        fields.optional("description", FactKinds.DESCRIPTION, null);
        fields.optional("extensions", Intake::extensions, null);
        Known<Money> value = fields.known("value", FactKinds.MONEY_NOT_BELOW_ZERO);
        Currency currency = new Currency(
                value.isKnown() ? value.pointer() : null,
                value.isKnown() ? value.value().currency() : null);
        return new Line(
                fields.required("id", FactKinds.ID),
                pointer,
                fields.optional("kind", FactKinds.LINE_KIND, "GOODS"),
                fields.known("controlCodes", kinds.controlCodes),
                fields.known("hsCode", Kinds.HS),
                fields.known("form", kinds.form),
                fields.known("origin", Kinds.COUNTRY),
                value,
                content(fields, 1, currency),
                fields.list("declaredShares", Kinds.list(Intake::declaredShare)),
                fields.known("technologies", kinds.technologies),
                fields.known("subjectToEar", Kinds.BOOLEAN),
                fields.known("publicDomain", Kinds.BOOLEAN),
                fields.known("directProductOfUsTechnology", Kinds.BOOLEAN),
                fields.known("informedByAuthority", Kinds.BOOLEAN),
                fields.known("computing", ComputingKinds.COMPUTING),
                fields.list("claims", Kinds.list(this::claim, 0, FactKinds.CLAIMS_MAX)),
                fields.known("quantity", FactKinds.QUANTITY_NOT_BELOW_ZERO),
                fields.list("licenses", Kinds.list(kinds.license, 0, FactKinds.LICENSES_MAX)));
    }

    /** More ids of the caller; they come back in the answer as they were given. */
    private void references(Fields fields) {
        fields.optional(
                "references",
                (given, place, noted) -> {
                    Map<?, ?> references = Kinds.members(given, place, noted);
                    if (references != null && references.size() > FactKinds.REFERENCES_MAX) {
                        noted.add(place, Fault.TOO_MANY, "found", references.size(), "most", FactKinds.REFERENCES_MAX);
                    }
                    if (references != null) {
                        references.forEach((name, reference) -> FactKinds.REFERENCE.read(
                                reference, place + "/" + Fields.escaped((String) name), noted));
                    }
                    return references;
                },
                null);
    }

    /** The caller's own data, of which only the size matters. */
    private static Object extensions(Object given, String pointer, Mistakes noted) {
        Map<?, ?> extensions = Kinds.members(given, pointer, noted);
        if (extensions != null) {
            int bytes = CanonicalJson.write(extensions).length;
            if (bytes > FactKinds.EXTENSIONS_BYTES_MAX) {
                noted.add(pointer, Fault.TOO_LARGE, "found", bytes, "most", FactKinds.EXTENSIONS_BYTES_MAX);
            }
        }
        return extensions;
    }

    private Claim claim(Object given, String pointer, Mistakes noted) {
        Fields fields = Fields.of(given, pointer, noted, FactKinds.CLAIM);
        return fields == null
                ? null
                : new Claim(
                        fields.required("provision", kinds.claimable),
                        fields.optional("noticeDate", Kinds.DATE, null),
                        fields.list("attests", kinds.attests),
                        pointer);
    }

    private static DeclaredShare declaredShare(Object given, String pointer, Mistakes noted) {
        Fields fields = Fields.of(given, pointer, noted, FactKinds.DECLARED_SHARE);
        if (fields == null) {
            return null;
        }
        fields.optional("statedBy", FactKinds.NAME, null);
        return new DeclaredShare(
                fields.required("provision", Kinds.TEXT),
                fields.required("percent", Kinds.PERCENT),
                pointer + "/percent");
    }

    /** The currency of one line and its bill of materials, and where it was first met. */
    private static final class Currency {

        private String pointer;
        private String code;

        Currency(String pointer, String code) {
            this.pointer = pointer;
            this.code = code;
        }

        void mustBeThatOf(Known<Money> value, Mistakes mistakes) {
            if (!value.isKnown()) {
                return;
            }
            if (code == null) {
                pointer = value.pointer();
                code = value.value().currency();
            } else if (!code.equals(value.value().currency())) {
                mistakes.add(
                        value.pointer() + "/currency",
                        Fault.MIXED_CURRENCY,
                        "first",
                        pointer,
                        "wanted",
                        code,
                        "found",
                        value.value().currency());
            }
        }
    }

    private Known<List<Content>> content(Fields parent, int level, Currency currency) {
        Kind<List<Content>> list = Kinds.list((given, pointer, noted) -> component(given, pointer, level, currency));
        return parent.known(
                "content",
                level <= FactKinds.CONTENT_LEVELS_MAX
                        ? list
                        : (given, pointer, noted) -> {
                            if (given instanceof List<?> deeper && !deeper.isEmpty()) {
                                noted.add(pointer, Fault.TOO_DEEP, "most", FactKinds.CONTENT_LEVELS_MAX);
                                return null;
                            }
                            return list.read(given, pointer, noted);
                        });
    }

    private Content component(Object given, String pointer, int level, Currency currency) {
        if (++components > FactKinds.COMPONENTS_MAX) {
            if (components == FactKinds.COMPONENTS_MAX + 1) {
                mistakes.add(pointer, Fault.TOO_MANY_COMPONENTS, "most", FactKinds.COMPONENTS_MAX);
            }
            return null;
        }
        Fields fields = Fields.of(given, pointer, mistakes, FactKinds.CONTENT);
        if (fields == null) {
            return null;
        }
        fields.optional("description", FactKinds.DESCRIPTION, null);
        Known<Money> value = fields.known("value", FactKinds.MONEY_NOT_BELOW_ZERO);
        currency.mustBeThatOf(value, mistakes);
        return new Content(
                pointer,
                fields.known("controlCodes", kinds.controlCodes),
                fields.known("origin", Kinds.COUNTRY),
                value,
                content(fields, level + 1, currency),
                fields.known("computing", ComputingKinds.COMPUTING));
    }

    private void checkLineIds(List<Line> lines) {
        Map<String, Line> byId = new HashMap<>();
        for (Line line : lines == null ? List.<Line>of() : lines) {
            Line first = line.id() == null ? null : byId.putIfAbsent(line.id(), line);
            if (first != null) {
                mistakes.add(line.pointer() + "/id", Fault.DUPLICATE_ID, "found", line.id(), "first", first.pointer());
            }
        }
    }

    private Map<String, String> readings(Fields fields) {
        Map<String, String> wanted = fields.texts("readings");
        for (var entry : wanted.entrySet()) {
            String pointer = "/readings/" + Fields.escaped(entry.getKey());
            Set<String> readings = codes.readings().get(entry.getKey());
            if (readings == null) {
                mistakes.addUnknown(
                        pointer,
                        Fault.UNKNOWN_QUESTION,
                        entry.getKey(),
                        codes.readings().keySet(),
                        null);
            } else if (!readings.contains(entry.getValue())) {
                mistakes.addUnknown(pointer, Fault.UNKNOWN_READING, entry.getValue(), readings, null);
            }
        }
        return wanted;
    }
}
