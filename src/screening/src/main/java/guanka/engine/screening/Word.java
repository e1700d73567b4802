package guanka.engine.screening;

/**
 * A word of a name with look-alike letters written alike, and what comparisons ask of it. Names that share a listed word share
 * this object.
 *
 * @param letters       the letters that occur in it, as {@link Letters#occurring} tells
 * @param weight        how much it tells about who is meant, in thousandths
 * @param tellsApart    whether it tells companies apart: not ordinary, no legal form, at least three letters or one Chinese
 *                      character
 * @param ordinary      whether it is an ordinary word or a legal form
 * @param hasShortForms whether a shorter word may stand for it
 * @param number        whether it is a number, for which no other is a slip
 */
record Word(
        String text,
        long letters,
        int weight,
        boolean tellsApart,
        boolean ordinary,
        boolean hasShortForms,
        boolean number) {

    int length() {
        return text.length();
    }

    boolean isSameAs(Word other) {
        return this == other || letters == other.letters && text.equals(other.text);
    }

    /** Whether there are at most so many slips of the pen between the two. */
    boolean isWithin(int slips, Word other) {
        return Letters.lacking(letters, other.letters) <= slips && Letters.slips(text, other.text, slips) <= slips;
    }
}
