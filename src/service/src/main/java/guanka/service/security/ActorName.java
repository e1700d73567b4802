package guanka.service.security;

import com.ibm.icu.text.SpoofChecker;
import guanka.records.Persons;
import java.text.Normalizer;
import java.util.Set;

/** What may stand in the log as the name of a caller: it is read by people, and may be nobody else's. */
public final class ActorName {

    private static final int LENGTH_MAX = 255;

    /** Who the service itself is in the log: its own steps, the erasure of facts, and the operator of local mode. */
    private static final Set<String> RESERVED = Set.of("guanka", "retention", Caller.ANYBODY_ON_THIS_MACHINE);

    /** One script, or Latin letters with those of Chinese, Japanese or Korean: letters of others look alike. */
    private static final SpoofChecker SCRIPTS = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL)
            .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    private ActorName() {}

    /** Whether a caller may have this name; null is none. */
    public static boolean isOne(String name) {
        return name != null
                && !name.isBlank()
                && name.length() <= LENGTH_MAX
                && name.strip().equals(name)
                && name.codePoints().allMatch(ActorName::isVisible)
                && Normalizer.isNormalized(name, Normalizer.Form.NFKC)
                && !SCRIPTS.failsChecks(name)
                && RESERVED.stream().noneMatch(own -> Persons.areOne(own, name));
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
