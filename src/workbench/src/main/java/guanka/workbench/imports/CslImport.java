package guanka.workbench.imports;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.facts.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the US Consolidated Screening List as the International Trade Administration publishes it for download.
 *
 * <ul>
 * <li>{@code consolidated.csv}: header {@code _id,source,entity_number,type,programs,name,title,addresses,
 *     federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,
 *     gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,
 *     dates_of_birth,nationalities,places_of_birth,source_information_url,ids}; several values are joined by {@code "; "}, and an
 *     address ends with the two letters of its country;</li>
 * <li>{@code consolidated.json}: {@code {"results": [...]}} with the same fields, where {@code programs} and {@code alt_names} are
 *     lists and {@code addresses} ({@code country}) and {@code ids} ({@code type}, {@code number}) are lists of objects.</li>
 * </ul>
 * The publisher names no version; these are the fields as of 2022 to 2026. Columns may stand in any order. {@code _id} is not used:
 * it changes when a record is edited. {@code entity_number} is given by the Treasury and is unique within its lists only.
 */
final class CslImport {

    static final String PUBLICATION = "US Consolidated Screening List";

    private static final List<String> NEEDED = List.of("source", "name", "start_date", "alt_names", "addresses");
    private static final Pattern LAST_COUNTRY = Pattern.compile(".*(?:^|[,\\s])([A-Z]{2})\\s*");
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Z-]{8,24}");

    private static final Map<String, String> KINDS =
            Map.of("entity", "ORGANISATION", "individual", "PERSON", "vessel", "VESSEL", "aircraft", "AIRCRAFT");

    /** Years beyond are slips of the publisher. */
    private static final int LAST_YEAR = 2999;

    private final ListRules rules;
    private final Set<String> only;
    private final Charset charset;
    private final Consumer<ListedParty> take;
    private final Map<String, Integer> leftOut = new TreeMap<>();

    /**
     * @param only    lists to take, empty for all
     * @param charset code of a CSV, or null for UTF-8 or what its mark says
     */
    CslImport(ListRules rules, Set<String> only, Charset charset, Consumer<ListedParty> take) {
        this.charset = charset;
        this.rules = rules;
        this.only = only;
        this.take = take;
    }

    /** Records of sources that are on no list of the ruleset, by source. */
    Map<String, Integer> leftOut() {
        return leftOut;
    }

    void read(SourceFile file) throws IOException {
        String name = file.name();
        try (InputStream in = file.open()) {
            in.mark(16);
            int first = firstSign(in);
            in.reset();
            if (first == '{' || first == '[') {
                JsonRecords.each(in, name, "results", this::json);
            } else {
                csv(new Csv(Texts.reader(in, charset, name), name));
            }
        }
    }

    private static int firstSign(InputStream in) throws IOException {
        for (int i = 0; i < 16; i++) {
            int c = in.read();
            if (c != 0xEF && c != 0xBB && c != 0xBF && c != ' ' && c != '\r' && c != '\n' && c != '\t') {
                return c;
            }
        }
        return -1;
    }

    private void csv(Csv csv) throws IOException {
        csv.headers(NEEDED);
        for (Map<String, String> record; (record = csv.next()) != null; ) {
            Set<String> countries = new LinkedHashSet<>();
            for (String address : split(record.get("addresses"))) {
                Matcher last = LAST_COUNTRY.matcher(address);
                if (last.matches()) {
                    countries.add(last.group(1));
                }
            }
            List<String> identifiers = new ArrayList<>();
            for (String id : split(record.getOrDefault("ids", ""))) {
                String number = Arrays.stream(id.split(","))
                        .map(String::strip)
                        .filter(p -> NUMBER.matcher(p).matches())
                        .findFirst()
                        .orElse(null);
                identifiers.add(identifier(id, number == null ? id : number, id));
            }
            add(
                    record.get("source"),
                    record.getOrDefault("entity_number", ""),
                    split(record.getOrDefault("programs", "")),
                    record.get("name"),
                    split(record.get("alt_names")),
                    countries,
                    identifiers,
                    record.getOrDefault("federal_register_notice", ""),
                    record.get("start_date"),
                    record.getOrDefault("end_date", ""),
                    record.getOrDefault("source_information_url", ""),
                    record.getOrDefault("type", ""),
                    record.getOrDefault("license_requirement", ""),
                    record.getOrDefault("license_policy", ""));
        }
    }

    private void json(JsonNode record) {
        if (!record.hasNonNull("source") || !record.has("name")) {
            throw RefusedSource.otherForm(
                    "a record has no `source` or no `name`: this is not the JSON of the " + PUBLICATION);
        }
        Set<String> countries = new LinkedHashSet<>();
        for (JsonNode address : record.path("addresses")) {
            if (address.hasNonNull("country")) {
                countries.add(address.get("country").asText());
            }
        }
        if (record.path("country").isTextual() && countries.isEmpty()) {
            countries.add(record.get("country").asText());
        }
        List<String> identifiers = new ArrayList<>();
        for (JsonNode id : record.path("ids")) {
            String type = id.path("type").asText("");
            String number = id.path("number").asText("");
            identifiers.add(identifier(type, number, type + " " + number));
        }
        add(
                text(record, "source"),
                text(record, "entity_number"),
                texts(record, "programs"),
                text(record, "name"),
                texts(record, "alt_names"),
                countries,
                identifiers,
                text(record, "federal_register_notice"),
                text(record, "start_date"),
                text(record, "end_date"),
                text(record, "source_information_url"),
                text(record, "type"),
                text(record, "license_requirement"),
                text(record, "license_policy"));
    }

    private static String text(JsonNode record, String name) {
        return record.hasNonNull(name) ? record.get(name).asText() : "";
    }

    /** A list, or a text that joins several. */
    private static List<String> texts(JsonNode record, String name) {
        JsonNode value = record.path(name);
        if (!value.isArray()) {
            return split(value.asText(""));
        }
        List<String> texts = new ArrayList<>();
        value.forEach(one -> texts.addAll(split(one.asText(""))));
        return texts;
    }

    private static List<String> split(String joined) {
        return joined == null
                ? List.of()
                : Arrays.stream(joined.split(";"))
                        .map(String::strip)
                        .filter(p -> !p.isEmpty())
                        .toList();
    }

    /** {@code scheme:NUMBER} where the scheme is one that shipments use. */
    private static String identifier(String type, String number, String otherwise) {
        String plain = number.strip().toUpperCase(Locale.ROOT);
        if (NUMBER.matcher(plain).matches()) {
            if (type.contains("Unified Social Credit Code")) {
                return "uscc:" + plain;
            }
            if (type.contains("D-U-N-S")) {
                return "duns:" + plain;
            }
            if (type.contains("Legal Entity Identifier")) {
                return "lei:" + plain;
            }
        }
        return otherwise.strip();
    }

    private void add(
            String source,
            String entityNumber,
            List<String> programs,
            String name,
            List<String> aliases,
            Set<String> countries,
            List<String> identifiers,
            String notice,
            String startDate,
            String endDate,
            String url,
            String type,
            String requirement,
            String policy) {
        String list = rules.listOf(Set.of(source.strip()), Set.of(), Set.of(), programs);
        if (list == null || !only.isEmpty() && !only.contains(list)) {
            leftOut.merge(source.strip(), 1, Integer::sum);
            return;
        }
        List<Text> notes = new ArrayList<>();
        LocalDate from = day(startDate, false, "first", "首", notes);
        LocalDate until = day(endDate, true, "last", "末", notes);
        if (until != null && until.getYear() > LAST_YEAR) {
            notes.add(new Text("The source gives the last listed day as " + until, "来源所载列名末日为" + until));
            until = null;
        }
        Set<String> designations = new LinkedHashSet<>();
        String mark = rules.designationOf(Set.of(source.strip()));
        if (mark != null) {
            designations.add(mark);
        }
        programs.stream()
                .map(program -> program.strip().replaceAll("\\s*-\\s*|\\s+", "-"))
                .filter(program -> program.matches("[A-Za-z0-9./_:=*+#()-]+"))
                .forEach(designations::add);
        // what names the record must outlive an edit: neither _id, nor notices, days and addresses, which grow
        String id = entityNumber.isBlank()
                ? "csl-"
                        + Cells.shortHash(String.join(
                                "\n", source.strip(), Cells.line(name).toLowerCase(Locale.ROOT)))
                : "csl-" + Cells.line(entityNumber);
        String text = requirement.isBlank() && policy.isBlank()
                ? null
                : "License requirement: " + Cells.line(requirement) + " | Review policy: " + Cells.line(policy);
        take.accept(new ListedParty(
                id,
                list,
                notice,
                name,
                aliases,
                countries,
                new TreeSet<>(identifiers),
                from,
                until,
                url.isBlank() ? null : url,
                KINDS.get(type.strip().toLowerCase(Locale.ROOT)),
                List.copyOf(designations),
                text,
                notes));
    }

    private static LocalDate day(String given, boolean last, String whichEn, String whichZh, List<Text> notes) {
        if (given.isBlank()) {
            return null;
        }
        LocalDate day = Cells.isWholeDay(given) ? Cells.day(given, last) : null;
        if (day == null) {
            notes.add(new Text(
                    "The source gives the " + whichEn + " listed day as " + Cells.line(given),
                    "来源所载列名" + whichZh + "日为" + Cells.line(given)));
        }
        return day;
    }
}
