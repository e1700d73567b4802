package guanka.engine.screening;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;

/**
 * The words of what stands in our own word files. Those in Chinese and Japanese take a transliterator that takes longer to make than all
 * else of the files, so they can be written down and read again.
 */
final class FileWords {

    private final Map<String, List<String>> eastAsian;

    private FileWords(Map<String, List<String>> eastAsian) {
        this.eastAsian = eastAsian;
    }

    FileWords() {
        this(new TreeMap<>());
    }

    List<String> of(String text) {
        return NameReader.hasChineseOrJapanese(text)
                ? eastAsian.computeIfAbsent(text, NameReader::words)
                : NameReader.words(text);
    }

    void write(DataOutput out) throws IOException {
        out.writeVInt(eastAsian.size());
        for (var words : eastAsian.entrySet()) {
            out.writeString(words.getKey());
            out.writeVInt(words.getValue().size());
            for (String word : words.getValue()) {
                out.writeString(word);
            }
        }
    }

    static FileWords read(DataInput in) throws IOException {
        Map<String, List<String>> eastAsian = new TreeMap<>();
        for (int texts = in.readVInt(); texts > 0; texts--) {
            String text = in.readString();
            List<String> words = new ArrayList<>();
            for (int left = in.readVInt(); left > 0; left--) {
                words.add(in.readString());
            }
            eastAsian.put(text, List.copyOf(words));
        }
        return new FileWords(eastAsian);
    }
}
