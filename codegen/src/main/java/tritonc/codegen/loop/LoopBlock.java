package tritonc.codegen.loop;

import java.util.ArrayList;
import java.util.List;

/// Nodes that run one after the other.
public record LoopBlock(List<LoopNode> nodes) {
    /// The block that does nothing.
    public static final LoopBlock EMPTY = new LoopBlock(List.of());

    public LoopBlock {
        nodes = List.copyOf(nodes);
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
