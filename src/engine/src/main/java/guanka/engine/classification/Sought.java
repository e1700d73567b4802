package guanka.engine.classification;

/**
 * What is known of a product whose code is looked for; whatever is not known is null.
 *
 * @param words  description, name or formula, in English or Chinese
 * @param form   code of the vocabulary of forms
 * @param kind   code of the vocabulary of kinds
 * @param typing whether the last word may be only begun
 */
public record Sought(String hsCode, String words, String form, String kind, boolean typing) {

    /** The letters by which control lists number software and technology; all others are goods. */
    private static final char SOFTWARE = 'D';

    private static final char TECHNOLOGY = 'E';

    public Sought(String hsCode, String words, String form, String kind) {
        this(hsCode, words, form, kind, false);
    }

    /** Whether an entry is of the kind that is sought: goods, unless something else is said. */
    boolean isOfKind(String code) {
        char group = code.length() > 1 ? code.charAt(1) : ' ';
        return kind == null || kind.equals("GOODS")
                ? group != SOFTWARE && group != TECHNOLOGY
                : kind.equals("SOFTWARE") ? group == SOFTWARE : !kind.equals("TECHNOLOGY") || group == TECHNOLOGY;
    }
}
