package guanka.engine.screening;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Objects;

/**
 * A listed entry that a party was matched with, and why.
 *
 * @param entry     the listed entry
 * @param certainty whether it is the same name or only a close one
 * @param score     closeness from 0.00 to 1.00, two decimals; it serves to sort and to explain, no threshold hangs on it
 * @param matched   the listed spelling or identifier
 * @param given     the caller's spelling or identifier
 * @param reason    name of a {@link MatchReason}
 */
public record Match(
        ListedName entry, Certainty certainty, BigDecimal score, String matched, String given, String reason) {

    /** Sure matches first, then by score, then by key of the entry; the rest decides between two matches of one entry. */
    public static final Comparator<Match> BEST_FIRST = Comparator.comparing(Match::certainty)
            .thenComparing(Match::score, Comparator.reverseOrder())
            .thenComparing((Match match) -> match.entry().key())
            .thenComparing((Match match) -> MatchReason.valueOf(match.reason()))
            .thenComparing(Match::matched)
            .thenComparing(Match::given);

    public Match {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(certainty, "certainty");
        Objects.requireNonNull(matched, "matched");
        Objects.requireNonNull(given, "given");
        Objects.requireNonNull(reason, "reason");
        score = score.setScale(2, RoundingMode.HALF_UP);
    }

    /** What the listed entry is, as {@link ListedName#kind()} tells, or null. */
    public String kind() {
        return entry.kind();
    }
}
