package tritonc.ir.pass;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.TileKernel;

import java.util.List;

/// Passes in their order.
public record Pipeline(List<Pass> passes) {
    public Pipeline {
        passes = List.copyOf(passes);
    }

    /// Runs all passes over `kernel`.
    ///
    /// @throws CompilerBug naming the pass that failed
    public TileKernel run(TileKernel kernel, List<PassListener> listeners) {
        TileKernel now = kernel;
        for (Pass pass : passes) {
            for (PassListener listener : listeners) {
                listener.before(pass, now);
            }
            TileKernel next;
            try {
                next = pass.run().apply(now);
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw new CompilerBug(pass.name(), String.valueOf(e.getMessage()), e);
            }
            for (PassListener listener : listeners) {
                listener.after(pass, next, next != now);
            }
            now = next;
        }
        return now;
    }
}
