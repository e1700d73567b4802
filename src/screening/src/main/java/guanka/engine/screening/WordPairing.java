package guanka.engine.screening;

import java.util.Arrays;

/**
 * Pairs the words of a given name with those of a listed one, whatever their order: equal words first, then words written
 * together or apart, then words with a slip of the pen, then shortened ordinary words.
 */
final class WordPairing {

    private static final int UNPAIRED = -1;
    private static final double SHORTENED = 0.9;

    private final ComparedName given;
    private final ComparedName listed;
    /** For each given word, the listed word it is paired with. */
    private final int[] partner;
    /** How alike the pair of each listed word is, 0 where it has none. */
    private final double[] likeness;
    /** What each given word weighs: as much as its partner, so that a slip does not make a common word rare. */
    private final double[] givenWeight;

    private final double[] givenLikeness;
    private boolean slips;
    private boolean shortened;

    WordPairing(ComparedName given, ComparedName listed, WordWeights weights) {
        this.given = given;
        this.listed = listed;
        partner = new int[given.wordCount()];
        Arrays.fill(partner, UNPAIRED);
        likeness = new double[listed.wordCount()];
        givenWeight = new double[partner.length];
        givenLikeness = new double[partner.length];
        for (int i = 0; i < partner.length; i++) {
            givenWeight[i] = given.word(i).weight();
        }
        pairEqualWords();
        pairWordsWrittenTogether();
        pairWordsWithSlips();
        pairShortenedWords(weights);
    }

    private void pairEqualWords() {
        for (int l = 0; l < likeness.length; l++) {
            for (int g = 0; g < partner.length; g++) {
                if (partner[g] == UNPAIRED && given.word(g).isSameAs(listed.word(l))) {
                    pair(g, l, 1);
                    break;
                }
            }
        }
    }

    private void pairWordsWrittenTogether() {
        for (int l = 0; l < likeness.length; l++) {
            for (int g = 0; g + 1 < partner.length && likeness[l] == 0; g++) {
                if (partner[g] == UNPAIRED
                        && partner[g + 1] == UNPAIRED
                        && isJoined(listed.word(l), given.word(g), given.word(g + 1))) {
                    pair(g, l, 1);
                    pair(g + 1, l, 1);
                    givenWeight[g + 1] = 0;
                }
            }
        }
        for (int g = 0; g < partner.length; g++) {
            for (int l = 0; l + 1 < likeness.length && partner[g] == UNPAIRED; l++) {
                if (likeness[l] == 0
                        && likeness[l + 1] == 0
                        && isJoined(given.word(g), listed.word(l), listed.word(l + 1))) {
                    pair(g, l, 1);
                    likeness[l + 1] = 1;
                    givenWeight[g] =
                            listed.word(l).weight() + listed.word(l + 1).weight();
                }
            }
        }
    }

    private static boolean isJoined(Word word, Word first, Word second) {
        return word.letters() == (first.letters() | second.letters())
                && word.length() == first.length() + second.length()
                && word.text().startsWith(first.text())
                && word.text().endsWith(second.text());
    }

    /** An ordinary word is what it is: "Mining" is no slip for a name such as "Minint". */
    private void pairWordsWithSlips() {
        for (int most = 1; most <= 2; most++) {
            for (int l = 0; l < likeness.length; l++) {
                for (int g = 0; g < partner.length && likeness[l] == 0; g++) {
                    if (partner[g] == UNPAIRED
                            && !(given.word(g).ordinary() && listed.word(l).tellsApart())
                            && !given.word(g).number()
                            && !listed.word(l).number()
                            && given.word(g).isWithin(most, listed.word(l))) {
                        int length =
                                Math.max(given.word(g).length(), listed.word(l).length());
                        if (length >= (most == 1 ? 5 : 9)) {
                            pair(g, l, 1 - (double) most / length);
                            slips = true;
                        }
                    }
                }
            }
        }
    }

    private void pairShortenedWords(WordWeights weights) {
        for (int l = 0; l < likeness.length; l++) {
            for (int g = 0; g < partner.length && likeness[l] == 0; g++) {
                if (partner[g] == UNPAIRED && weights.shortens(given.word(g), listed.word(l))) {
                    pair(g, l, SHORTENED);
                    shortened = true;
                }
            }
        }
    }

    private void pair(int g, int l, double alike) {
        partner[g] = l;
        likeness[l] = alike;
        givenLikeness[g] = alike;
        givenWeight[g] = listed.word(l).weight();
    }

    /** The part of the listed name's weight that the given name has, 0 to 1. */
    double listedCovered() {
        double covered = 0;
        for (int l = 0; l < likeness.length; l++) {
            covered += likeness[l] * listed.word(l).weight();
        }
        return covered / listed.weight();
    }

    /** The part of the given name's weight that the listed name has, 0 to 1. */
    double givenCovered() {
        double covered = 0;
        double all = 0;
        for (int g = 0; g < partner.length; g++) {
            covered += givenLikeness[g] * givenWeight[g];
            all += givenWeight[g];
        }
        return covered / all;
    }

    boolean pairsGiven(int word) {
        return partner[word] != UNPAIRED;
    }

    boolean pairsListed(int word) {
        return likeness[word] > 0;
    }

    boolean everyListedWordPaired() {
        return pairs() == likeness.length;
    }

    boolean everyGivenWordPaired() {
        for (int word : partner) {
            if (word == UNPAIRED) {
                return false;
            }
        }
        return true;
    }

    boolean firstListedWordPaired() {
        return likeness[0] > 0;
    }

    int pairs() {
        int pairs = 0;
        for (double alike : likeness) {
            pairs += alike > 0 ? 1 : 0;
        }
        return pairs;
    }

    /** How many of the listed words that tell companies apart are paired. */
    int pairsTelling() {
        int telling = 0;
        for (int l = 0; l < likeness.length; l++) {
            telling += likeness[l] > 0 && listed.word(l).tellsApart() ? 1 : 0;
        }
        return telling;
    }

    /** Whether both names begin with the same word of at least so many letters that tells companies apart: it is what they are called. */
    boolean leadsBoth(int letters) {
        return listed.word(0).tellsApart()
                && listed.word(0).length() >= letters
                && likeness[0] > 0
                && partner[0] != UNPAIRED;
    }

    /** Whether one of the paired words tells companies apart. */
    boolean sharesTellingWord() {
        for (int l = 0; l < likeness.length; l++) {
            if (likeness[l] > 0 && listed.word(l).tellsApart()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the names differ in nothing but words of one letter. */
    boolean differsOnlyInSingleLetters() {
        boolean differs = false;
        for (int g = 0; g < partner.length; g++) {
            if (partner[g] == UNPAIRED) {
                differs = true;
                if (given.word(g).length() > 1) {
                    return false;
                }
            }
        }
        for (int l = 0; l < likeness.length; l++) {
            if (likeness[l] == 0) {
                differs = true;
                if (listed.word(l).length() > 1) {
                    return false;
                }
            }
        }
        return differs;
    }

    boolean hasSlips() {
        return slips;
    }

    boolean hasShortenedWords() {
        return shortened;
    }
}
