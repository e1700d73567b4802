package guanka.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.records.chain.Digests;
import guanka.records.chain.RecordHeader;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

@Label("The header of a record")
class RecordHeaderTest {

    private static RecordHeader of(long sequence, String[] texts) {
        return new RecordHeader(
                sequence, texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6], texts[7], texts[8],
                texts[9], texts[10]);
    }

    @Property(seed = "1", tries = 500)
    void changesItsHashWithAnyField(
            @ForAll @IntRange(min = 1) int sequence,
            @ForAll @Size(11) String[] texts,
            @ForAll @IntRange(min = 0, max = 10) int field,
            @ForAll @NotEmpty String more) {
        String hash = Digests.hex(of(sequence, texts).line());
        assertNotEquals(hash, Digests.hex(of(sequence + 1L, texts).line()));
        String[] longer = texts.clone();
        longer[field] += more.charAt(0) == 0xD800 ? "x" : "x" + more;
        assertNotEquals(hash, Digests.hex(of(sequence, longer).line()));
        String[] none = texts.clone();
        none[field] = null;
        assertNotEquals(hash, Digests.hex(of(sequence, none).line()));
        String[] moved = texts.clone();
        moved[field] = texts[(field + 1) % 11];
        if (!moved[field].equals(texts[field])) {
            assertNotEquals(of(sequence, texts).line(), of(sequence, moved).line());
        }
    }

    @Property(seed = "1", tries = 500)
    void isJsonThatSaysTheSame(@ForAll @Size(11) String[] texts) throws Exception {
        JsonNode json = new JsonMapper().readTree(of(7, texts).line());
        assertEquals(12, json.size());
        assertEquals(7, json.path("sequence").asLong());
        assertEquals(texts[3], json.path("actor").asText());
        assertEquals(texts[10], json.path("previous").asText());
    }
}
