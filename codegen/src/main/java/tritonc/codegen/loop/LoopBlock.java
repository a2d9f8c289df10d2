package tritonc.codegen.loop;

import java.util.List;

/// Nodes that run one after the other.
public record LoopBlock(List<LoopNode> nodes) {
    /// The block that does nothing.
    public static final LoopBlock EMPTY = new LoopBlock(List.of());

    public LoopBlock {
        nodes = List.copyOf(nodes);
    }
}
