package guanka.engine.lines;

import guanka.engine.Guanka;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Determination;
import java.time.Instant;

/**
 * Answers shipments that stand one on a line: a determination whose {@code id} is {@code line-N}, or a problem that names the line. A
 * broken line spoils only itself. Safe for any number of threads.
 */
public final class LineAnswers {

    /** Bytes that a line may have: as many as the service takes for a shipment. */
    public static final int LINE_BYTES = 8 << 20;

    private final Guanka guanka;
    private final String evaluatedAt;

    /**
     * What a line is answered with.
     *
     * @param json          one line without its break
     * @param determination null where the line could not be decided and the answer is a problem
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(byte[] json, Determination determination) {

        public boolean isProblem() {
            return determination == null;
        }
    }

    /** @param evaluatedAt is written into every answer, so that two runs can give the same bytes */
    public LineAnswers(Guanka guanka, Instant evaluatedAt) {
        this.guanka = guanka;
        this.evaluatedAt = evaluatedAt.toString();
    }

    /**
     * Answers one line; never throws for what stands on it.
     *
     * @param number from 1
     * @param line   without its break, null where it is longer than {@link #LINE_BYTES}
     */
    public Answer of(long number, byte[] line) {
        if (line == null) {
            return problem(LineProblem.tooLong(number, LINE_BYTES));
        }
        try {
            Determination determination = guanka.decide(line).identified("line-" + number, evaluatedAt);
            return new Answer(Guanka.json(determination), determination);
        } catch (RefusedShipment refused) {
            return problem(LineProblem.of(number, refused));
        } catch (NotJson refused) {
            return problem(LineProblem.of(number, refused));
        } catch (RuntimeException | StackOverflowError fault) {
            return problem(LineProblem.fault(number, fault));
        }
    }

    private static Answer problem(LineProblem problem) {
        return new Answer(CanonicalJson.write(problem), null);
    }
}
