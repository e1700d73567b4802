package guanka.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.Guanka;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.engine.lines.LineAnswers;
import guanka.engine.lines.LineProblem;
import java.io.IOException;
import java.util.Map;

/** Problems as answers of lines. */
final class Problems {

    static final String COUNT = "problems";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Problems() {}

    /** The type of a problem that was written. */
    static String type(byte[] problem) throws IOException {
        return JSON.readTree(problem).path("type").asText();
    }

    static void write(LineProblem problem, Answers answers, Map<String, Long> counts) throws IOException {
        counts.merge(COUNT, 1L, Long::sum);
        answers.write(problem.line(), CanonicalJson.write(problem), Map.of("problem", problem.type()));
    }

    static LineProblem tooLong(long number) {
        return LineProblem.tooLong(number, LineAnswers.LINE_BYTES);
    }

    /** Why a line that could not be read was refused. */
    static LineProblem refused(long number, byte[] line, Guanka guanka) {
        try {
            guanka.read(line);
        } catch (RefusedShipment refused) {
            return LineProblem.of(number, refused);
        } catch (NotJson refused) {
            return LineProblem.of(number, refused);
        } catch (RuntimeException | StackOverflowError fault) {
            return LineProblem.fault(number, fault);
        }
        throw new IllegalStateException("line " + number + " can be read");
    }
}
