package guanka.engine.screening;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;

/**
 * The readings of all listed names, each different word once: to fold, transliterate and take apart the names of whole countries takes
 * seconds, to read what came of it does not. A reading is known by its place; those of an entry stand together.
 */
final class Readings {

    private static final Spelling.Route[] ROUTES = Spelling.Route.values();

    // what stands of a reading in the flow, before the places of its words
    private static final int NAME = 0;
    private static final int ROUTE = 1;
    private static final int FORM = 2;
    private static final int WORDS = 3;
    private static final int CORE_FROM = 4;
    private static final int CORE = 5;
    private static final int HEAD = 6;

    private final List<ListedName> entries;
    private final String[] words;
    private final String[] forms;
    /** Names that stand within printed ones. */
    private final String[] texts;
    /** Of each reading the place of its entry, and where it stands in the flow. */
    private final int[] entryOf;

    private final int[] starts;
    private final int[] flow;

    private Readings(
            List<ListedName> entries, String[] words, String[] forms, String[] texts, int[] sizes, int[] flow) {
        this.entries = entries;
        this.words = words;
        this.forms = forms;
        this.texts = texts;
        this.flow = flow;
        int count = Arrays.stream(sizes).sum();
        entryOf = new int[count];
        starts = new int[count];
        int reading = 0;
        int at = 0;
        for (int entry = 0; entry < sizes.length; entry++) {
            for (int i = 0; i < sizes[entry]; i++) {
                entryOf[reading] = entry;
                starts[reading++] = at;
                at += length(flow, at);
            }
        }
    }

    /** A core that is no stretch of the words, as where a legal form was taken off a word, stands behind them. */
    private static int length(int[] flow, int at) {
        return HEAD + Math.max(flow[at + WORDS], flow[at + CORE_FROM] + flow[at + CORE]);
    }

    /** Reads the names of the entries on all processors. */
    static Readings of(List<ListedName> entries, NameReader reader) {
        List<List<Spelling>> read = entries.parallelStream()
                .map(entry -> List.copyOf(reader.readAllListed(entry.names().stream()
                        .filter(name -> !name.strip().equals(ListedName.NOT_ESTABLISHED))
                        .toList())))
                .toList();
        var packed = new Packing();
        int[] sizes = new int[entries.size()];
        for (int entry = 0; entry < sizes.length; entry++) {
            sizes[entry] = read.get(entry).size();
            for (Spelling spelling : read.get(entry)) {
                packed.add(entries.get(entry), spelling);
            }
        }
        return new Readings(
                entries,
                packed.words.all(),
                packed.forms.all(),
                packed.texts.all(),
                sizes,
                Arrays.copyOf(packed.flow, packed.size));
    }

    /** Each different text with its place. */
    private static final class Texts {

        private final Map<String, Integer> places = new HashMap<>();
        private final List<String> texts = new ArrayList<>();

        int place(String text) {
            Integer place = places.putIfAbsent(text, texts.size());
            if (place == null) {
                texts.add(text);
                return texts.size() - 1;
            }
            return place;
        }

        String[] all() {
            return texts.toArray(String[]::new);
        }
    }

    private static final class Packing {

        private final Texts words = new Texts();
        private final Texts forms = new Texts();
        private final Texts texts = new Texts();
        private int[] flow = new int[1024];
        private int size;

        void add(ListedName entry, Spelling spelling) {
            int name = entry.names().indexOf(spelling.text());
            int coreFrom = Collections.indexOfSubList(spelling.words(), spelling.core());
            put(name >= 0 ? name : entry.names().size() + texts.place(spelling.text()));
            put(spelling.route().ordinal());
            put(forms.place(spelling.legalForm()));
            put(spelling.words().size());
            put(coreFrom >= 0 ? coreFrom : spelling.words().size());
            put(spelling.core().size());
            spelling.words().forEach(word -> put(words.place(word)));
            if (coreFrom < 0) {
                spelling.core().forEach(word -> put(words.place(word)));
            }
        }

        private void put(int place) {
            if (size == flow.length) {
                flow = Arrays.copyOf(flow, size * 2);
            }
            flow[size++] = place;
        }
    }

    /** Writes all but the entries; the same readings give the same bytes. */
    void write(DataOutput out) throws IOException {
        for (String[] of : List.of(words, forms, texts)) {
            out.writeVInt(of.length);
            for (String text : of) {
                out.writeString(text);
            }
        }
        int[] sizes = new int[entries.size()];
        for (int entry : entryOf) {
            sizes[entry]++;
        }
        write(sizes, out);
        write(flow, out);
    }

    private static void write(int[] numbers, DataOutput out) throws IOException {
        out.writeVInt(numbers.length);
        for (int number : numbers) {
            out.writeVInt(number);
        }
    }

    /** Reads what {@link #write} wrote of the readings of these entries. */
    static Readings read(List<ListedName> entries, DataInput in) throws IOException {
        String[][] texts = new String[3][];
        for (int of = 0; of < texts.length; of++) {
            texts[of] = new String[in.readVInt()];
            for (int i = 0; i < texts[of].length; i++) {
                texts[of][i] = in.readString();
            }
        }
        int[] sizes = numbers(in);
        if (sizes.length != entries.size()) {
            throw new IOException("the image holds readings of " + sizes.length + " entries, not of " + entries.size());
        }
        return new Readings(entries, texts[0], texts[1], texts[2], sizes, numbers(in));
    }

    private static int[] numbers(DataInput in) throws IOException {
        int[] numbers = new int[in.readVInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readVInt();
        }
        return numbers;
    }

    List<ListedName> entries() {
        return entries;
    }

    int count() {
        return starts.length;
    }

    ListedName entry(int reading) {
        return entries.get(entryOf[reading]);
    }

    /** The different words of all readings; each is known by its place. */
    String[] words() {
        return words;
    }

    int wordCount(int reading) {
        return flow[starts[reading] + WORDS];
    }

    /** The place of a word of a reading. */
    int word(int reading, int word) {
        return flow[starts[reading] + HEAD + word];
    }

    int coreCount(int reading) {
        return flow[starts[reading] + CORE];
    }

    /** The place of a word of a reading without legal form. */
    int core(int reading, int word) {
        return flow[starts[reading] + HEAD + flow[starts[reading] + CORE_FROM] + word];
    }

    Spelling spelling(int reading) {
        int at = starts[reading];
        List<String> names = entry(reading).names();
        int name = flow[at + NAME];
        String[] all = new String[wordCount(reading)];
        for (int i = 0; i < all.length; i++) {
            all[i] = words[word(reading, i)];
        }
        String[] core = new String[coreCount(reading)];
        for (int i = 0; i < core.length; i++) {
            core[i] = words[core(reading, i)];
        }
        return new Spelling(
                name < names.size() ? names.get(name) : texts[name - names.size()],
                ROUTES[flow[at + ROUTE]],
                List.of(all),
                List.of(core),
                forms[flow[at + FORM]]);
    }
}
