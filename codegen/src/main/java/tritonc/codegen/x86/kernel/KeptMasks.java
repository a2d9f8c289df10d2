package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Pipeline;
import tritonc.codegen.x86.Reg;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Value;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// Truth values that come of comparing scalar floats and only choose between scalar floats: they
/// stay masks, since the way through a general register and back takes five instructions and eight
/// cycles.
final class KeptMasks {
    private final BitSet kept = new BitSet();
    private final Map<Integer, Reg> masks = new HashMap<>();

    /// @param reads how often each value of the kernel is read
    KeptMasks(LoopKernel kernel, int[] reads) {
        int[] choices = new int[reads.length];
        count(kernel.body(), choices);
        Pipeline pipeline = kernel.pipeline();
        if (pipeline != null) {
            count(pipeline.block(), choices);
        }
        for (int i = 0; i < reads.length; i++) {
            kept.set(i, choices[i] > 0 && choices[i] == reads[i]);
        }
    }

    private static void count(LoopBlock block, int[] choices) {
        block.all()
                .forEach(n -> {
                    if (n instanceof LoopNode.Compute c
                            && c.op() instanceof Arithmetic.Select s
                            && isFloat(s.ifTrue())) {
                        choices[s.condition().id()]++;
                    }
                });
    }

    private static boolean isFloat(Value scalar) {
        return !scalar.type().isBlock() && Kinds.isFloat(scalar.type().element());
    }

    /// Whether nobody asks for what a comparison gives but choices between scalar floats.
    boolean keeps(Value result, Arithmetic.Compare c) {
        return isFloat(c.a()) && kept.get(result.id());
    }

    void keep(Value result, Reg mask) {
        masks.put(result.id(), mask);
    }

    /// The mask of a truth value, null where it is in a general register.
    @Nullable Reg of(Value truth) {
        return masks.get(truth.id());
    }
}
