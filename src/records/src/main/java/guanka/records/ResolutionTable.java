package guanka.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.records.chain.Digests;
import guanka.records.chain.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What became of determinations: records of the chain that name the record they are about by its place and hash. */
public final class ResolutionTable {

    static final String KIND = "DETERMINATION_RESOLVED";

    private static final JsonMapper JSON = new JsonMapper();

    private static final String SELECT = """
            SELECT r.sequence, r.id, r.at, r.actor, r.answer, r.answer_digest FROM resolutions s
            JOIN records r ON r.sequence = s.sequence WHERE s.determination = ? ORDER BY s.sequence LIMIT ?""";

    private final Writer writer;
    private final Reader reader;

    ResolutionTable(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Records what became of a determination. Waits for the sync.
     *
     * @param json without names of parties: nothing of it can be erased
     * @param most how many one determination may have
     * @throws WrongState where there is no such determination, or it has as many already
     * @throws StoreUnavailable where it is not on disk
     */
    public Resolution add(UUID determination, String actor, Instant at, String json, int most) {
        Texts.required("actor", actor);
        return writer.await(WriteTask.of(json.length(), transaction -> {
            transaction.send();
            PreparedStatement about = transaction
                    .statements()
                    .of("SELECT sequence, hash FROM records WHERE id = ? AND kind = 'DETERMINATION'");
            Statements.bind(about, determination.toString());
            long record;
            String hash;
            try (ResultSet row = about.executeQuery()) {
                if (!row.next()) {
                    throw new WrongState("there is no determination " + determination);
                }
                record = row.getLong(1);
                hash = row.getString(2);
            }
            if (count(transaction, determination) >= most) {
                throw new WrongState("determination " + determination + " has " + most + " resolutions already");
            }
            String told = new JsonText()
                    .add("determination", determination.toString())
                    .add("record", record)
                    .add("hash", hash)
                    .addJson("resolution", json)
                    .toString();
            Entry entry = Entry.event(KIND, at, actor, null, null, told.getBytes(StandardCharsets.UTF_8));
            long sequence = transaction.append(entry);
            transaction
                    .statements()
                    .update(
                            "INSERT INTO resolutions (sequence, determination) VALUES (?, ?)",
                            sequence,
                            determination.toString());
            return new Resolution(
                    sequence, entry.id(), Texts.instant(entry.at()), actor, determination, record, hash, json);
        }));
    }

    private static int count(Transaction transaction, UUID determination) throws SQLException {
        PreparedStatement statement =
                transaction.statements().of("SELECT count(*) FROM resolutions WHERE determination = ?");
        Statements.bind(statement, determination.toString());
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * What became of a determination, in order.
     *
     * @throws DamagedRecord where one is not what was written
     */
    public List<Resolution> of(UUID determination) {
        return reader.all(SELECT, ResolutionTable::resolution, determination.toString(), Integer.MAX_VALUE);
    }

    private static Resolution resolution(ResultSet row) throws SQLException {
        byte[] answer = row.getBytes(5);
        if (!Digests.hex(answer).equals(row.getString(6))) {
            throw new DamagedRow("record " + row.getLong(1) + " is not what was written", null);
        }
        try {
            JsonNode told = JSON.readTree(answer);
            return new Resolution(
                    row.getLong(1),
                    UUID.fromString(row.getString(2)),
                    Texts.instant(row.getString(3)),
                    row.getString(4),
                    UUID.fromString(told.path("determination").asText()),
                    told.path("record").asLong(),
                    told.path("hash").asText(),
                    told.path("resolution").toString());
        } catch (IOException damaged) {
            throw new DamagedRow("record " + row.getLong(1) + " is not what was written", damaged);
        }
    }
}
