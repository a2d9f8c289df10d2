package tritonc.ir.interpret;

/// A run took more steps than its launch allows.
public final class StepLimit extends RuntimeException {
    private static final long serialVersionUID = 1;

    StepLimit(long steps) {
        super("more than " + steps + " ops", null, false, false);
    }
}
