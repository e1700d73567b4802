package guanka.service.page.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.decision.Pointers;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.NotJson;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Assertions;
import guanka.service.screenings.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The facts of one shipment while a person works on them: the JSON of the contract, with every fact addressed by its pointer.
 * The fields of a form are named by pointers too, so a mistake at a pointer is a mistake at a field.
 */
public final class Facts {

    /** Field that carries all facts, also those which the form does not show. */
    public static final String ALL = "shipment";

    /** Prefix of fields which say that a list is expressly empty. */
    static final String NONE = "none:";

    private static final String ASSERTED = Assertions.POINTER + Assertions.ABOUT;
    private static final String ADD = "add";
    private static final String REMOVE = "remove";
    /** Field that puts a code to an item: the pointer of the item, a blank and the code with its jurisdiction. */
    public static final String TAKE = "take";

    private static final int ENTRIES_MAX = 1_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final ObjectNode tree;

    private Facts(ObjectNode tree) {
        this.tree = tree;
    }

    /**
     * Reads facts that need not be complete.
     *
     * @throws NotJson where the text is no JSON
     */
    public static Facts of(byte[] json, ShipmentReader reader) {
        return JsonTree.read(json, reader) instanceof ObjectNode object
                ? new Facts(object)
                : new Facts(NODES.objectNode());
    }

    /** Facts for an empty form: a day, a line and a party. */
    public static Facts blank(String today) {
        Facts facts = new Facts(NODES.objectNode());
        facts.tree.put("exportDate", today);
        facts.add("/lines");
        facts.add("/parties");
        return facts;
    }

    /**
     * The facts that a form sends.
     *
     * @throws NotJson where the carried facts are no JSON
     */
    public static Facts of(Map<String, List<String>> form, ShipmentReader reader) {
        String carried = first(form, ALL);
        Facts facts = carried.isBlank()
                ? new Facts(NODES.objectNode())
                : of(carried.getBytes(StandardCharsets.UTF_8), reader);
        List<String> pointers = form.keySet().stream()
                .filter(name -> name.startsWith("/"))
                .sorted(Pointers.ORDER)
                .toList();
        for (String pointer : pointers) {
            facts.enter(pointer, form.get(pointer), !first(form, NONE + pointer).isEmpty());
        }
        form.keySet().stream()
                .filter(name -> name.startsWith(NONE) && !form.containsKey(name.substring(NONE.length())))
                .forEach(name -> facts.enter(name.substring(NONE.length()), List.of(), true));
        form.getOrDefault(REMOVE, List.of()).forEach(facts::remove);
        form.getOrDefault(ADD, List.of()).forEach(facts::add);
        form.getOrDefault(TAKE, List.of()).forEach(taken -> {
            int blank = taken.indexOf(' ');
            if (blank > 0) {
                facts.take(taken.substring(0, blank), taken.substring(blank + 1));
            }
        });
        return facts;
    }

