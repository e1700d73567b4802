package guanka.service.page.facts;

import java.util.List;
import java.util.Set;

/**
 * A fact as a person enters it.
 *
 * @param pointer  of the fact, which is the name of the field too
 * @param id       of the field in the page
 * @param hint     what to enter, or an empty text
 * @param value    as entered, or an empty text
 * @param meaning  of the value in words, where it is a code that the page knows, or an empty text
 * @param none     whether the fact is expressly none
 * @param parts    fields of which the fact is made
 * @param mistakes what is wrong with it, in words
 */
public record Field(
        String pointer,
        String id,
        FactKind kind,
        String label,
        String hint,
        String value,
        String meaning,
        boolean none,
        boolean required,
        List<Choice> choices,
        List<Field> parts,
        List<String> mistakes) {

    /** One of the values that can be chosen. */
    public record Choice(String value, String label, boolean chosen) {}

    /** The same with those choices alone that are named, and what is chosen. */
    public Field offering(Set<String> only) {
        return like(
                id,
                choices.stream()
                        .filter(choice -> choice.chosen() || only.contains(choice.value()))
                        .toList());
    }

    /** The same where a page asks for the fact more than once. */
    public Field askedFor(String whom) {
        return like(id + "-" + whom.replaceAll("[^A-Za-z0-9]+", "-"), choices);
    }

    private Field like(String otherId, List<Choice> others) {
        return new Field(pointer, otherId, kind, label, hint, value, meaning, none, required, others, parts, mistakes);
    }

    public boolean wrong() {
        return !mistakes.isEmpty();
    }

    /** Which kind of input the page draws. */
    public String widget() {
        return switch (kind) {
            case TRUTH, CODES -> "choices";
            case MONEY -> "money";
            case ENTRIES -> "entries";
            case CODE, PARTY -> "select";
            case LINES, COUNTRIES -> "lines";
            default -> "input";
        };
    }

    /** Whether one choice excludes the others. */
    public boolean single() {
        return kind == FactKind.TRUTH;
    }

    public boolean date() {
        return kind == FactKind.DATE;
    }

    public boolean country() {
        return kind == FactKind.COUNTRY;
    }

    public boolean number() {
        return kind == FactKind.DECIMAL || kind == FactKind.COUNT;
    }

    /** Whether the fact can expressly be none beside a text. */
    public boolean noneBeside() {
        return kind == FactKind.CONTROL_CODES;
    }

    /** The item whose code it is. */
    public String item() {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    /** Ids of the parts of the page that say more about the field, or null where there are none. */
    public String describedBy() {
        String ids = (hint.isEmpty() ? "" : id + "-h ") + (wrong() ? id + "-e" : "");
        return ids.isEmpty() ? null : ids.strip();
    }
}
