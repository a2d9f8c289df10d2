package tritonc.codegen.vector;

import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives nests of loops a version without their masks, for when those hold for all lanes: in
/// attention that looks back only, all blocks but those on the diagonal.
///
/// ```
/// loop %i in 0..64 {                        %all = %row ≥ %column + 63
///   loop %j in 0..64 {                      if %all {
///     %seen = ge %row + %i, %column + %j      loop … { loop … { use %x } }
///     %y = select %seen, %x, -inf       ▶   } else {
///     use %y                                  the nest as it was
///   }                                       }
/// }
/// ```
///
/// Nothing is changed where nests are small, or where one of a loop's nests may fill an operand of
/// its only product: such a loop is written as a [ProductLoop].
final class SettledMasks {
    /// Lanes from which a second version pays.
    private static final long LEAST_LANES = 1024;

    private final Fresh fresh;
    private final Map<Integer, Arithmetic.Constant> constants = new HashMap<>();

    SettledMasks(Fresh fresh) {
        this.fresh = fresh;
    }

    /// The same block with two versions of such nests.
    LoopBlock settled(LoopBlock block) {
        return settled(block, false);
    }

    private LoopBlock settled(LoopBlock block, boolean isProduct) {
        List<LoopNode> nodes = new ArrayList<>();
        for (LoopNode node : block.nodes()) {
            switch (node) {
                case LoopNode.Compute c -> {
                    if (c.op() instanceof Arithmetic.Constant constant) {
                        constants.put(c.result().id(), constant);
                    }
                    nodes.add(c);
                }
                case Loop l when !isProduct && l.reductions().isEmpty() -> nest(l, nodes);
                case Control.For f -> nodes.add(f.with(settled(f.body(), products(f.body()) == 1)));
                case Control.If i -> {
                    LoopBlock then = settled(i.thenBlock(), isProduct);
                    nodes.add(
                            i.with(
                                    then,
                                    i.isGuard()
                                            ? i.elseBlock()
                                            : settled(i.elseBlock(), isProduct)));
                }
                default -> nodes.add(node);
            }
        }
        return new LoopBlock(nodes);
    }

    /// Products of an iteration, those of versions that check each access left out.
    private static int products(LoopBlock block) {
        int count = 0;
        for (LoopNode node : block.nodes()) {
            count += node instanceof DotNest ? 1 : 0;
            count += node instanceof Control.If i ? products(i.thenBlock()) : 0;
        }
        return count;
    }

    private void nest(Loop nest, List<LoopNode> out) {
        MaskedNest masked = MaskedNest.of(nest, constants);
        if (masked == null || masked.lanes() < LEAST_LANES) {
            out.add(nest);
            return;
        }
        Value all = masked.holds(fresh, out);
        LoopBlock without = new LoopBlock(List.of(masked.unmasked()));
        LoopBlock with = new LoopBlock(List.of(nest));
        out.add(new Control.If(all, without, with, List.of(), false, nest.at()));
    }
}
