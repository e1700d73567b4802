package guanka.facts;

import java.util.List;

/**
 * A component of a line, as deep as the bill of materials is known.
 *
 * @param pointer JSON Pointer of the component
 * @param codes   control codes; empty means classified, and under none
 * @param value   value of this component within one whole line
 * @param content what the component contains in turn; empty means nothing more
 * @param computing what it can compute, as far as it is or contains a chip
 */
public record Content(
        String pointer,
        Known<List<ControlCode>> codes,
        Known<String> origin,
        Known<Money> value,
        Known<List<Content>> content,
        Known<Computing> computing) {}
