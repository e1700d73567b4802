package guanka.engine.classification;

import guanka.facts.Source;

/**
 * Why a code is a candidate.
 *
 * @param given   what was said of the product
 * @param matched what the list, or the table of words, says that fits
 * @param row     that says so
 * @param confidence how sure the customs code is that fits, or null for any other ground
 */
public record Ground(Kind kind, String given, String matched, Source row, String confidence) {

    Ground(Kind kind, String given, String matched, Source row) {
        this(kind, given, matched, row, null);
    }

    /** The same, said by the row of the goods where no other row says it. */
    Ground at(Source goods) {
        return row == null ? new Ground(kind, given, matched, goods, confidence) : this;
    }

    public enum Kind {
        /** The code itself was named, or a heading of it. */
        CODE,
        /** The customs code. */
        HS_CODE,
        /** A word of the description, or one that means the same. */
        WORDS,
        /** Chemical symbols of a formula. */
        ELEMENTS,
        /** The form of the goods. */
        FORM,
        /** Figures of a chip. */
        COMPUTED
    }
}
