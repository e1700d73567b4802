package guanka.service.problems;

/** Ends a request with a problem document. */
public class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
