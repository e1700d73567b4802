package guanka.facts;

/**
 * A control code as a caller names it.
 *
 * @param given        as it was written
 * @param jurisdiction whose list it belongs to, or null where the caller does not say
 * @param code         in the spelling of the lists; blank-free, upper case before the first dot and lower case after it
 * @param basket       whether it says that nothing is listed, such as {@code NONE}
 */
public record ControlCode(String given, String jurisdiction, String code, boolean basket) {

    @Override
    public String toString() {
        return given;
    }
}
