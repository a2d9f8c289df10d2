package tritonc.codegen.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Nodes that run one after the other.
public record LoopBlock(List<LoopNode> nodes) {
    /// The block that does nothing.
    public static final LoopBlock EMPTY = new LoopBlock(List.of());

    public LoopBlock {
        nodes = List.copyOf(nodes);
    }

    /// The nodes, each followed by those nested in it.
    public Stream<LoopNode> all() {
        return all(nodes);
    }

    /// Nodes, each followed by those nested in it.
    public static Stream<LoopNode> all(List<LoopNode> nodes) {
        return nodes.stream()
                .flatMap(n ->
                        Stream.concat(
                                Stream.of(n), Uses.blocks(n).stream().flatMap(LoopBlock::all)));
    }

    /// The same without the versions that guards allow.
    public LoopBlock checked() {
        List<LoopNode> all = new ArrayList<>();
        for (LoopNode node : nodes) {
            if (node instanceof Control.If i && i.isGuard()) {
                all.addAll(i.elseBlock().checked().nodes());
            } else {
                all.add(node);
            }
        }
        return new LoopBlock(all);
    }
}
