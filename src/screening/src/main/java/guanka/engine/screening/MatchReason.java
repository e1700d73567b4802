package guanka.engine.screening;

/** Why a party was matched with a listed name; {@link Match#reason()} holds the name of one of these. */
public enum MatchReason {
    /** The same identifier of the same kind (for example LEI). */
    IDENTIFIER,
    /** The same name, writing habits aside (case, width, accents, punctuation, spaces, traditional or simplified characters). */
    SAME_NAME,
    /** The same name once the legal form is left out on both sides. */
    SAME_NAME_WITHOUT_LEGAL_FORM,
    /** The same name to the eye: letters of another script, or digits in place of letters. */
    LOOK_ALIKE_LETTERS,
    /** The same words in another order. */
    SAME_WORDS,
    /** A few letters differ. */
    SIMILAR_SPELLING,
    /** The sound of the given name in Latin letters is close to the listed one. */
    TRANSLITERATION,
    /** The given name contains the whole listed name, as names of subsidiaries do. */
    LISTED_NAME_INSIDE,
    /** The listed name contains the whole given name, as when a word was left out. */
    INSIDE_LISTED_NAME,
    /** The names share the words that tell companies apart and differ in ordinary business words. */
    SHARED_WORDS,
    /** The address that stands on the list. */
    SAME_ADDRESS,
    /** The given name is the initials of the listed one, or shortens its words. */
    ABBREVIATION
}
