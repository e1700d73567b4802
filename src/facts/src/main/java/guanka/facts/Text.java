package guanka.facts;

/**
 * A sentence for people, in English and in Chinese.
 *
 * @param en English
 * @param zh simplified Chinese
 */
public record Text(String en, String zh) {

    /** Both languages with each {@code {name}} replaced by the value that follows it: {@code with("law", text)}. */
    public Text with(String name, Text value) {
        String hole = "{" + name + "}";
        return new Text(en.replace(hole, value.en), zh.replace(hole, value.zh));
    }

    /** Both languages with {@code {name}} replaced by the same value. */
    public Text with(String name, String value) {
        return with(name, new Text(value, value));
    }
}
