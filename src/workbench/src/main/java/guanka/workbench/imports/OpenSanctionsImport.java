package guanka.workbench.imports;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.facts.Text;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads entities of OpenSanctions in FollowTheMoney form ({@code entities.ftm.json}, {@code targets.nested.json}): one JSON object a
 * line with {@code id}, {@code schema}, {@code caption}, {@code datasets} and {@code properties}, whose values are all lists.
 *
 * <p>Used of FollowTheMoney 4: {@code Thing} ({@code name}, {@code alias}, {@code previousName}, {@code weakAlias}, {@code country}),
 * {@code LegalEntity} ({@code jurisdiction}, {@code mainCountry}, {@code leiCode}, {@code uscCode}, {@code dunsCode}), {@code Sanction}
 * ({@code entity}, {@code authority}, {@code authorityId}, {@code program}, {@code programId}, {@code startDate}, {@code listingDate},
 * {@code endDate}, {@code sourceUrl}) and {@code Ownership} ({@code owner}, {@code asset}, {@code percentage}, {@code startDate},
 * {@code endDate}). {@code percentage} is free text: what is not plainly a number of percent is an unknown share.
 */
public final class OpenSanctionsImport {

    /** What the file is. */
    public static final String PUBLICATION = "OpenSanctions";

    private static final Pattern RANGE =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]+)?)\\s*%?\\s*[-\u2013]\\s*([0-9]{1,3}(?:\\.[0-9]+)?)\\s*%?");
    private static final Pattern BOUND = Pattern.compile("([<>]=?)\\s*([0-9]{1,3}(?:\\.[0-9]+)?)\\s*%?");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,20})?)( ?%)?");

    /** Other links between entities: they are no shares, and are counted. */
    private static final Set<String> OTHER_LINKS = Set.of(
            "Directorship",
            "UnknownLink",
            "Control",
            "Representation",
            "Membership",
            "Associate",
            "Family",
            "Succession",
            "Employment");

    private final SourceFile file;
    private final String name;

    public OpenSanctionsImport(SourceFile file) {
        this.file = file;
        this.name = file.name();
    }

    private void each(Consumer<JsonNode> take) throws IOException {
        try (InputStream in = file.open()) {
            JsonRecords.each(in, name, null, entity -> {
                if (!entity.path("id").isTextual()
                        || !entity.path("schema").isTextual()
                        || !entity.path("properties").isObject()) {
                    throw RefusedSource.otherForm("`" + name
                            + "` holds a record without `id`, `schema` or `properties`: this is not FollowTheMoney");
                }
                take.accept(entity);
            });
        }
    }

    private static final Map<String, String> KINDS = Map.of(
            "Person", "PERSON",
            "Company", "ORGANISATION",
            "Organization", "ORGANISATION",
            "PublicBody", "ORGANISATION",
            "Vessel", "VESSEL",
            "Airplane", "AIRCRAFT",
            "Address", "ADDRESS");

    // entries of lists

    /** A listing of one entity on one list, gathered from its sanctions. */
    private static final class Listing {
        private LocalDate from;
        private boolean fromMissing;
        private LocalDate until;
        private boolean open;
        private final Set<String> notices = new LinkedHashSet<>();
        private final Set<String> urls = new LinkedHashSet<>();
        private final Set<String> designations = new LinkedHashSet<>();
        private final List<Text> notes = new ArrayList<>();
    }

    /** Hands on each entity that a sanction puts on a list of the ruleset. */
    void entries(ListRules rules, Set<String> only, Consumer<ListedParty> take) throws IOException {
        Map<String, Map<String, Listing>> listings = new HashMap<>();
        each(entity -> {
            if (is(entity, "Sanction")) {
                for (JsonNode target : entity.path("properties").path("entity")) {
                    gather(
                            entity,
                            target.isObject() ? target.path("id").asText() : target.asText(),
                            rules,
                            only,
                            listings);
                }
            }
            for (JsonNode nested : entity.path("properties").path("sanctions")) {
                if (nested.isObject()) {
                    gather(nested, entity.path("id").asText(), rules, only, listings);
                }
            }
        });
        each(entity -> {
            if (!is(entity, "Sanction")) {
                listings.getOrDefault(entity.path("id").asText(), Map.of())
                        .forEach((list, listing) -> take.accept(listed(entity, list, listing)));
            }
        });
    }

    private static void gather(
            JsonNode sanction,
            String entity,
            ListRules rules,
            Set<String> only,
            Map<String, Map<String, Listing>> listings) {
        Set<String> datasets = new TreeSet<>();
        sanction.path("datasets").forEach(dataset -> datasets.add(dataset.asText()));
        String list = rules.listOf(
                values(sanction, "authority"), values(sanction, "programId"), datasets, programs(sanction));
        if (list == null || !only.isEmpty() && !only.contains(list)) {
            return;
        }
        Listing listing =
                listings.computeIfAbsent(entity, x -> new TreeMap<>()).computeIfAbsent(list, x -> new Listing());
        LocalDate from = earliest(values(sanction, "startDate"), listing.notes);
        if (from == null) {
            from = earliest(values(sanction, "listingDate"), listing.notes);
        }
        listing.fromMissing |= from == null;
        listing.from = from == null || listing.from != null && listing.from.isBefore(from) ? listing.from : from;
        LocalDate until = latest(values(sanction, "endDate"));
        listing.open |= until == null;
        listing.until = until == null || listing.until != null && listing.until.isAfter(until) ? listing.until : until;
        listing.notices.addAll(values(sanction, "authorityId"));
        listing.urls.addAll(values(sanction, "sourceUrl"));
        listing.designations.addAll(programs(sanction));
        Set<String> programs = new LinkedHashSet<>(programs(sanction));
        programs.addAll(values(sanction, "programId"));
        if (!programs.isEmpty()) {
            listing.notes.add(
                    new Text("Programmes: " + String.join(", ", programs), "项目：" + String.join("、", programs)));
        }
    }

    /** Programmes, also where several stand in one text or in brackets. */
    private static Set<String> programs(JsonNode sanction) {
        Set<String> programs = new LinkedHashSet<>();
        for (String text : values(sanction, "program")) {
            for (String part : text.split("[;,\\[\\]]")) {
                if (!part.isBlank()) {
                    programs.add(part.strip());
                }
            }
        }
        return programs;
    }

    private static LocalDate earliest(Set<String> given, List<Text> notes) {
        LocalDate earliest = null;
        for (String text : given) {
            LocalDate day = Cells.isWholeDay(text) ? Cells.day(text, false) : null;
            if (day == null) {
                notes.add(
                        new Text("The source gives a first day as " + Cells.line(text), "来源所载首日为" + Cells.line(text)));
            } else if (earliest == null || day.isBefore(earliest)) {
                earliest = day;
            }
        }
        return earliest;
    }

    private static LocalDate latest(Set<String> given) {
        LocalDate latest = null;
        for (String text : given) {
            LocalDate day = Cells.day(text, true);
            latest = day == null || latest != null && latest.isAfter(day) ? latest : day;
        }
        return latest;
    }

    private static ListedParty listed(JsonNode entity, String list, Listing listing) {
        List<Text> notes = new ArrayList<>(listing.notes.stream().distinct().toList());
        if (listing.from != null && listing.fromMissing) {
            notes.add(new Text("Another sanction of the same list has no first day", "同一清单的另一项制裁未载明首日"));
        }
        int weak = values(entity, "weakAlias").size();
        if (weak > 0) {
            notes.add(new Text(weak + " weak aliases are left out", weak + " 个弱别名未收录"));
        }
        Set<String> identifiers = new TreeSet<>();
        identifiers(entity).forEach((scheme, number) -> identifiers.add(scheme + ":" + number));
        return new ListedParty(
                "os-" + entity.path("id").asText(),
                list,
                listing.notices.isEmpty() ? null : String.join(", ", listing.notices),
                primaryName(entity),
                otherNames(entity),
                countries(entity),
                identifiers,
                listing.from,
                listing.open ? null : listing.until,
                listing.urls.isEmpty() ? null : listing.urls.iterator().next(),
                KINDS.get(entity.path("schema").asText()),
                listing.designations.stream()
                        .map(program -> program.strip().replaceAll("\\s*-\\s*|\\s+", "-"))
                        .filter(program -> program.matches("[A-Za-z0-9./_:=*+#()-]+"))
                        .distinct()
                        .toList(),
                null,
                notes);
    }

    // ownership

    /** Adds the shareholdings and the entities that they join. */
    public void ownership(Fragment fragment) throws IOException {
        Set<String> joined = new TreeSet<>();
        each(entity -> {
            nestedOwnership(entity, fragment, joined);
            if (is(entity, "Ownership")) {
                for (String owner : references(entity, "owner")) {
                    for (String asset : references(entity, "asset")) {
                        joined.add(owner);
                        joined.add(asset);
                        fragment.add(share(entity, owner, asset, fragment));
                    }
                }
            } else if (OTHER_LINKS.contains(entity.path("schema").asText())) {
                fragment.leave("links of type " + entity.path("schema").asText() + ", which are no shares");
            }
        });
        each(entity -> {
            if (joined.contains(entity.path("id").asText()) && !is(entity, "Ownership")) {
                fragment.add(member(entity));
            }
        });
    }

    /** Shareholdings that stand inside an entity, as in {@code targets.nested.json}: of which it is the asset, or the owner. */
    private static void nestedOwnership(JsonNode entity, Fragment fragment, Set<String> joined) {
        String self = entity.path("id").asText();
        for (String property : List.of("ownershipAsset", "ownershipOwner")) {
            boolean asset = property.equals("ownershipAsset");
            for (JsonNode ownership : entity.path("properties").path(property)) {
                if (!ownership.isObject()) {
                    continue;
                }
                Set<String> owners = asset ? references(ownership, "owner") : Set.of(self);
                Set<String> assets = asset ? Set.of(self) : references(ownership, "asset");
                for (String owner : owners) {
                    for (String of : assets) {
                        joined.add(owner);
                        joined.add(of);
                        fragment.add(share(ownership, owner, of, fragment));
                    }
                }
                for (String end : List.of("owner", "asset")) {
                    for (JsonNode other : ownership.path("properties").path(end)) {
                        if (other.isObject() && !other.path("id").asText().equals(self)) {
                            fragment.add(member(other));
                            nestedOwnership(other, fragment, joined);
                        }
                    }
                }
            }
        }
    }

    private static Fragment.Member member(JsonNode entity) {
        Set<String> countries = countries(entity);
        return new Fragment.Member(
                entity.path("id").asText(),
                primaryName(entity),
                otherNames(entity),
                countries.size() == 1 ? Cells.country(countries.iterator().next()) : null,
                identifiers(entity),
                null);
    }

    private static Fragment.Edge share(JsonNode ownership, String owner, String asset, Fragment fragment) {
        Set<String> given = values(ownership, "percentage");
        Share share = Share.UNKNOWN;
        Set<String> kinds = values(ownership, "ownershipType");
        if (kinds.stream()
                .anyMatch(kind -> kind.toLowerCase(java.util.Locale.ROOT).contains("indirect"))) {
            fragment.note(
                    "the share of " + owner + " in " + asset + " is indirect; through whom it is held is not said");
        } else {
            List<Share> stated =
                    given.stream().map(OpenSanctionsImport::percent).toList();
            if (!stated.isEmpty() && stated.stream().allMatch(one -> one != null && one.sameAs(stated.get(0)))) {
                share = stated.get(0);
            }
        }
        if (share == Share.UNKNOWN && !given.isEmpty()) {
            fragment.note("the share of " + owner + " in " + asset + " is given as " + given + " and taken as unknown");
        }
        return new Fragment.Edge(
                owner,
                asset,
                share,
                Fragment.SHAREHOLDING,
                earliestOf(values(ownership, "startDate")),
                latest(values(ownership, "endDate")),
                "FtM Ownership " + ownership.path("id").asText());
    }

    /** A share as people write it: {@code 60%}, {@code 50,5}, {@code >50}, {@code 75-100%}; null where it is none or not clear. */
    private static Share percent(String given) {
        String text = given.strip().replace(',', '.');
        var percent = PERCENT.matcher(text);
        // 0.5 may be half a percent or a half, unless the sign stands beside it
        if (percent.matches()) {
            var number = new java.math.BigDecimal(percent.group(1));
            return percent.group(2) != null || number.compareTo(java.math.BigDecimal.ONE) > 0
                    ? Share.exactly(number)
                    : null;
        }
        var range = RANGE.matcher(text);
        if (range.matches()) {
            return new Share(
                    new java.math.BigDecimal(range.group(1)), false, new java.math.BigDecimal(range.group(2)), false);
        }
        var bound = BOUND.matcher(text);
        if (bound.matches()) {
            var number = new java.math.BigDecimal(bound.group(2));
            boolean open = !bound.group(1).endsWith("=");
            return bound.group(1).startsWith(">")
                    ? new Share(number, open, null, false)
                    : new Share(null, false, number, open);
        }
        return null;
    }

    private static LocalDate earliestOf(Set<String> given) {
        LocalDate earliest = null;
        for (String text : given) {
            LocalDate day = Cells.day(text, false);
            earliest = day == null || earliest != null && earliest.isBefore(day) ? earliest : day;
        }
        return earliest;
    }

    // properties

    private static boolean is(JsonNode entity, String schema) {
        return entity.path("schema").asText().equals(schema);
    }

    private static Set<String> values(JsonNode entity, String property) {
        Set<String> values = new LinkedHashSet<>();
        for (JsonNode value : entity.path("properties").path(property)) {
            if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
                values.add(value.asText());
            }
        }
        return values;
    }

    /** Ids, also where the other entity is nested. */
    private static Set<String> references(JsonNode entity, String property) {
        Set<String> ids = new LinkedHashSet<>();
        entity.path("properties").path(property).forEach(value -> {
            String id = value.isObject() ? value.path("id").asText() : value.asText();
            if (!id.isBlank()) {
                ids.add(id);
            }
        });
        return ids;
    }

    private static String primaryName(JsonNode entity) {
        Set<String> names = values(entity, "name");
        String caption = entity.path("caption").asText("");
        return names.contains(caption) || names.isEmpty()
                ? caption
                : names.iterator().next();
    }

    private static List<String> otherNames(JsonNode entity) {
        Set<String> names = new LinkedHashSet<>(values(entity, "name"));
        names.addAll(values(entity, "alias"));
        names.addAll(values(entity, "previousName"));
        names.remove(primaryName(entity));
        return List.copyOf(names);
    }

    private static Set<String> countries(JsonNode entity) {
        for (String property : List.of("mainCountry", "jurisdiction", "country")) {
            Set<String> countries = values(entity, property);
            if (!countries.isEmpty()) {
                return countries;
            }
        }
        return Set.of();
    }

    private static Map<String, String> identifiers(JsonNode entity) {
        Map<String, String> identifiers = new TreeMap<>();
        for (String[] scheme : new String[][] {{"leiCode", "lei"}, {"uscCode", "uscc"}, {"dunsCode", "duns"}}) {
            values(entity, scheme[0]).stream()
                    .findFirst()
                    .ifPresent(
                            number -> identifiers.put(scheme[1], number.strip().toUpperCase(java.util.Locale.ROOT)));
        }
        return identifiers;
    }
}
