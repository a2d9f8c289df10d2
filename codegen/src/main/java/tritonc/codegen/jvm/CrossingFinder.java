package tritonc.codegen.jvm;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.Effect;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.ScanNest;
import tritonc.codegen.loop.Site;
import tritonc.codegen.loop.Vector;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Value;

import java.util.List;

/// Finds what each method of an [Outline] reads from elsewhere, in one walk in the order of the
/// program.
final class CrossingFinder implements Uses.Visitor {
    private final Outline outline;
    private final List<Site> sites;
    private final Uses uses = new Uses(this);
    private Outline.Method method;

    CrossingFinder(Outline outline, List<Site> sites) {
        this.outline = outline;
        this.sites = sites;
        this.method = outline.methods().getFirst();
    }

    void walk(LoopBlock block, Outline.Method in) {
        List<Outline.Method> runs = outline.runsOf(block);
        if (runs == null) {
            walk(block.nodes(), in);
            return;
        }
        for (Outline.Method run : runs) {
            outline.calledBy(run, in);
            walk(run.nodes(), run);
        }
        method = in;
    }

    private void walk(List<LoopNode> nodes, Outline.Method in) {
        for (LoopNode node : nodes) {
            Outline.Method own = outline.methodOf(node);
            if (own != null) {
                outline.calledBy(own, in);
            }
            walk(node, own != null ? own : in);
        }
        method = in;
    }

    private void walk(LoopNode node, Outline.Method in) {
        method = in;
        uses.visit(node);
        checks(node);
        switch (node) {
            case Loop l -> walk(l.body(), in);
            case ScanNest s -> walk(s.steps(), in);
            case Control.For f -> walk(f.body(), in);
            case Control.If i -> {
                walk(i.thenBlock(), in);
                walk(i.elseBlock(), in);
            }
            case Control.While w -> {
                walk(w.before(), in);
                walk(w.after(), in);
            }
            case LoopNode.Compute _,
                    LoopNode.Position _,
                    Memory _,
                    DotNest _,
                    Guard _,
                    Effect _ -> {}
            case Vector v -> throw new CompilerBug("jvm", "no bytecode of lanes: " + v);
        }
        method = in;
        uses.visitEnds(node);
    }

    private void checks(LoopNode node) {
        switch (node) {
            case Memory.Load l -> check(l.access());
            case Memory.Store s -> check(s.access());
            case Memory.Atomic a -> check(a.access());
            case Guard.Inside i -> {
                if (i.parameter() != Site.UNKNOWN) {
                    method.checked.set(i.parameter());
                }
            }
            default -> {}
        }
    }

    private void check(Access access) {
        int parameter = sites.get(access.site()).parameter();
        if (access.check() == Check.EACH && parameter != Site.UNKNOWN) {
            method.checked.set(parameter);
        }
    }

    @Override
    public void reads(Value value) {
        boolean elsewhere =
                outline.constant(value.id()) == null && outline.home(value.id()) != method;
        if (elsewhere && !method.foreign.get(value.id())) {
            method.foreign.set(value.id());
            method.foreignValues.add(value);
        }
    }

    @Override
    public void defines(Value value) {
        outline.defined(value.id(), method);
    }

    @Override
    public void touches(Buffer buffer) {
        method.buffers.set(buffer.id());
    }
}
