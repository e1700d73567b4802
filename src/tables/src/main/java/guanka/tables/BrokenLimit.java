package guanka.tables;

/** Reading stops here, as something is larger than {@link Limits} allow. */
final class BrokenLimit extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    BrokenLimit(Fault fault) {
        super(fault.message().en());
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
