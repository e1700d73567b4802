package guanka.cli.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Takes records in the order of the chain, computes everything again, and stops at the first that is not as it was written. */
final class ChainCheck {

    private static final String NOTHING = "0".repeat(64);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration OUT_OF_ORDER = Duration.ofMinutes(1);

    private final Erasures erasures;
    private final NavigableMap<Long, List<SignedNote>> notes = new TreeMap<>();
    private final GrowingTree tree = new GrowingTree();
    private long size;
    private long witnessed;
    private int notesMet;
    private String hash = NOTHING;
    private ClaimedRecord last;
    private ClaimedRecord suspect;
    private BadRecord unwitnessed;
    private Instant dated;
    private long datedBack;
    private long firstDatedBack;

    ChainCheck(Erasures erasures, List<SignedNote> notes) {
        this.erasures = erasures;
        notes.forEach(note ->
                this.notes.computeIfAbsent(note.size(), s -> new ArrayList<>()).add(note));
    }

    /** What a determination can be found by. */
    record Terms(String reference, String outcome, List<String> provisions, List<String> parties) {}

    /**
     * Checks the next record.
     *
     * @return its terms, null where it is no determination
     */
    Terms next(ClaimedRecord record) throws BadRecord {
        if (record.sequence() != size + 1) {
            throw bad(
                    size + 1,
                    null,
                    record.sequence() > size
                            ? "it is missing; the next is record " + record.sequence()
                            : "record " + record.sequence() + " stands in its place");
        }
        if (suspect != null) {
            throw unlinked(record.previous());
        }
        byte[] header = CanonicalText.bytes(record.header());
        String computed = CanonicalText.digest(header);
        if (!computed.equals(record.hash())) {
            throw bad(record, "its header is not what its hash says: a name, an instant or a digest of it was changed");
        }
        if (!record.previous().equals(hash)) {
            if (last == null) {
                throw bad(record, "the first record may follow nothing");
            }
            // one of the two was changed; the hash that the next record names shows which
            suspect = last;
        } else if (unwitnessed != null) {
            throw unwitnessed;
        }
        Terms terms = contents(record);
        size++;
        hash = computed;
        last = record;
        if (suspect == null) {
            tree.add(header);
            met();
        }
        return terms;
    }

    private BadRecord unlinked(String following) {
        return following.equals(hash)
                ? bad(
                        suspect,
                        "it is not the record that record " + last.sequence() + " follows: it was changed or replaced")
                : bad(last, "it does not follow record " + suspect.sequence() + ": it was changed or replaced");
    }

    private Terms contents(ClaimedRecord record) throws BadRecord {
        String left = record.isDetermination() ? erasures.answerOf(record.sequence()) : null;
        if (!CanonicalText.digest(record.answer()).equals(left == null ? record.answerDigest() : left)) {
            throw bad(record, record.isDetermination() ? "its answer was changed" : "what it reports was changed");
        }
        if (!record.isDetermination()) {
            if (record.facts() != null
                    || record.terms() != null
                    || record.parties() != null
                    || record.factsDigest() != null
                    || record.termsDigest() != null) {
                throw bad(record, "a record of this kind has no facts and no terms");
            }
            return null;
        }
        if (record.terms() == null
                || !CanonicalText.digest(CanonicalText.bytes(record.terms())).equals(record.termsDigest())) {
            throw bad(record, "what it can be found by was changed");
        }
        date(record);
        long erasedBy = erasures.of(record.sequence());
        if (record.facts() == null) {
            if (erasedBy == 0) {
                throw bad(record, "its facts are missing, and no record says that they were erased");
            }
        } else if (erasedBy > 0) {
            throw bad(record, "its facts are there although record " + erasedBy + " says that they were erased");
        } else if (!CanonicalText.digest(record.facts()).equals(record.factsDigest())) {
            throw bad(record, "its facts were changed");
        }
        return terms(record);
    }

    /** Callers are recorded in any order within seconds; further back is a clock that was set. */
    private void date(ClaimedRecord record) throws BadRecord {
        try {
            Instant at = Instant.parse(record.at());
            if (dated != null && at.plus(OUT_OF_ORDER).isBefore(dated)) {
                firstDatedBack = datedBack == 0 ? record.sequence() : firstDatedBack;
                datedBack++;
            }
            dated = at;
        } catch (DateTimeException noInstant) {
            throw bad(record, "its instant is none");
        }
    }

    private Terms terms(ClaimedRecord record) throws BadRecord {
        try {
            JsonNode terms = JSON.readTree(record.terms());
            List<String> parties = List.of();
            if (record.facts() == null) {
                if (record.parties() != null) {
                    throw bad(record, "its parties are there although its facts were erased");
                }
            } else {
                String digest = record.parties() == null
                        ? null
                        : CanonicalText.digest(
                                record.facts(), new byte[] {'\n'}, CanonicalText.bytes(record.parties()));
                if (!terms.path("parties").asText().equals(digest)) {
                    throw bad(record, "its parties were changed");
                }
                parties = texts(JSON.readTree(record.parties()));
            }
            return new Terms(
                    terms.path("reference").textValue(),
                    terms.path("outcome").textValue(),
                    texts(terms.path("provisions")),
                    parties);
        } catch (JsonProcessingException notJson) {
            throw bad(record, "what it can be found by is not JSON");
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** A checkpoint that does not agree waits for the next record, which may tell which one was changed. */
    private void met() {
        List<SignedNote> here = notes.remove(size);
        if (here == null) {
            return;
        }
        byte[] root = tree.root();
        for (SignedNote note : here) {
            if (!Arrays.equals(root, note.root())) {
                unwitnessed = new BadRecord("record " + (witnessed + 1) + " or a later one up to record " + size
                        + ": they are not the records that the checkpoint of size " + size + " witnessed");
            } else {
                notesMet++;
            }
        }
        witnessed = size;
    }

    /**
     * Ends the chain.
     *
     * @param headHash hash that the head of the chain has, null where there is none
     */
    void end(String headHash) throws BadRecord {
        if (suspect != null) {
            throw unlinked(headHash == null ? hash : headHash);
        }
        if (headHash != null && !headHash.equals(hash)) {
            throw last == null
                    ? new BadRecord("the head of the chain was changed")
                    : bad(last, "it is not the record that the head of the chain names: it was changed or replaced");
        }
        if (unwitnessed != null) {
            throw unwitnessed;
        }
        List<SignedNote> empty = notes.remove(0L);
        if (empty != null) {
            notesMet += empty.size();
        }
        if (!notes.isEmpty()) {
            throw bad(size + 1, null, "it is missing; the checkpoint of size " + notes.firstKey() + " witnessed it");
        }
    }

    private static BadRecord bad(ClaimedRecord record, String what) {
        return bad(record.sequence(), record.id(), what);
    }

    private static BadRecord bad(long sequence, String id, String what) {
        return new BadRecord(sequence, id, what);
    }

    /** How many determinations are dated before the one before them. */
    long datedBack() {
        return datedBack;
    }

    long firstDatedBack() {
        return firstDatedBack;
    }

    long size() {
        return size;
    }

    String hash() {
        return hash;
    }

    GrowingTree tree() {
        return tree;
    }

    int notesMet() {
        return notesMet;
    }
}
