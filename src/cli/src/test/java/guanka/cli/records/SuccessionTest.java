package guanka.cli.records;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The service that writes cannot be made to write these: they are as one would have written them that believed a changed row. */
@DisplayName("No record tells of a version what no step made of it")
class SuccessionTest {

    private final RulesetsCheck check = new RulesetsCheck();
    private long sequence;

    /** A row as an event tells it; what stands in it beside. */
    private static String row(String version, String state, String authors, String more) {
        return "{\"version\":\"" + version + "\",\"digest\":\"sha256:1\",\"counter\":1,\"parent\":"
                + (version.equals("2") ? "\"1\",\"parentDigest\":\"sha256:1\"" : "null,\"parentDigest\":null")
                + ",\"state\":\"" + state + "\",\"author\":\"ann\",\"authors\":" + authors + more + "}";
    }

    private void next(String kind, String actor, String json) throws BadRecord {
        check.next(new ClaimedRecord(
                ++sequence,
                "id",
                "RULESET_" + kind,
                null,
                actor,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Stores.bytes(json)));
    }

    private void refused(String why, String kind, String actor, String json) {
        String told =
                assertThrows(BadRecord.class, () -> next(kind, actor, json)).getMessage();
        assertTrue(told.startsWith("record " + sequence) && told.contains(why), told);
    }

    private static final String BOTH = "[\"ann\",\"bert\"]";
    private static final String APPROVED = ",\"approvedBy\":\"cora\",\"report\":\"ab\"";

    /** An import, and a draft of two people that is approved. */
    private void approved() throws BadRecord {
        next("KEPT", "build", row("1", "DRAFT", "[\"ann\"]", ""));
        next("ACTIVATED", "build", row("1", "ACTIVE", "[\"ann\"]", ",\"activatedBy\":\"build\""));
        next("KEPT", "ann", row("2", "DRAFT", "[\"ann\"]", ""));
        next("REPLACED", "bert", row("2", "DRAFT", BOTH, ""));
        next("APPROVED", "cora", row("2", "APPROVED", BOTH, APPROVED));
    }

    @Test
    void stepsThatFollowOneAnotherAreWell() throws BadRecord {
        approved();
        next("SCHEDULED", "cora", row("2", "APPROVED", BOTH, APPROVED + ",\"effective\":\"later\""));
        next("UNSCHEDULED", "cora", row("2", "APPROVED", BOTH, APPROVED));
        next("ACTIVATED", "dan", row("2", "ACTIVE", BOTH, APPROVED));
        next("ACTIVATED", "dan", row("1", "ACTIVE", "[\"ann\"]", ""));
        next("ACTIVATED", "dan", row("2", "ACTIVE", BOTH, APPROVED));
    }

    static Stream<String[]> forged() {
        return Stream.of(
                new String[] {"lost an author", "ACTIVATED", row("2", "ACTIVE", "[\"bert\"]", APPROVED)},
                new String[] {"lost an author", "REPLACED", row("2", "DRAFT", "[\"dan\"]", "")},
                new String[] {"`authors`", "ACTIVATED", row("2", "ACTIVE", "[\"ann\",\"bert\",\"eve\"]", APPROVED)},
                new String[] {
                    "`report`", "ACTIVATED", row("2", "ACTIVE", BOTH, ",\"approvedBy\":\"cora\",\"report\":\"cd\"")
                },
                new String[] {"`approved_by`", "SCHEDULED", row("2", "APPROVED", BOTH, ",\"report\":\"ab\"")},
                new String[] {"does not lead there", "APPROVED", row("2", "APPROVED", BOTH, APPROVED)},
                new String[] {"does not lead there", "SCHEDULED", row("2", "ACTIVE", BOTH, APPROVED)},
                new String[] {"no new draft", "KEPT", row("2", "DRAFT", BOTH, "")},
                new String[] {"no new draft", "KEPT", row("3", "APPROVED", BOTH, APPROVED)},
                new String[] {"never kept", "ACTIVATED", row("3", "ACTIVE", BOTH, "")});
    }

    @ParameterizedTest
    @MethodSource("forged")
    void othersAreNamed(String why, String kind, String json) throws BadRecord {
        approved();
        refused(why, kind, "ann", json);
    }

    @Test
    void nothingDecidesThatNobodyApproved() throws BadRecord {
        approved();
        next("REPLACED", "ann", row("2", "DRAFT", BOTH, ""));
        refused("was DRAFT", "ACTIVATED", "dan", row("2", "ACTIVE", BOTH, APPROVED));
        next("KEPT", "ann", row("4", "DRAFT", "[\"ann\"]", ""));
        refused("was DRAFT", "ACTIVATED", "ben", row("4", "ACTIVE", "[\"ann\"]", ""));
        refused("was DRAFT", "ACTIVATED", "ann", row("4", "ACTIVE", "[\"ann\"]", ""));
        next("DISCARDED", "ann", row("4", "DISCARDED", "[\"ann\"]", ""));
        refused("was DISCARDED", "ACTIVATED", "ann", row("4", "ACTIVE", "[\"ann\"]", ""));
    }

    @Test
    void whatIsMadeFromADraftHasItsAuthors() throws BadRecord {
        next("KEPT", "bert", row("1", "DRAFT", BOTH, ""));
        refused("lacks authors", "KEPT", "ann", row("2", "DRAFT", "[\"ann\"]", ""));
    }
}
