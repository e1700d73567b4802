package guanka.records.chain;

import java.util.Collection;

/**
 * One way to write JSON, so that a digest of it can be computed again: no white space, properties in the order in which they are
 * added, and in texts only {@code "}, {@code \} and what is below U+0020 escaped, the latter as {@code \}{@code u00xx} in lower
 * case.
 */
public final class JsonText {

    private final StringBuilder text = new StringBuilder(512).append('{');

    public JsonText add(String name, String value) {
        name(name);
        quoted(value);
        return this;
    }

    public JsonText add(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    public JsonText add(String name, Collection<String> values) {
        name(name);
        text.append(array(values));
        return this;
    }

    /** Adds a value that is JSON already. */
    public JsonText addJson(String name, String json) {
        name(name);
        text.append(json);
        return this;
    }

    public static String array(Collection<String> values) {
        var array = new JsonText();
        array.text.setLength(0);
        array.text.append('[');
        for (String value : values) {
            if (array.text.length() > 1) {
                array.text.append(',');
            }
            array.quoted(value);
        }
        return array.text.append(']').toString();
    }

    private void name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        text.append('"').append(name).append("\":");
    }

    private void quoted(String value) {
        if (value == null) {
            text.append("null");
            return;
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(c < 16 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
