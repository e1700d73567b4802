package guanka.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.records.chain.Digests;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Records in PostgreSQL")
class PostgresqlRecordsTest extends KeptRecords {

    private StoreSettings settings;

    @Override
    StoreSettings settings() throws SQLException {
        settings = Postgres.settings(folder);
        return settings;
    }

    @Override
    StoreSettings reopened() {
        return settings;
    }

    @Test
    void twoStoresOverOneDatabaseWriteOneChain() throws Exception {
        var second = new StoreSettings(
                folder.resolve("second"), settings.jdbcUrl(), null, null, 4096, 50, folder.resolve("second.key"));
        try (RecordStore other = RecordStore.open(second)) {
            List<NewDetermination> given = new ArrayList<>();
            List<CompletionStage<AppendResult>> stages = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                // each key comes twice, once to either store
                NewDetermination d = Shipments.keyed("S", "key " + i / 2, "{\"shipment\":" + i / 2 + "}");
                given.add(d);
                stages.add((i % 2 == 0 ? store : other).log().append(d));
            }
            int recorded = 0;
            for (int i = 0; i < given.size(); i++) {
                if (Shipments.get(stages.get(i)) instanceof AppendResult.Recorded) {
                    recorded++;
                    UUID id = given.get(i).id();
                    assertEquals(
                            id,
                            (i % 2 == 0 ? other : store)
                                    .log()
                                    .find(id)
                                    .orElseThrow()
                                    .id());
                }
            }
            assertEquals(500, recorded);
            assertEquals(500, Chain.check(store));
            assertEquals(500, Chain.check(other));
            var search = new Search("S", "FREE", null, null, null, null, null);
            assertEquals(500, store.log().after(0, search, 1000).size());
            assertEquals(500, other.log().search(search, null, 1000).records().size());
            assertEquals(
                    store.log().checkpoint().origin(), other.log().checkpoint().origin());
        }
    }

    @Test
    void approvalsAndEditsThroughTwoStoresNeverCross() throws Exception {
        var second = new StoreSettings(
                folder.resolve("second"), settings.jdbcUrl(), null, null, 4096, 50, folder.resolve("second.key"));
        try (RecordStore other = RecordStore.open(second)) {
            Shipments.get(store.rulesets().keep(Drafted.of("1.1", "edit", null, "analyst"), Drafted.REPORT));
            for (int i = 0; i < 50; i++) {
                byte[] edit = Shipments.bytes("edit " + i);
                String seen = store.rulesets().find("1.1").orElseThrow().digest();
                CompletionStage<ArchivedRuleset> approval =
                        store.rulesets().approve("1.1", Drafted.looked(seen), "lawyer", true, Shipments.NOON, null);
                CompletionStage<ArchivedRuleset> replacement = other.rulesets()
                        .replaceDraft(
                                "1.1",
                                seen,
                                digest(edit),
                                edit,
                                "analyst",
                                Set.of(),
                                Shipments.NOON,
                                null,
                                Attached.NOTHING);
                Shipments.get(replacement);
                try {
                    Shipments.get(approval);
                } catch (ConcurrentChange editWasQuicker) {
                    assertEquals(
                            digest(edit),
                            store.rulesets().find("1.1").orElseThrow().digest());
                }
                assertEquals(
                        RulesetState.DRAFT,
                        store.rulesets().find("1.1").orElseThrow().state());
            }
            Chain.check(store);
        }
    }

    private static String digest(byte[] kjar) {
        return "sha256:" + Digests.hex(kjar);
    }
}
