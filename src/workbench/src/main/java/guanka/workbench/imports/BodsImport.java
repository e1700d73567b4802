package guanka.workbench.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads statements of the Beneficial Ownership Data Standard, versions 0.2 to 0.4, as a JSON list or one a line.
 *
 * <p>The versions differ in what matters here:
 * <ul>
 * <li>0.4: {@code statementId}, {@code recordId}, {@code recordType} ({@code entity}, {@code person}, {@code relationship}),
 *     {@code recordStatus}, {@code recordDetails}; {@code subject} and {@code interestedParty} are record ids or an object with a
 *     {@code reason}; the last statement of a record counts, and one that is {@code closed} ends it. In {@code share},
 *     {@code minimum} and {@code maximum} are inclusive, {@code exclusiveMinimum} and {@code exclusiveMaximum} are numbers of their own.</li>
 * <li>0.2 and 0.3: {@code statementID}, {@code statementType}; {@code subject} and {@code interestedParty} point at statements;
 *     {@code replacesStatements} takes statements away. In 0.2 {@code exclusiveMinimum} and {@code exclusiveMaximum} are true or false and say
 *     how {@code minimum} and {@code maximum} are meant; left out they are false and true: 25 to 50 is at least 25 and less than 50.</li>
 * </ul>
 * Whether a bound is a flag or a number of its own is read from its type, whatever version the statement claims. Where neither
 * version nor flag makes an upper bound exclusive, it is inclusive: the wider range claims less.
 *
 * <p>An indirect interest whose components are in the file is left out in favour of them. Without them the owner is kept with an
 * unknown share: the file does not say through whom it holds, and percentages of several tiers are never multiplied.
 */
public final class BodsImport {

    /** What the file is. */
    public static final String PUBLICATION = "BODS";

    private static final String UNKNOWN = "UNKNOWN";

