package guanka.engine.json;

import guanka.facts.Text;

/**
 * What is wrong with one fact of a shipment.
 *
 * @param pointer JSON Pointer of the fact; the empty text is the whole shipment
 * @param code    stable name of the kind of mistake, as {@link Fault#code} gives it
 * @param message what was found, what is allowed and, where it is not obvious, how to correct it
 */
public record FactMistake(String pointer, String code, Text message) {

    @Override
    public String toString() {
        return pointer + ": " + message.en();
    }
}
