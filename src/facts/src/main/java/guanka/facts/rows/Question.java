package guanka.facts.rows;

import guanka.facts.Assertions;
import guanka.facts.Source;
import guanka.facts.Text;

/**
 * The question to ask a person for a missing fact; the key is the pattern of its pointer. Of what a person may assert of one
 * provision it is {@code /assertions/provision=} and the provision, or {@code /assertions/listed=} and the provision where it is asked
 * of an item whose code a list of the provision holds, and whose row leaves open what the code means.
 */
public record Question(Source source, String key, Text question) {

    private static final String ABOUT = Assertions.POINTER + "/provision=";
    private static final String LISTED = Assertions.POINTER + "/listed=";

    /** The provision of which a person is asked whether it applies, or null. */
    public String assertedProvision() {
        return key.startsWith(ABOUT) ? key.substring(ABOUT.length()) : listedUnder();
    }

    /** The provision of which a person is asked whether its list means an item, or null. */
    public String listedUnder() {
        return key.startsWith(LISTED) ? key.substring(LISTED.length()) : null;
    }
}
