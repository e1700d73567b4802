package guanka.engine.screening;

import java.util.List;

/** A name ready for comparison: its words with look-alike letters written alike, and what each word weighs. */
final class ComparedName {

    private final Spelling spelling;
    private final List<String> words;
    private final List<String> allWords;
    private final int[] weights;
    private final boolean[] tellApart;
    private final int weight;
    private final String whole;
    private final String core;
    private final boolean chineseOrJapanese;
    private final boolean saysNothing;

    ComparedName(Spelling spelling, WordWeights wordWeights) {
        this.spelling = spelling;
        words = spelling.core().stream().map(Letters::lookAlikesAsOne).toList();
        allWords = spelling.words().stream().map(Letters::lookAlikesAsOne).toList();
        weights = words.stream().mapToInt(wordWeights::of).toArray();
        tellApart = new boolean[weights.length];
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            tellApart[i] = wordWeights.tellsApart(words.get(i));
            sum += weights[i];
        }
        weight = sum;
        whole = String.join("", allWords);
        core = String.join("", words);
        chineseOrJapanese = NameReader.hasChineseOrJapanese(core);
        saysNothing = words.size() == 1 && wordWeights.isOrdinary(words.get(0));
    }

    Spelling spelling() {
        return spelling;
    }

    /** The words without legal form. */
    List<String> words() {
        return words;
    }

    /** The words with legal form. */
    List<String> allWords() {
        return allWords;
    }

    int weight(int word) {
        return weights[word];
    }

    int weight() {
        return weight;
    }

    boolean tellsApart(int word) {
        return tellApart[word];
    }

    /** The name with legal form in one piece. */
    String whole() {
        return whole;
    }

    /** The name without legal form in one piece. */
    String core() {
        return core;
    }

    boolean hasChineseOrJapanese() {
        return chineseOrJapanese;
    }

    /** Whether only one ordinary word is left without the legal form ("Group", "Limited"). */
    boolean saysNothing() {
        return saysNothing;
    }
}
