package guanka.service.security;

import java.util.Locale;
import java.util.Set;

/** What may stand in the log as the name of a caller: it is read by people, and may be nobody else's. */
public final class ActorName {

    private static final int LENGTH_MAX = 255;

    /** Who the service itself is in the log: its own steps, the erasure of facts, and the operator of local mode. */
    private static final Set<String> RESERVED = Set.of("guanka", "retention", Caller.ANYBODY_ON_THIS_MACHINE);

    private ActorName() {}

    /** Whether a caller may have this name; null is none. */
    public static boolean isOne(String name) {
        return name != null
                && !name.isBlank()
                && name.length() <= LENGTH_MAX
                && name.strip().equals(name)
                && name.codePoints().allMatch(ActorName::isVisible)
                && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
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
            default -> true;
        };
    }
}
