package tritonc.runtime.kernel;

/// By hand a kernel `throwing(what: i32)` whose programs fail each in its way.
public final class ThrowingKernel extends CompiledKernel {
    @Override
    public void program(int x, int y, int z) {
        switch ((int) args[0]) {
            case 0 -> throw new SpinDeadline(60);
            case 1 -> throw new OutOfMemoryError("no room");
            case 2 -> throw new ArithmeticException("a bug of ours");
            case 3 -> throw new MemoryFault(7, 0, 4096, MemoryFault.ANY_PARAMETER);
            default -> {}
        }
    }
}
