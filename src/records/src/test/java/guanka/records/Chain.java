package guanka.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The chain computed again from what is exported, by the definitions and not as the writer does it. */
final class Chain {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Set<String> OWN = Set.of("STORE_SHAPED", "CHECKPOINT_SIGNED");

    private Chain() {}

    static byte[] sha(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update(part);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The tree hash of RFC 6962, section 2.1. */
    static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha();
        }
        if (leaves.size() == 1) {
            return sha(new byte[] {0}, leaves.get(0));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return sha(new byte[] {1}, root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /**
     * Everything links and every digest is that of its content; a checkpoint of now has the same root.
     *
     * @return how many records there are beside those that the store writes of itself
     */
    static int check(RecordStore store) throws IOException {
        Checkpoint checkpoint = store.log().checkpoint();
        int own = 0;
        List<byte[]> headers = new ArrayList<>();
        String previous = "0".repeat(64);
        for (byte[] bytes : store.log().auditRecords(1, Integer.MAX_VALUE)) {
            JsonNode line = JSON.readTree(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            String header = text.substring("{\"header\":".length(), text.indexOf("},\"hash\":") + 1);
            JsonNode fields = line.path("header");
            assertEquals(headers.size() + 1, fields.path("sequence").asLong());
            own += OWN.contains(fields.path("kind").asText()) ? 1 : 0;
            assertEquals(previous, fields.path("previous").asText());
            previous = hex(sha(header.getBytes(StandardCharsets.UTF_8)));
            assertEquals(previous, line.path("hash").asText());
            byte[] answer = Base64.getDecoder().decode(line.path("answer").asText());
            assertEquals(hex(sha(answer)), fields.path("answerDigest").asText());
            if (line.path("facts").isTextual()) {
                byte[] facts = Base64.getDecoder().decode(line.path("facts").asText());
                assertEquals(hex(sha(facts)), fields.path("factsDigest").asText());
            }
            if (line.path("terms").isTextual()) {
                byte[] terms = line.path("terms").asText().getBytes(StandardCharsets.UTF_8);
                assertEquals(hex(sha(terms)), fields.path("termsDigest").asText());
            }
            headers.add(header.getBytes(StandardCharsets.UTF_8));
        }
        // behind the checkpoint stands the event that tells of it
        assertEquals(headers.size() - 1, checkpoint.size());
        assertArrayEquals(root(headers.subList(0, headers.size() - 1)), checkpoint.root());
        String[] note = checkpoint.note().split("\n");
        assertEquals(checkpoint.origin(), note[0]);
        assertEquals(String.valueOf(checkpoint.size()), note[1]);
        assertEquals(Base64.getEncoder().encodeToString(checkpoint.root()), note[2]);
        return headers.size() - own;
    }
}
