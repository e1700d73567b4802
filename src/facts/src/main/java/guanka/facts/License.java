package guanka.facts;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * A license that the caller has on file for a line. It moves no outcome: it only says of a requirement whether the license is
 * there. A term of which nothing is said is unknown, never open.
 *
 * @param kind      such as {@code SINGLE} or {@code GENERAL}, of the ruleset's vocabulary
 * @param endUsers  ids of parties, or names of end users
 * @param remaining what is left of it
 */
public record License(
        String number,
        String jurisdiction,
        Known<String> kind,
        Known<List<ControlCode>> codes,
        Known<List<String>> destinations,
        Known<List<String>> endUsers,
        Known<LocalDate> validFrom,
        Known<LocalDate> validUntil,
        Known<Balance> remaining) {

    /**
     * What is left of a license. The license is limited by what stands here and by nothing else.
     *
     * @param quantity or null, where it is not limited by quantity
     * @param value    or null, where it is not limited by value
     */
    public record Balance(Quantity quantity, Money value) {

        List<Object> terms() {
            return Arrays.asList(
                    quantity == null ? null : quantity.amount().stripTrailingZeros(),
                    quantity == null ? null : quantity.unit(),
                    value == null ? null : value.amount().stripTrailingZeros(),
                    value == null ? null : value.currency());
        }
    }

    /** What it says, wherever it is said: lines that give the same license with the same terms draw on one balance. */
    public List<Object> terms() {
        return Arrays.asList(
                number,
                jurisdiction,
                kind.value(),
                codes.isKnown()
                        ? codes.value().stream()
                                .map(ControlCode::code)
                                .distinct()
                                .sorted()
                                .toList()
                        : null,
                sorted(destinations),
                sorted(endUsers),
                validFrom.value(),
                validUntil.value(),
                remaining.isKnown() ? remaining.value().terms() : null);
    }

    private static List<String> sorted(Known<List<String>> texts) {
        return texts.isKnown() ? texts.value().stream().distinct().sorted().toList() : null;
    }

    /** Whether it names a code, or a heading above it. */
    public Truth names(String code) {
        return codes.is(all -> all.stream()
                .filter(c -> c.jurisdiction() == null || c.jurisdiction().equals(jurisdiction))
                .anyMatch(c -> c.code().equals(code) || !c.basket() && code.startsWith(c.code() + ".")));
    }

    /** Whether it is said to be for what stands under no code. */
    public Truth namesBasket() {
        return codes.is(all -> all.stream().anyMatch(ControlCode::basket));
    }
}