    private static final Pattern NUMERAL = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,40})?");

    /** How relations of the Global LEI System are told as interests: consolidated accounts, which commonly follow a majority. */
    private static final Pattern CONSOLIDATED = Pattern.compile("IS_(?:DIRECTLY|ULTIMATELY)_CONSOLIDATED_BY");

    /** A statement or record about who holds what. */
    private record Relationship(String id, String record, String version, JsonNode details, List<String> components) {}

    private final Fragment fragment;
    private final Map<String, String> interests = new HashMap<>();
    private final Map<String, Fragment.Member> members = new HashMap<>();
    private final Map<String, Relationship> relationships = new LinkedHashMap<>();
    private final Map<String, String> dates = new HashMap<>();
    private final Set<String> replaced = new HashSet<>();
    private final Map<String, LocalDate> closed = new HashMap<>();
    private final Set<String> statements = new HashSet<>();

    /** Reads statements into a fragment. */
    public BodsImport(Fragment fragment) throws IOException {
        this.fragment = fragment;
        try (InputStream in = BodsImport.class.getResourceAsStream("interests.json")) {
            new ObjectMapper()
                    .readTree(in)
                    .fields()
                    .forEachRemaining(entry ->
                            interests.put(entry.getKey(), entry.getValue().asText()));
        }
    }

    /** Reads the statements of a file. */
    public void read(SourceFile file) throws IOException {
        String name = file.name();
        try (InputStream in = file.open()) {
            JsonRecords.each(in, name, null, this::statement);
        }
        if (statements.isEmpty()) {
            throw RefusedSource.otherForm(
                    "`" + name + "` holds no statement of the Beneficial Ownership Data Standard");
        }
        members.forEach((id, member) -> {
            if (!replaced.contains(id)) {
                fragment.add(member);
            }
        });
        relationships.forEach((id, relationship) -> {
            if (!replaced.contains(id)) {
                holdings(relationship);
            }
        });
    }

    // statements

    private void statement(JsonNode statement) {
        if (statement.path("recordType").isTextual()
                && statement.path("recordDetails").isObject()) {
            record(statement);
        } else if (statement.path("statementType").isTextual()
                && statement.path("statementID").isTextual()) {
            typed(statement);
        } else {
            throw RefusedSource.otherForm(
                    "a record has neither `recordType` with `recordDetails` (BODS 0.4) nor `statementType` with `statementID` (0.2): this is not BODS");
        }
    }

    /** Version 0.4. */
    private void record(JsonNode statement) {
        String id = statement.path("recordId").asText("");
        if (id.isEmpty()) {
            throw RefusedSource.otherForm("a statement has no `recordId`: this is not BODS 0.4");
        }
        statements.add(statement.path("statementId").asText(id));
        String date = statement.path("statementDate").asText("");
        String earlier = dates.get(id);
        if (earlier != null && date.compareTo(earlier) < 0) {
            return;
        }
        dates.put(id, date);
        String type = statement.path("recordType").asText();
        JsonNode details = statement.path("recordDetails");
        if (!type.equals("relationship")) {
            members.put(id, type.equals("person") ? person(id, details) : entity(id, details));
        } else if (statement.path("recordStatus").asText("").equals("closed")) {
            // a record that is closed was true before: it ends, and past export dates still see it
            Relationship before = relationships.get(id);
            if (before == null || Cells.day(date, true) == null) {
                relationships.remove(id);
                fragment.leave("relationships that are closed");
            } else {
                closed.put(id, Cells.day(date, true));
            }
        } else {
            List<String> components = new ArrayList<>();
            details.path("componentRecords").forEach(c -> components.add(c.asText()));
            details.path("componentStatementIDs").forEach(c -> components.add(c.asText()));
            String version =
                    statement.path("publicationDetails").path("bodsVersion").asText("0.4");
            relationships.put(
                    id,
                    new Relationship(id, PUBLICATION + " " + version + " record " + id, version, details, components));
        }
    }

    /** Versions 0.1 to 0.3. */
    private void typed(JsonNode statement) {
        String id = statement.path("statementID").asText();
        statements.add(id);
        statement.path("replacesStatements").forEach(one -> replaced.add(one.asText()));
        if (statement.path("replacesStatement").isTextual()) {
            replaced.add(statement.path("replacesStatement").asText());
        }
        switch (statement.path("statementType").asText()) {
            case "entityStatement" -> members.put(id, entity(id, statement));
            case "personStatement" -> members.put(id, person(id, statement));
            case "ownershipOrControlStatement" -> {
                List<String> components = new ArrayList<>();
                statement.path("componentStatementIDs").forEach(c -> components.add(c.asText()));
                String version =
                        statement.path("publicationDetails").path("bodsVersion").asText("0.2");
                relationships.put(
                        id,
                        new Relationship(
                                id, PUBLICATION + " " + version + " statement " + id, version, statement, components));
            }
            default ->
                fragment.leave("statements of the unknown type "
                        + Cells.line(statement.path("statementType").asText()));
        }
    }

    // parties

    private static Fragment.Member entity(String id, JsonNode details) {
        List<String> aliases = new ArrayList<>();
        details.path("alternateNames").forEach(alias -> aliases.add(alias.asText("")));
        JsonNode jurisdiction =
                details.has("jurisdiction") ? details.path("jurisdiction") : details.path("incorporatedInJurisdiction");
        return new Fragment.Member(
                id,
                details.path("name").asText(null),
                aliases,
                country(jurisdiction.path("code").asText("")),
                identifiers(details),
                null);
    }

    private static Fragment.Member person(String id, JsonNode details) {
        List<String> names = new ArrayList<>();
        details.path("names").forEach(name -> {
            String full = name.path("fullName").asText("");
            if (!full.isBlank()) {
                names.add(full);
            }
        });
        JsonNode nationalities = details.path("nationalities");
        String country = nationalities.size() == 1
                ? country(nationalities.get(0).path("code").asText(""))
                : null;
        return new Fragment.Member(
                id,
                names.isEmpty() ? null : names.get(0),
                names.size() < 2 ? List.of() : names.subList(1, names.size()),
                country,
                Map.of(),
                null);
    }

    /** A subdivision (ISO 3166-2) lies in the country before its hyphen. */
    private static String country(String code) {
        return Cells.country(code.matches("[A-Za-z]{2}-.*") ? code.substring(0, 2) : code);
    }

    private static Map<String, String> identifiers(JsonNode details) {
        Map<String, String> identifiers = new TreeMap<>();
        for (JsonNode identifier : details.path("identifiers")) {
            String number = identifier.path("id").asText("").strip();
            String scheme = identifier.hasNonNull("scheme")
                    ? identifier.path("scheme").asText()
                    : identifier.path("schemeName").asText("");
            String name =
                    switch (scheme) {
                        case "XI-LEI" -> "lei";
                        case "CN-USCC", "CN-UCSI" -> "uscc";
                        case "US-DUNS", "XI-DUNS" -> "duns";
                        default -> Cells.line(scheme).toLowerCase(Locale.ROOT);
                    };
            if (!number.isEmpty() && !name.isEmpty()) {
                identifiers.putIfAbsent(name, number);
            }
        }
        return identifiers;
    }

    // holdings

    private void holdings(Relationship relationship) {
        JsonNode details = relationship.details;
        String owned = subject(details.path("subject"));
        if (owned == null) {
            fragment.leave("relationships whose subject is not named");
            return;
        }
        String owner = interestedParty(details.path("interestedParty"), owned, relationship.record);
        if (owner == null) {
            return;
        }
        JsonNode given = details.path("interests");
        if (!given.isArray() || given.isEmpty()) {
            fragment.note(relationship.record + " names no interest; it is taken as a shareholding of unknown size");
            fragment.add(new Fragment.Edge(
                    owner, owned, Share.UNKNOWN, Fragment.SHAREHOLDING, null, null, relationship.record));
            return;
        }
        for (JsonNode interest : given) {
            holding(owner, owned, interest, relationship);
        }
    }

    private static String subject(JsonNode subject) {
        String id = subject.isTextual()
                ? subject.asText()
                : subject.path("describedByEntityStatement").asText("");
        return id.isEmpty() ? null : id;
    }

    /** The id of the owner; null where there is nobody. An owner who is not named becomes a party about whom nothing is known. */
    private String interestedParty(JsonNode party, String owned, String record) {
        if (party.isTextual() && !party.asText().isEmpty()) {
            return party.asText();
        }
        for (String pointer : List.of("describedByEntityStatement", "describedByPersonStatement")) {
            if (party.path(pointer).isTextual()) {
                return party.path(pointer).asText();
            }
        }
        JsonNode unspecified = party.has("unspecified") ? party.path("unspecified") : party;
        String reason = unspecified.path("reason").asText("");
        if (reason.equals("noBeneficialOwners") || reason.equals("no-beneficial-owners")) {
            fragment.leave("statements that nobody is a beneficial owner");
            return null;
        }
        fragment.note(record + " does not name the owner" + (reason.isEmpty() ? "" : " (" + reason + ")")
                + "; it is kept as a party of whom nothing is known");
        String id = "unnamed-owner-" + Cells.shortHash(record + owned);
        fragment.add(new Fragment.Member(id, null, List.of(), null, Map.of(), null));
        return id;
    }

    private void holding(String owner, String owned, JsonNode interest, Relationship relationship) {
        String type = interest.path("type").asText("");
        String known = interests.get(type);
        String details = interest.path("details").asText("");
        String kind = type.isBlank() || CONSOLIDATED.matcher(details).find()
                ? UNKNOWN
                : type.equalsIgnoreCase(Fragment.SHAREHOLDING)
                        ? Fragment.SHAREHOLDING
                        : known == null ? Fragment.OTHER_CONTROL : known;
        if (type.isBlank()) {
            fragment.note(relationship.record + ": an interest has no type; it is taken as a shareholding");
        } else if (known == null && !kind.equals(Fragment.SHAREHOLDING) && !kind.equals(UNKNOWN)) {
            fragment.note(
                    relationship.record + ": interest type `" + type + "` is not known; it is taken as other control");
        }
        Share share =
                kind.equals(UNKNOWN) && !type.isBlank() ? Share.UNKNOWN : share(interest.path("share"), relationship);
        String level = interest.path(interest.has("directOrIndirect") ? "directOrIndirect" : "interestLevel")
                .asText("");
        if (level.equals("indirect") && (kind.equals(Fragment.SHAREHOLDING) || kind.equals(UNKNOWN))) {
            boolean componentsHere = !relationship.components.isEmpty()
                    && relationship.components.stream()
                            .allMatch(c ->
                                    statements.contains(c) || relationships.containsKey(c) || members.containsKey(c));
            // what the components do not carry would be lost with the holding above them
            if (componentsHere && relationship.components.stream().allMatch(this::carriesAShare)) {
                fragment.leave("indirect holdings whose components are taken over");
                return;
            }
            fragment.note(relationship.record
                    + " is an indirect shareholding; through whom it is held is not said, so its share is unknown");
            share = Share.UNKNOWN;
        }
        String until = interest.path("endDate").asText("");
        LocalDate last = Cells.day(until, true);
        LocalDate ended = closed.get(relationship.id);
        last = ended != null && (last == null || ended.isBefore(last)) ? ended : last;
        if (!until.isEmpty() && last == null
                || !interest.path("startDate").asText("").isEmpty()
                        && Cells.day(interest.path("startDate").asText(), false) == null) {
            fragment.note(relationship.record + " gives days that are none ("
                    + interest.path("startDate").asText() + " to " + until + "); they are left out");
        }
        fragment.add(new Fragment.Edge(
                owner,
                owned,
                share,
                kind.equals(UNKNOWN) ? Fragment.SHAREHOLDING : kind,
                Cells.day(interest.path("startDate").asText(null), false),
                last,
                relationship.record + " " + type));
    }

    /** Whether a component is a party, or a relationship that holds a share by itself. */
    private boolean carriesAShare(String component) {
        Relationship of = relationships.get(component);
        if (of == null) {
            return true;
        }
        for (JsonNode interest : of.details.path("interests")) {
            String type = interest.path("type").asText("");
            if (Fragment.SHAREHOLDING.equals(interests.get(type)) || type.equalsIgnoreCase(Fragment.SHAREHOLDING)) {
                return true;
            }
        }
        return false;
    }

    private Share share(JsonNode share, Relationship relationship) {
        if (!share.isObject()) {
            return Share.UNKNOWN;
        }
        BigDecimal exact = number(share, "exact");
        if (exact != null) {
            return Share.exactly(exact);
        }
        BigDecimal least = number(share, "minimum");
        BigDecimal most = number(share, "maximum");
        boolean openBelow = share.path("exclusiveMinimum").asBoolean(false)
                && share.path("exclusiveMinimum").isBoolean();
        boolean openAbove = share.path("exclusiveMaximum").isBoolean()
                ? share.path("exclusiveMaximum").asBoolean()
                : most != null && !share.has("exclusiveMaximum") && upperEndIsOut(relationship, least, most);
        BigDecimal above = number(share, "exclusiveMinimum");
        BigDecimal below = number(share, "exclusiveMaximum");
        if (above != null && (least == null || above.compareTo(least) >= 0)) {
            least = above;
            openBelow = true;
        }
        if (below != null && (most == null || below.compareTo(most) <= 0)) {
            most = below;
            openAbove = true;
        }
        return new Share(least, least != null && openBelow, most, most != null && openAbove);
    }

    /**
     * Whether an upper bound without a flag is exclusive. Before version 0.3 it is, except where it is 100 or equals the lower
     * bound: an exclusive bound would make no sense there.
     */
    private static boolean upperEndIsOut(Relationship relationship, BigDecimal least, BigDecimal most) {
        boolean early = relationship.version.equals("0.1") || relationship.version.equals("0.2");
        return early && most.compareTo(BigDecimal.valueOf(100)) != 0 && (least == null || least.compareTo(most) != 0);
    }

    private static BigDecimal number(JsonNode share, String name) {
        JsonNode number = share.path(name);
        if (number.isNumber()) {
            return number.decimalValue();
        }
        return number.isTextual() && NUMERAL.matcher(number.asText().strip()).matches()
                ? new BigDecimal(number.asText().strip())
                : null;
    }
}
