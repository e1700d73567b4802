package guanka.records;

import guanka.records.chain.Digests;
import guanka.records.chain.JsonText;
import guanka.records.chain.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** A record before it has its place in the chain; all that can be computed without the place is computed by the caller. */
record Entry(
        UUID id,
        String kind,
        String at,
        String actor,
        String idempotencyKey,
        String ruleset,
        String rulesetVersion,
        byte[] facts,
        String factsDigest,
        byte[] answer,
        String answerDigest,
        String terms,
        String termsDigest,
        String parties,
        List<Term> index) {

    static final String DETERMINATION = "DETERMINATION";

    /** What a record is found by in the search index; of a long value the beginning. */
    record Term(String kind, String value) {

        Term {
            value = Texts.leading(value);
        }
    }

    static final String REFERENCE = "REFERENCE";
    static final String OUTCOME = "OUTCOME";
    static final String RULESET = "RULESET";
    static final String PROVISION = "PROVISION";
    static final String PARTY = "PARTY";

    static Entry of(NewDetermination d) {
        SearchTerms terms = d.terms();
        String parties = JsonText.array(terms.parties());
        var written = new JsonText()
                .add("reference", terms.reference())
                .add("outcome", terms.outcome())
                .add("reviewPolicy", terms.reviewPolicy())
                .add("exportDate", terms.exportDate())
                .add("provisions", terms.provisions())
                .add("parties", partiesDigest(d.facts(), parties));
        if (d.asked() != null) {
            written.add("asked", d.asked());
        }
        String json = written.toString();
        return new Entry(
                d.id(),
                DETERMINATION,
                Texts.of(d.at()),
                d.actor(),
                d.idempotencyKey(),
                d.rulesetDigest(),
                d.rulesetVersion(),
                d.facts(),
                Digests.hex(d.facts()),
                d.answer(),
                Digests.hex(d.answer()),
                json,
                Digests.hex(json),
                parties,
                index(terms.reference(), terms.outcome(), d.rulesetVersion(), terms.provisions(), terms.parties()));
    }

    /** What a determination is found by. */
    static List<Term> index(
            String reference,
            String outcome,
            String rulesetVersion,
            Collection<String> provisions,
            Collection<String> parties) {
        List<Term> index = new ArrayList<>();
        if (reference != null) {
            index.add(new Term(REFERENCE, reference));
        }
        if (outcome != null) {
            index.add(new Term(OUTCOME, outcome));
        }
        index.add(new Term(RULESET, rulesetVersion));
        provisions.forEach(p -> index.add(new Term(PROVISION, p)));
        parties.forEach(p -> index.add(new Term(PARTY, p)));
        return index;
    }

    /** The facts go first, so that names cannot be guessed from the digest once the facts are erased. */
    static String partiesDigest(byte[] facts, String parties) {
        MessageDigest sha = Digests.sha256();
        sha.update(facts);
        sha.update((byte) '\n');
        return HexFormat.of().formatHex(sha.digest(parties.getBytes(StandardCharsets.UTF_8)));
    }

    static Entry event(String kind, Instant at, String actor, String ruleset, String rulesetVersion, byte[] json) {
        return new Entry(
                UUID.randomUUID(),
                kind,
                Texts.of(at),
                actor,
                null,
                ruleset,
                rulesetVersion,
                null,
                null,
                json,
                Digests.hex(json),
                null,
                null,
                null,
                List.of());
    }

    RecordHeader header(long sequence, String previous) {
        return new RecordHeader(
                sequence,
                id.toString(),
                kind,
                at,
                actor,
                idempotencyKey,
                ruleset,
                rulesetVersion,
                factsDigest,
                answerDigest,
                termsDigest,
                previous);
    }

    /** About how many bytes it takes. */
    long weight() {
        return 1500L + (facts == null ? 0 : facts.length) + answer.length + 100L * index.size();
    }
}
