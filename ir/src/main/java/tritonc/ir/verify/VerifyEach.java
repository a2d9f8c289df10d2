package tritonc.ir.verify;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.pass.Pass;
import tritonc.ir.pass.PassListener;
import tritonc.ir.tile.TileKernel;

import java.util.List;

/// Verifies the kernel after each pass that changed it, and names the pass that broke it.
public final class VerifyEach implements PassListener {
    @Override
    public void after(Pass pass, TileKernel kernel, boolean changed) {
        if (changed) {
            List<Violation> found = Verifier.verify(kernel);
            if (!found.isEmpty()) {
                throw new CompilerBug(
                        pass.name(), "broke kernel " + kernel.name() + ": " + found.getFirst());
            }
        }
    }
}
