package guanka.service.page.facts;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.service.page.Language;
import guanka.service.page.Words;
import guanka.service.page.facts.Field.Choice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the fields in which a person enters facts. */
public final class Fields {

    /** Kinds of facts whose entries have no fields of their own. */
    private static final Set<FactKind> SEVERAL =
            EnumSet.of(FactKind.CONTROL_CODES, FactKind.CODES, FactKind.LINES, FactKind.COUNTRIES);

    private static final Set<String> REQUIRED = Set.of("/exportDate", "/exportFrom", "/destination");

    private final Facts facts;
    private final Codes codes;
    private final Language language;
    private final Words words;
    private final Labels labels;
    private final Map<String, List<String>> mistakes;
    private final Set<String> shown = new LinkedHashSet<>();

    /** @param mistakes what is wrong, by pointer */
    public Fields(Facts facts, Codes codes, Language language, Map<String, List<String>> mistakes) {
        this.facts = facts;
        this.codes = codes;
        this.language = language;
        this.words = Words.in(language);
        this.labels = new Labels(words);
        this.mistakes = mistakes;
    }

    static String id(String pointer) {
        return "f" + pointer.replaceAll("[^A-Za-z0-9]+", "-");
    }

    List<Field> of(String parent, String... names) {
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(of(parent + "/" + name));
        }
        return fields;
    }

    /** The field for a fact; a fact that no form asks for is shown as text. */
    public Field of(String pointer) {
        return of(pointer, labels.label(pointer));
    }

    /** The field for a fact under another label, a question for example. */
    public Field of(String pointer, String label) {
        Catalog.Entry entry = Catalog.of(pointer);
        FactKind kind = entry == null ? FactKind.TEXT : entry.kind();
        shown.add(pointer);
        return new Field(
                pointer,
                id(pointer),
                kind,
                label,
                labels.hint(pointer),
                value(kind, pointer),
                kind == FactKind.COUNTRY ? facts.text(pointer) : "",
                isNone(pointer),
                REQUIRED.contains(pointer),
                choices(kind, entry == null ? null : entry.vocabulary(), pointer),
                kind == FactKind.MONEY ? of(pointer, "amount", "currency") : List.of(),
                mistakes(kind, pointer));
    }

    private String value(FactKind kind, String pointer) {
        return switch (kind) {
            case CONTROL_CODES -> String.join(", ", texts(pointer));
            case LINES -> String.join("\n", texts(pointer));
            case COUNTRIES ->
                texts(pointer).stream()
                        .map(code -> Countries.name(code, language))
                        .collect(Collectors.joining("\n"));
            case COUNTRY -> Countries.name(facts.text(pointer), language);
            // values of one shipment must be in one currency to be compared
            default ->
                facts.text(pointer).isEmpty() && pointer.endsWith("/currency")
                        ? facts.someCurrency()
                        : facts.text(pointer);
        };
    }

    private List<String> texts(String pointer) {
        JsonNode node = facts.at(pointer);
        if (node == null || !node.isArray()) {
            return node == null ? List.of() : List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(n -> texts.add(n.asText()));
        return texts;
    }

    private boolean isNone(String pointer) {
        JsonNode node = facts.at(pointer);
        return node != null && node.isArray() && node.isEmpty();
    }

    private List<Choice> choices(FactKind kind, String vocabulary, String pointer) {
        List<Choice> choices = new ArrayList<>();
        switch (kind) {
            case TRUTH -> {
                for (String truth : new String[] {"true", "false", ""}) {
                    choices.add(new Choice(
                            truth,
                            words.of(truth.isEmpty() ? "notKnown" : truth.equals("true") ? "yes" : "no"),
                            facts.text(pointer).equals(truth)));
                }
            }
            case CODE, CODES -> {
                Set<String> chosen =
                        new LinkedHashSet<>(kind == FactKind.CODES ? texts(pointer) : List.of(facts.text(pointer)));
                offered(vocabulary, pointer)
                        .forEach((code, meaning) -> choices.add(new Choice(code, meaning, chosen.remove(code))));
                // what the vocabulary does not hold is shown, so that the mistake can be seen and corrected
                chosen.stream().filter(c -> !c.isEmpty()).forEach(c -> choices.add(new Choice(c, c, true)));
            }
            case PARTY ->
                facts.parties()
                        .forEach(id -> choices.add(new Choice(
                                id, partyName(id), facts.text(pointer).equals(id))));
            default -> {}
        }
        return choices;
    }

    /** The codes of a vocabulary; of attestations those that the exception asks for which is claimed. */
    private Map<String, String> offered(String vocabulary, String pointer) {
        return vocabulary.equals(Codes.ATTESTATIONS)
                ? codes.attestations(facts.text(pointer.replaceFirst("[^/]+$", "provision")))
                : codes.of(vocabulary);
    }

    private String partyName(String id) {
        int index = facts.parties().indexOf(id);
        String name = facts.text("/parties/" + index + "/name");
        return name.isEmpty() ? id : id + " · " + name;
    }

    /** Its own mistakes, and those of what it holds where that has no fields of its own. */
    private List<String> mistakes(FactKind kind, String pointer) {
        List<String> found = new ArrayList<>(mistakes.getOrDefault(pointer, List.of()));
        if (SEVERAL.contains(kind)) {
            mistakes.forEach((at, what) -> {
                if (at.startsWith(pointer + "/")) {
                    found.addAll(what);
                    shown.add(at);
                }
            });
        }
        return found;
    }

    /** Every mistake with the field, or the nearest part of the form, where it can be corrected. */
    public List<Mistake> all() {
        List<Mistake> all = new ArrayList<>();
        mistakes.forEach((pointer, what) -> {
            String at = pointer;
            while (!at.isEmpty() && !shown.contains(at)) {
                at = at.substring(0, at.lastIndexOf('/'));
            }
            for (String sentence : what) {
                all.add(new Mistake(
                        at.isEmpty() ? "facts" : id(at),
                        pointer.isEmpty() ? "" : labels.place(pointer, facts),
                        sentence));
            }
        });
        return all;
    }

    /** @param id of the field in the page */
    public record Mistake(String id, String place, String sentence) {}

    Words words() {
        return words;
    }
}
