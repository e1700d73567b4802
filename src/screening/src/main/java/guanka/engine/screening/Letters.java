package guanka.engine.screening;

/** Comparison of words letter by letter. */
final class Letters {

    private Letters() {}

    /**
     * The word with letters and digits that scanners and tired eyes mistake for one another written alike: 0 as o, 1 and i
     * as l, 5 as s, 8 as b. Two names that differ in nothing else have the same folded form.
     */
    static String lookAlikesAsOne(String word) {
        StringBuilder folded = null;
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            char alike =
                    switch (letter) {
                        case '0' -> 'o';
                        case '1', 'i' -> 'l';
                        case '5' -> 's';
                        case '8' -> 'b';
                        default -> letter;
                    };
            if (alike != letter && folded == null) {
                folded = new StringBuilder(word);
            }
            if (folded != null) {
                folded.setCharAt(i, alike);
            }
        }
        return folded == null ? word : folded.toString();
    }

    /**
     * The number of slips of the pen between two words: a letter too many, one missing, one wrong, or two neighbours
     * swapped (optimal string alignment, Damerau-Levenshtein without repeated edits of one place).
     *
     * @return the number, or {@code most + 1} as soon as it is known to be larger than {@code most}
     */
    static int slips(String one, String other, int most) {
        if (Math.abs(one.length() - other.length()) > most) {
            return most + 1;
        }
        int begin = 0;
        int shorter = Math.min(one.length(), other.length());
        while (begin < shorter && one.charAt(begin) == other.charAt(begin)) {
            begin++;
        }
        int oneEnd = one.length();
        int otherEnd = other.length();
        while (oneEnd > begin && otherEnd > begin && one.charAt(oneEnd - 1) == other.charAt(otherEnd - 1)) {
            oneEnd--;
            otherEnd--;
        }
        if (oneEnd == begin || otherEnd == begin) {
            return oneEnd - begin + otherEnd - begin;
        }
        return most == 0 || lacking(occurring(one, begin, oneEnd), occurring(other, begin, otherEnd)) > most
                ? most + 1
                : align(one.substring(begin, oneEnd), other.substring(begin, otherEnd), most);
    }

    /** Whether one word is the other with a letter written twice. */
    static boolean isOneLetterDoubled(String one, String other) {
        String longer = one.length() > other.length() ? one : other;
        String shorter = longer == one ? other : one;
        if (longer.length() != shorter.length() + 1) {
            return false;
        }
        int at = 0;
        while (at < shorter.length() && longer.charAt(at) == shorter.charAt(at)) {
            at++;
        }
        return at > 0 && longer.charAt(at) == longer.charAt(at - 1) && longer.startsWith(shorter.substring(at), at + 1);
    }

    /** The letters that occur in a word, a bit for each; letters that share a bit are taken for one. */
    static long occurring(String word) {
        return occurring(word, 0, word.length());
    }

    private static long occurring(String word, int begin, int end) {
        long letters = 0;
        for (int i = begin; i < end; i++) {
            letters |= 1L << word.charAt(i);
        }
        return letters;
    }

    /**
     * The least number of slips between words in which these letters occur: each letter that only one of them has takes a
     * slip, and a slip takes away one such letter of each.
     */
    static int lacking(long ones, long others) {
        return Math.max(Long.bitCount(ones & ~others), Long.bitCount(others & ~ones));
    }

    private static int align(String one, String other, int most) {
        int rows = one.length();
        int columns = other.length();
        int[] beforeLast = new int[columns + 1];
        int[] last = new int[columns + 1];
        int[] current = new int[columns + 1];
        for (int column = 0; column <= columns; column++) {
            last[column] = column;
        }
        for (int row = 1; row <= rows; row++) {
            // further from the diagonal than that are more slips than allowed
            int from = Math.max(1, row - most);
            int to = Math.min(columns, row + most);
            current[from - 1] = from == 1 ? row : most + 1;
            int least = current[from - 1];
            for (int column = from; column <= to; column++) {
                boolean same = one.charAt(row - 1) == other.charAt(column - 1);
                int above = column == row + most ? most + 1 : last[column];
                int slips = Math.min(last[column - 1] + (same ? 0 : 1), Math.min(above, current[column - 1]) + 1);
                if (row > 1
                        && column > 1
                        && one.charAt(row - 1) == other.charAt(column - 2)
                        && one.charAt(row - 2) == other.charAt(column - 1)) {
                    slips = Math.min(slips, beforeLast[column - 2] + 1);
                }
                current[column] = slips;
                least = Math.min(least, slips);
            }
            // a swap reaches back two rows, so one hopeless row is not enough to give up
            if (least > most + 1) {
                return most + 1;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = current;
            current = spare;
        }
        return Math.min(last[columns], most + 1);
    }

    /** Whether two words of four letters hold the same letters, two neighbours swapped. */
    static boolean isSwapOfNeighbours(String one, String other) {
        return one.length() == other.length()
                && slips(one, other, 1) == 1
                && one.chars()
                        .sorted()
                        .boxed()
                        .toList()
                        .equals(other.chars().sorted().boxed().toList());
    }
}
