package guanka.facts;

/**
 * What the figures of a line, or of what it contains, say to a provision.
 *
 * @param contradicted whether figures contradict each other, or the control code under which the line is stated
 */
public record ComputedPerformance(String provision, Line line, Condition contradicted, Source row) {

    public boolean isContradictory() {
        return !contradicted.ruledOut();
    }
}
