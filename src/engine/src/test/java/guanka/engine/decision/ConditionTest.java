package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.facts.Condition;
import guanka.facts.Effect;
import guanka.facts.Evaluation;
import guanka.facts.Guard;
import guanka.facts.Known;
import guanka.facts.Source;
import guanka.facts.Territory;
import guanka.facts.Truth;
import guanka.facts.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A condition is three-valued, and the same whatever it is called")
class ConditionTest {

    private static final World STRICT = new World(Map.of("Q", "STRICT"));
    private static final World MILD = new World(Map.of("Q", "MILD"));

    private static Condition is(Truth truth, String pointer) {
        return Condition.settled(pointer, new Known<>(truth == Truth.UNKNOWN ? null : "x", pointer), "x", truth);
    }

    private static Condition strictly() {
        return Condition.byReading(
                "reading",
                "/readings",
                null,
                Set.of("Q"),
                world -> new Evaluation(Truth.of(world.reading("Q").equals("STRICT")), null, List.of()));
    }

    @Test
    void andAndOrFollowKleeneWhateverTheReading() {
        for (Truth a : Truth.values()) {
            for (Truth b : Truth.values()) {
                Condition both = Condition.allOf("both", is(a, "/a"), is(b, "/b"));
                Condition either = Condition.anyOf("either", is(a, "/a"), is(b, "/b"));
                boolean no = a == Truth.FALSE || b == Truth.FALSE;
                boolean yes = a == Truth.TRUE && b == Truth.TRUE;
                assertEquals(
                        no ? Truth.FALSE : yes ? Truth.TRUE : Truth.UNKNOWN,
                        both.in(MILD).truth());
                boolean one = a == Truth.TRUE || b == Truth.TRUE;
                boolean none = a == Truth.FALSE && b == Truth.FALSE;
                assertEquals(
                        one ? Truth.TRUE : none ? Truth.FALSE : Truth.UNKNOWN,
                        either.in(MILD).truth());
                assertEquals(no, both.ruledOut());
                assertEquals(
                        both.in(MILD).truth().not(),
                        both.negated("not").in(MILD).truth());
            }
        }
    }

    @Test
    void onlyWhatIsUnknownIsAskedFor() {
        Condition open = Condition.allOf("all", is(Truth.TRUE, "/a"), is(Truth.UNKNOWN, "/b"));
        assertEquals(List.of("/b"), open.in(STRICT).missing());
        assertEquals(
                List.of(),
                Condition.anyOf("any", is(Truth.TRUE, "/a"), open).in(STRICT).missing());
        assertEquals(List.of("/b"), open.negated("not").in(STRICT).missing());
    }

    @Test
    void whatSeveralPartsMissIsAskedForOnce() {
        Condition same =
                Condition.allOf("same", is(Truth.UNKNOWN, "/b"), is(Truth.TRUE, "/a"), is(Truth.UNKNOWN, "/b"));
        assertEquals(List.of("/b"), same.in(STRICT).missing());
        Condition more = Condition.allOf("more", same, is(Truth.UNKNOWN, "/a"), same.negated("not"));
        assertEquals(List.of("/b", "/a"), more.in(STRICT).missing());
    }

    @Test
    void aReadingIsAskedAgainInEachWorld() {
        Condition read = strictly();
        for (World world : List.of(STRICT, MILD, STRICT, STRICT, MILD)) {
            assertEquals(Truth.of(world == STRICT), read.in(world).truth());
            assertEquals(
                    Truth.of(world == MILD), read.negated("mildly").in(world).truth());
        }
    }

    @Test
    void anotherFactThatSettlesItIsAskedForWhileItIsOpen() {
        Known<Boolean> other = Known.unknown("/other");
        assertEquals(
                List.of("/a", "/other"),
                is(Truth.UNKNOWN, "/a").orSettledBy(other).in(STRICT).missing());
        assertEquals(
                List.of(), is(Truth.FALSE, "/a").orSettledBy(other).in(STRICT).missing());
    }

    @Test
    void aReadingIsNeverRuledOutBeforeItIsChosen() {
        Condition both = Condition.allOf("both", is(Truth.TRUE, "/a"), strictly());
        assertEquals(Set.of("Q"), both.questions());
        assertEquals(Truth.TRUE, both.in(STRICT).truth());
        assertEquals(Truth.FALSE, both.in(MILD).truth());
        assertEquals(false, both.ruledOut());
    }

    @Test
    void whatItIsCalledAndWhichRowItNamesChangesNothingOfWhatItSays() {
        var row = new Source("a.xlsx", "Rows", 7, "key");
        for (Condition condition : List.of(
                is(Truth.UNKNOWN, "/a"),
                strictly(),
                strictly().negated("mildly"),
                Condition.anyOf("any", is(Truth.FALSE, "/a"), strictly()),
                is(Truth.UNKNOWN, "/a").orSettledBy(Known.unknown("/b")))) {
            assertNull(condition.row());
            Condition named = condition.at(row).tells(Effect.BELOW_THRESHOLD);
            assertEquals(row, named.row());
            assertEquals(Effect.BELOW_THRESHOLD, named.effectWhenFalse());
            assertEquals(condition.name(), named.name());
            assertEquals(condition.questions(), named.questions());
            assertEquals(condition.in(MILD), named.in(MILD));
            assertEquals(condition.in(STRICT), named.in(STRICT));
        }
    }

    @Test
    void thePartsThatMakeItSoAreToldAndNoOthers() {
        Condition yes = is(Truth.TRUE, "/yes");
        Condition no = is(Truth.FALSE, "/no");
        Condition either = Condition.anyOf("either", no, yes);
        assertEquals(List.of(yes), either.deciding(STRICT));
        assertEquals(List.of(no, yes), either.singles());
        assertEquals(List.of(either), either.conjuncts());
        assertTrue(Condition.allOf("all", either, no).conjuncts().containsAll(List.of(either, no)));
    }

    @Test
    void whatATerritoryMayHoldOrLeaveOutIsWhatItsConditionsDoNotRuleOut() {
        Guard read = new Guard(Map.of("Q", "STRICT"));
        var territory = new Territory(
                "T",
                Map.of(
                        "CN", List.of(Guard.ANY),
                        "HK", List.of(read),
                        "MO", List.of(Guard.ANY, read),
                        "TW", List.of(Guard.ANY)),
                Set.of("TW", "KP"),
                null);
        for (String country : new String[] {"CN", "HK", "MO", "TW", "KP", "DE", null}) {
            var known = new Known<>(country, "/destination");
            assertEquals(!territory.contains("there", known).ruledOut(), territory.mayContain(known), country);
            assertEquals(!territory.excludes("there", known).ruledOut(), territory.mayExclude(known), country);
        }
    }
}
