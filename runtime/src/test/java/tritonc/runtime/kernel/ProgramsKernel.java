package tritonc.runtime.kernel;

/// By hand a kernel `programs(out: *i32, width: i32, height: i32)` that stores its ids, packed, at
/// the place of its program in a grid of `width` by `height` by any depth.
public final class ProgramsKernel extends CompiledKernel {
    @Override
    public void program(int x, int y, int z) {
        long at = x + args[1] * (y + args[2] * z);
        long to = args[0] + at * 4;
        if (!isInside(to, starts[0], ends[0], 4)) {
            throw fault(0, 0, to, 0);
        }
        Memory.put(to, x | y << 8 | z << 16 | gridX << 24);
    }
}
