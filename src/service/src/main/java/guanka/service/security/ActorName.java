package guanka.service.security;

import guanka.records.Persons;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/** What may stand in the log as the name of a caller: it is read by people, and may be nobody else's. */
public final class ActorName {

    private static final int LENGTH_MAX = 255;

    /** Who the service itself is in the log: its own steps, the erasure of facts, and the operator of local mode. */
    private static final Set<String> RESERVED = Set.of("guanka", "retention", Caller.ANYBODY_ON_THIS_MACHINE);

    private static final Set<Character.UnicodeScript> ALIKE = EnumSet.of(
            Character.UnicodeScript.LATIN,
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.ARMENIAN,
            Character.UnicodeScript.CHEROKEE);

    private ActorName() {}

    /** Whether a caller may have this name; null is none. */
    public static boolean isOne(String name) {
        return name != null
                && !name.isBlank()
                && name.length() <= LENGTH_MAX
                && name.strip().equals(name)
                && name.codePoints().allMatch(ActorName::isVisible)
                && Normalizer.isNormalized(name, Normalizer.Form.NFKC)
                && !mixesScripts(name)
                && RESERVED.stream().noneMatch(own -> Persons.areOne(own, name));
    }

    /** Letters of these scripts look alike, so that one name could pass for another. */
    private static boolean mixesScripts(String name) {
        return name.codePoints()
                        .mapToObj(Character.UnicodeScript::of)
                        .filter(ALIKE::contains)
                        .distinct()
                        .count()
                > 1;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> c == ' ' || !Persons.isUnseen(c);
        };
    }
}
