package guanka.engine.classification;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Reads what people write into units that can be compared: English words by their stems, Chinese characters one by one and in
 * their simplified form, in the order in which they stand.
 */
final class Units {

    /**
     * A unit and where it stands in the folded text.
     *
     * @param han whether it is a Chinese character
     */
    record Unit(String text, int start, int end, boolean han) {

        boolean isNumber() {
            return text.chars().allMatch(c -> c >= '0' && c <= '9');
        }

        boolean isLetter() {
            return text.length() == 1 && !han;
        }
    }

    /** A text as it was compared, with its units. */
    record Read(String folded, List<Unit> units) {

        /** The part of the text from one unit to another. */
        String between(int first, int last) {
            return folded.substring(units.get(first).start(), units.get(last).end());
        }

        List<String> texts() {
            return units.stream().map(Unit::text).toList();
        }
    }

    private static final Transliterator TO_SIMPLIFIED = Transliterator.getInstance("Traditional-Simplified");

    private static final Analyzer WORDS = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer tokens = new StandardTokenizer();
            return new TokenStreamComponents(tokens, new PorterStemFilter(tokens));
        }
    };

    private Units() {}

    static String folded(String text) {
        String folded = ICUFoldingFilter.NORMALIZER.normalize(text);
        return folded.chars().anyMatch(Units::isHan) ? TO_SIMPLIFIED.transliterate(folded) : folded;
    }

    private static boolean isHan(int c) {
        return c > 0x2E7F && Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    /** The units of a text, no more of them than a limit. */
    static Read of(String text, int most) {
        String folded = folded(text);
        List<Unit> units = new ArrayList<>();
        try (TokenStream tokens = WORDS.tokenStream("", folded)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (units.size() < most && tokens.incrementToken()) {
                units.add(new Unit(
                        term.toString(),
                        offset.startOffset(),
                        offset.endOffset(),
                        isHan(term.toString().codePointAt(0))));
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("text that is in memory cannot be read", e);
        }
        return new Read(folded, units);
    }
}
