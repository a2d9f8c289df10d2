package tritonc.codegen.vector;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Epilogue;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Pipeline;
import tritonc.codegen.loop.ScanNest;
import tritonc.codegen.loop.Site;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Replaces every loop of a kernel by strips.
public final class Vectorizer {
    /// Nodes before a strip that are not run where it has no turns.
    private static final int MUCH = 6;

    private final VectorFile file;
    private final Fresh fresh;
    private final List<Buffer> buffers;
    private final Fission.Homes homes;
    private final List<Site> sites;
    private final Epilogues epilogues;
    private final Map<Integer, Arithmetic.Constant> constants = new HashMap<>();

    /// @param blocks all that is vectorised
    private Vectorizer(LoopKernel kernel, List<LoopBlock> blocks, VectorFile file, Fresh fresh) {
        this.file = file;
        this.fresh = fresh;
        this.buffers = new ArrayList<>(kernel.buffers());
        this.homes = new Fission.Homes(buffers);
        this.sites = kernel.sites();
        this.epilogues = new Epilogues(blocks, file, fresh, sites);
    }

    /// The same kernel without [Loop]s. The versions of nests that check every access stay lane by
    /// lane: they run where a guard failed.
    public static LoopKernel vectorize(LoopKernel whole, VectorFile file) {
        LoopKernel kernel = whole.with(JoinedLoops.of(whole, file));
        Fresh fresh = new Fresh(kernel.valueCount());
        SettledMasks masks = new SettledMasks(fresh);
        NarrowLanes lanes = new NarrowLanes(fresh);
        Pipeline pipeline = Pipelining.of(kernel, file, fresh);
        List<LoopBlock> blocks = new ArrayList<>();
        blocks.add(lanes.narrowed(masks.settled(kernel.body())));
        if (pipeline != null) {
            blocks.add(lanes.narrowed(masks.settled(pipeline.block())));
        }
        Vectorizer vectorizer = new Vectorizer(kernel, blocks, file, fresh);
        List<LoopBlock> strips = blocks.stream().map(b -> vectorizer.block(b, true)).toList();
        return new LoopKernel(
                kernel.name(),
                kernel.parameters(),
                vectorizer.buffers,
                kernel.sites(),
                fresh.end(),
                strips.getFirst(),
                pipeline == null ? null : pipeline.with(strips.getLast()));
    }

    private LoopBlock block(LoopBlock block, boolean lanes) {
        List<LoopNode> nodes = new ArrayList<>();
        List<LoopNode> all = block.nodes();
        for (int i = 0; i < all.size(); i++) {
            EpilogueNest nest = lanes ? epilogues.of(all, i) : null;
            HandedScan scan = lanes ? HandedScan.of(all.subList(i, all.size()), file, sites) : null;
            if (scan != null) {
                scan.between().forEach(this::note);
                new HandedScanStrips(scan, fresh, constants, nodes).write();
                i += scan.length() - 1;
            } else if (nest != null) {
                product(nest, nodes);
                i += nest.length() - 1;
            } else {
                node(all.get(i), lanes, nodes);
            }
        }
        return new LoopBlock(nodes);
    }

    private void product(EpilogueNest nest, List<LoopNode> out) {
        nest.before().forEach(n -> node(n, true, out));
        Epilogue epilogue = nest.epilogue(fresh, constants, out);
        Control.For loop = nest.loop().with(block(nest.loop().body(), true));
        out.add(new Vector.Product(loop, epilogue, branch(nest.rest(), true)));
    }

    private void node(LoopNode node, boolean lanes, List<LoopNode> out) {
        switch (node) {
            case LoopNode.Compute c -> {
                note(c);
                out.add(c);
            }
            case Loop l -> loop(l, lanes, out);
            case ScanNest s -> scan(s, lanes, out);
            case Control.For f -> out.add(f.with(block(f.body(), lanes)));
            case Control.If i -> out.add(branch(i, lanes));
            case Control.While w ->
                    out.add(w.with(block(w.before(), lanes), block(w.after(), lanes)));
            default -> out.add(node);
        }
    }

    private Control.If branch(Control.If i, boolean lanes) {
        LoopBlock then = block(i.thenBlock(), lanes);
        return i.with(then, block(i.elseBlock(), lanes && !i.isGuard()));
    }

    private void note(LoopNode node) {
        if (node
                instanceof
                LoopNode.Compute(Value result, Arithmetic.Constant constant, Location _)) {
            constants.put(result.id(), constant);
        }
    }

    private void scan(ScanNest scan, boolean lanes, List<LoopNode> out) {
        if (ScanStrips.isPossible(scan, file.bytes())) {
            new ScanStrips(scan, file.bytes(), fresh, out).write();
        } else {
            out.addAll(block(scan.steps(), lanes).nodes());
        }
    }

    /// Whether what stands before strips is worth a test of whether they have any turns.
    private static boolean isMuch(List<LoopNode> nodes) {
        return nodes.stream().filter(n -> !(n instanceof Vector.Strip)).count() >= MUCH;
    }

    private void loop(Loop loop, boolean lanes, List<LoopNode> out) {
        LoopPlan plan = lanes ? LoopPlan.of(loop, file, sites) : null;
        if (plan != null) {
            for (Loop stage : Fission.of(loop, plan, file, fresh, homes)) {
                strips(stage, stage == loop ? plan : planOf(stage), out);
            }
        } else {
            LoopBlock body = block(loop.body(), lanes);
            new ScalarLoop(loop, body, fresh, buffers, constants, out).write();
        }
    }

    /// How a part of a loop runs, which runs by vectors as the loop does.
    private LoopPlan planOf(Loop stage) {
        return Objects.requireNonNull(LoopPlan.of(stage, file, sites));
    }

    private void strips(Loop loop, LoopPlan plan, List<LoopNode> out) {
        List<LoopNode> nodes = new ArrayList<>();
        Strips strips = new Strips(loop, plan, fresh, constants, nodes);
        strips.write();
        if (strips.mayBeEmpty() && isMuch(nodes)) {
            out.add(strips.unlessEmpty(nodes, out));
        } else {
            out.addAll(nodes);
        }
    }
}