    static String first(Map<String, List<String>> form, String name) {
        List<String> values = form.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0).strip();
    }

    private void enter(String pointer, List<String> given, boolean none) {
        String provision = assertedOf(pointer);
        if (provision != null) {
            String applies = given.isEmpty() ? "" : given.get(0).strip();
            assertThat(provision, applies.isEmpty() ? null : applies.equals("true"));
            return;
        }
        Catalog.Entry entry = Catalog.of(pointer);
        if (entry == null) {
            return;
        }
        List<String> values =
                given.stream().map(String::strip).filter(v -> !v.isEmpty()).toList();
        switch (entry.kind()) {
            case ENTRIES -> enterEntries(pointer, none);
            case CODES -> setOrRemove(pointer, values.isEmpty() ? null : texts(values));
            case LINES -> setOrRemove(pointer, values.isEmpty() ? null : texts(split(values.get(0), "\\R")));
            case COUNTRIES ->
                setOrRemove(
                        pointer,
                        values.isEmpty()
                                ? null
                                : texts(split(values.get(0), "\\R").stream()
                                        .map(Countries::code)
                                        .toList()));
            case CONTROL_CODES -> {
                List<String> codes = values.isEmpty() ? List.of() : split(values.get(0), "[,;，；、\\s]+");
                setOrRemove(pointer, codes.isEmpty() && !none ? null : texts(codes));
            }
            case MONEY -> {}
            default -> setOrRemove(pointer, values.isEmpty() ? null : single(entry.kind(), values.get(0)));
        }
    }

    /** A list is expressly empty, or unknown, only while it has no entries. */
    private void enterEntries(String pointer, boolean none) {
        JsonNode now = at(pointer);
        if (now == null || now.isEmpty()) {
            setOrRemove(pointer, none ? NODES.arrayNode() : null);
        }
    }

    private static JsonNode single(FactKind kind, String value) {
        if (kind == FactKind.COUNTRY) {
            return NODES.textNode(Countries.code(value));
        }
        if (kind == FactKind.TRUTH) {
            return NODES.booleanNode(value.equals("true"));
        }
        return kind == FactKind.COUNT && value.matches("[0-9]{1,9}")
                ? NODES.numberNode(Integer.parseInt(value))
                : NODES.textNode(value);
    }

    private static List<String> split(String text, String separator) {
        return List.of(text.split(separator)).stream()
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .toList();
    }

    private static ArrayNode texts(List<String> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /** The field that says whether a provision applies which is not modelled. */
    public static String asserting(String provision) {
        return ASSERTED + provision;
    }

    /** The provision of such a field, or null where the pointer leads elsewhere. */
    static String assertedOf(String pointer) {
        return pointer.startsWith(ASSERTED) ? pointer.substring(ASSERTED.length()) : null;
    }

    /** The assertion of a provision for the whole shipment, or null. */
    private ObjectNode assertion(String provision) {
        for (JsonNode one : tree.path(Assertions.POINTER.substring(1))) {
            if (one instanceof ObjectNode assertion
                    && assertion.path("provision").asText().equals(provision)
                    && !assertion.has("line")
                    && !assertion.has("party")) {
                return assertion;
            }
        }
        return null;
    }

    /** @param applies null takes the assertion back */
    private void assertThat(String provision, Boolean applies) {
        ObjectNode assertion = assertion(provision);
        if (applies != null && assertion == null && container(Assertions.POINTER) instanceof ArrayNode array) {
            array.addObject().put("provision", provision).put("applies", applies);
        } else if (applies != null && assertion != null) {
            assertion.put("applies", applies);
        } else if (assertion != null) {
            ArrayNode array = (ArrayNode) tree.path(Assertions.POINTER.substring(1));
            array.remove(IntStream.range(0, array.size())
                    .filter(i -> array.get(i) == assertion)
                    .findFirst()
                    .getAsInt());
        }
    }

    /** The node at a pointer, or null where there is none or it is null. */
    JsonNode at(String pointer) {
        String provision = assertedOf(pointer);
        if (provision != null) {
            ObjectNode assertion = assertion(provision);
            return assertion == null ? null : assertion.get("applies");
        }
        JsonNode node = tree.at(pointer);
        return node.isMissingNode() || node.isNull() ? null : node;
    }

    /** A fact as text; an empty text where it is not given. */
    public String text(String pointer) {
        JsonNode node = at(pointer);
        return node == null ? "" : node.isValueNode() ? node.asText() : node.toString();
    }

    int size(String pointer) {
        JsonNode node = at(pointer);
        return node == null || !node.isArray() ? 0 : node.size();
    }

    private void setOrRemove(String pointer, JsonNode value) {
        int end = pointer.lastIndexOf('/');
        String parent = pointer.substring(0, end);
        if (value == null) {
            remove(pointer);
            if (at(parent) instanceof ObjectNode emptied && emptied.isEmpty() && !parent.isEmpty()) {
                removeUnlessEntry(parent);
            }
        } else {
            put(container(parent), pointer.substring(end + 1), value);
        }
    }

    /** Removes an object that holds no fact any more, but keeps an entry of a list: it exists although nothing is known of it. */
    private void removeUnlessEntry(String pointer) {
        if (!Character.isDigit(pointer.charAt(pointer.length() - 1))) {
            remove(pointer);
        }
    }

    private JsonNode container(String pointer) {
        if (pointer.isEmpty()) {
            return tree;
        }
        JsonNode node = at(pointer);
        if (node == null || !node.isContainerNode()) {
            int end = pointer.lastIndexOf('/');
            String name = pointer.substring(end + 1);
            boolean list = Catalog.of(pointer) != null
                    && !Character.isDigit(name.charAt(0))
                    && Catalog.of(pointer).kind() != FactKind.MONEY;
            node = list ? NODES.arrayNode() : NODES.objectNode();
            put(container(pointer.substring(0, end)), name, node);
        }
        return node;
    }

    private static void put(JsonNode container, String name, JsonNode value) {
        if (container instanceof ObjectNode object) {
            object.set(name, value);
        } else if (container instanceof ArrayNode array && name.matches("[0-9]{1,6}")) {
            int index = Integer.parseInt(name);
            if (index < array.size()) {
                array.set(index, value);
            } else if (array.size() < ENTRIES_MAX) {
                array.add(value);
            }
        }
    }

    private void remove(String pointer) {
        if (!pointer.matches("(/[^/]+)+")) {
            return;
        }
        int end = pointer.lastIndexOf('/');
        String name = pointer.substring(end + 1);
        JsonNode parent = tree.at(pointer.substring(0, end));
        if (parent instanceof ObjectNode object) {
            object.remove(name);
        } else if (parent instanceof ArrayNode array && name.matches("[0-9]{1,6}")) {
            array.remove(Integer.parseInt(name));
        }
    }

    /** Adds an entry to a list, with an id where entries of that list have one. */
    private void add(String list) {
        Catalog.Entry entry = Catalog.of(list);
        if (entry != null
                && entry.kind() == FactKind.ENTRIES
                && container(list) instanceof ArrayNode array
                && array.size() < ENTRIES_MAX) {
            ObjectNode added = array.addObject();
            if (list.equals("/lines")) {
                added.put("id", free(array, ""));
            } else if (list.equals("/parties")) {
                added.put("id", free(array, "P"));
            }
        }
    }

    private static String free(ArrayNode entries, String prefix) {
        Set<String> taken = new HashSet<>();
        entries.forEach(e -> taken.add(e.path("id").asText()));
        int number = entries.size();
        while (taken.contains(prefix + number)) {
            number++;
        }
        return prefix + number;
    }

    /** Puts a code to an item, in place of those that speak to the same jurisdiction. */
    public void take(String item, String code) {
        String pointer = item + "/controlCodes";
        if (!isItem(item) || !code.contains(":")) {
            return;
        }
        String jurisdiction = code.substring(0, code.indexOf(':') + 1);
        List<String> codes = new ArrayList<>();
        if (at(pointer) instanceof ArrayNode given) {
            given.forEach(one -> codes.add(one.asText()));
        }
        codes.removeIf(one -> one.startsWith(jurisdiction));
        codes.add(code);
        put(container(item), "controlCodes", texts(codes));
    }

    /** The items that may have a code: lines, and what they contain. */
    public boolean isItem(String pointer) {
        Catalog.Entry codes = Catalog.of(pointer + "/controlCodes");
        return codes != null && codes.kind() == FactKind.CONTROL_CODES && at(pointer) instanceof ObjectNode;
    }

    /** Writes a text at a pointer of a fact. */
    public void say(String pointer, String value) {
        enter(pointer, List.of(value), false);
    }

    /** Limits what is decided to some jurisdictions. */
    public void askOnly(String jurisdiction) {
        tree.putArray("jurisdictions").add(jurisdiction);
    }

    /** The same facts on another day. */
    public void exportedOn(String day) {
        tree.put("exportDate", day);
    }

    /** The same facts under another reading of a question. */
    public void read(String question, String reading) {
        if (tree.get("readings") instanceof ObjectNode readings) {
            readings.put(question, reading);
        } else {
            tree.putObject("readings").put(question, reading);
        }
    }

    /** What people call a party: its name, or its id where it has none. */
    public String partyName(String id) {
        for (JsonNode party : tree.path("parties")) {
            String name = party.path("name").asText();
            if (party.path("id").asText().equals(id) && !name.isEmpty()) {
                return name;
            }
        }
        return id;
    }

    /** The two sides of the holding that a pointer leads into, or an empty text where it leads elsewhere. */
    public String holding(String pointer) {
        if (!pointer.startsWith("/ownership/")) {
            return "";
        }
        JsonNode holding = tree.at(pointer.replaceFirst("(/ownership/[0-9]+).*", "$1"));
        return partyName(holding.path("owner").asText()) + " → "
                + partyName(holding.path("owned").asText());
    }

    /** Where a holding was looked up; the pointer may lead to a fact of it. */
    public String sourceOf(String pointer) {
        JsonNode holding = tree.at(pointer.replaceFirst("(/ownership/[0-9]+).*", "$1"));
        return holding.path("source").asText();
    }

    /** Where the claim of an exception stands that is made for a line, or would stand. */
    public String claimOf(String line, String exception) {
        String claims = line + "/claims";
        int at = 0;
        while (at < size(claims) && !text(claims + "/" + at + "/provision").equals(exception)) {
            at++;
        }
        return claims + "/" + at;
    }

    /** How a line is described, or an empty text. */
    public String lineDescription(String id) {
        for (JsonNode line : tree.path("lines")) {
            if (line.path("id").asText().equals(id)) {
                return line.path("description").asText();
            }
        }
        return "";
    }

    /** Every fact that is given, by its pointer. */
    public Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        collect(tree, "", given);
        return given;
    }

    private static void collect(JsonNode node, String pointer, Map<String, String> given) {
        boolean codes = node.isArray() && node.size() > 0 && node.get(0).isValueNode();
        if (codes) {
            List<String> texts = new ArrayList<>();
            node.forEach(n -> texts.add(n.asText()));
            given.put(pointer, String.join(", ", texts));
        } else if (node.isArray() && node.isEmpty()) {
            given.put(pointer, "[]");
        } else if (node.isValueNode()) {
            given.put(pointer, node.asText());
        } else if (node.isObject() && node.has("amount") && node.has("currency")) {
            given.put(
                    pointer,
                    node.get("amount").asText() + " " + node.get("currency").asText());
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), pointer + "/" + i, given);
            }
        } else {
            node.properties().forEach(f -> collect(f.getValue(), pointer + "/" + f.getKey(), given));
        }
    }

    /** The currency of some value that is given, or an empty text. */
    String someCurrency() {
        JsonNode currency = tree.findValue("currency");
        return currency == null ? "" : currency.asText();
    }

    /** Ids of the parties, in their order. */
    List<String> parties() {
        List<String> ids = new ArrayList<>();
        for (JsonNode party : tree.path("parties")) {
            ids.add(party.path("id").asText());
        }
        return ids;
    }

    /**
     * The facts to decide by. A currency without an amount is no value: it is what the form suggests.
     *
     * @return JSON in UTF-8
     */
    public byte[] json() {
        ObjectNode facts = tree.deepCopy();
        dropLoneCurrencies(facts);
        return CanonicalJson.write(facts);
    }

    private static void dropLoneCurrencies(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.get("value") instanceof ObjectNode money
                && money.path("amount").asText().isEmpty()) {
            object.remove("value");
        }
        node.forEach(Facts::dropLoneCurrencies);
    }

    /** The same for people to read and change. */
    public String pretty() {
        return tree.toPrettyString();
    }
}
