package tritonc.runtime.kernel;

/// By hand what is compiled from a kernel `scale(x: *fp32, y: *fp32, n: i32, factor: fp32)` that
/// handles 4 elements a program and checks every access. A launch on a class file needs no
/// compiler.
public final class ScaleKernel extends CompiledKernel {
    public static final int BLOCK = 4;

    @Override
    public void program(int x, int y, int z) {
        float factor = Float.intBitsToFloat((int) args[3]);
        for (int i = 0; i < BLOCK; i++) {
            long at = (long) x * BLOCK + i;
            if (at < args[2]) {
                long from = args[0] + at * 4;
                long to = args[1] + at * 4;
                check(from, 0, 0, i);
                float value = Memory.getFloat(from);
                check(to, 1, 1, i);
                Memory.put(to, value * factor);
            }
        }
    }

    private void check(long address, int parameter, int site, long lane) {
        if (!isInside(address, starts[parameter], ends[parameter], 4)) {
            throw fault(site, lane, address, parameter);
        }
    }
}
