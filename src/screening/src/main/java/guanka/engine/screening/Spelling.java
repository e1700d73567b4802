package guanka.engine.screening;

import java.util.List;

/**
 * A name as screening compares it.
 *
 * @param text  the name as written by the list or the caller
 * @param route how the words below came out of the text
 * @param words all its words, normalised
 * @param legalForm the legal form, written one way; empty where there is none
 * @param core  its words without legal forms; never empty where {@code words} is not
 */
record Spelling(String text, Route route, List<String> words, List<String> core, String legalForm) {

    /** How the words were read from the text. */
    enum Route {
        AS_WRITTEN,
        LOOK_ALIKE,
        TRANSLITERATED,
        /** The consonants alone, of a script that writes no vowels. */
        CONSONANTS,
        /** An acronym or a brand that stands beside the full name. */
        SHORT_NAME,
        /** Without the country before it. */
        WITHOUT_COUNTRY
    }

    Spelling {
        words = List.copyOf(words);
        core = List.copyOf(core);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** The whole name in one piece, so that neither spaces nor hyphens nor dots matter. */
    String wholeInOnePiece() {
        return String.join("", words);
    }

    /** The name without legal form in one piece. */
    String coreInOnePiece() {
        return String.join("", core);
    }
}
