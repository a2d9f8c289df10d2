package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Pipeline;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.Uses;
import tritonc.codegen.loop.Vector;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Value;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Fetches ahead what strips read of large arrays. Processors do so themselves, but not across
/// pages, and the rows of a matrix are often one: each program would begin with waiting.
///
/// A load takes part where its address comes from the number of the program or of a loop's
/// iteration alone, so that those which follow read on where this one ends; what is looked up in
/// memory goes anywhere, and what each iteration of a loop around reads again is there. A strip
/// that writes tensors does it in its version for large arrays; one that only reads does it always,
/// as loads are not what keeps it, and so does one that reads what the next program of a pipeline
/// needs.
final class Prefetching {
    /// Bytes to what is fetched: more than a page, as a row often is one. Measured on Zen 5 over 64
    /// MiB: a sum takes 0.83 of its time with a page, and sums, norms and softmax of rows of a page
    /// another 0.95 with a page and a half; two pages are no better, three are worse.
    private static final int AHEAD = 6144;

    /// The same in a pipeline, which reads of two programs. Measured likewise: layer norm takes
    /// 0.94 of its time with 8,192, cross entropy 0.96, softmax and rms norm what they do with
    /// 6,144.
    private static final int FURTHER = 8192;

    private static final int LINE = 64;

    /// Values that change from program to program or from iteration to iteration in a known way.
    private final BitSet moving = new BitSet();

    /// Values that memory has a part in.
    private final BitSet unknown = new BitSet();

    private final Code code;
    private final Streaming streaming;

    /// Where a strip reads of each parameter at last: of what two programs read of one the latter.
    private final Map<Integer, Integer> latest = new HashMap<>();

    private final LoopKernel kernel;

    /// The indices of the strips that are being written, the innermost last.
    private final Deque<Value> around = new ArrayDeque<>();

    private boolean isReading;
    private boolean isPipeline;

    Prefetching(LoopKernel kernel, Code code, Streaming streaming) {
        this.kernel = kernel;
        this.code = code;
        this.streaming = streaming;
        note(kernel.body());
        Pipeline pipeline = kernel.pipeline();
        if (pipeline != null) {
            moving.set(pipeline.first().id());
            note(pipeline.block());
        }
    }

    private void note(LoopBlock block) {
        for (LoopNode node : block.nodes()) {
            switch (node) {
                case LoopNode.Position p when p.op() instanceof ProgramOp.ProgramId id -> {
                    if (id.axis() == 0) {
                        moving.set(p.result().id());
                    }
                }
                case LoopNode.Compute c -> note(c);
                case Memory.Load l -> unknown.set(l.result().id());
                case Memory.BufferLoad l -> unknown.set(l.result().id());
                case Memory.Atomic a -> {
                    Value result = a.result();
                    if (result != null) {
                        unknown.set(result.id());
                    }
                }
                case Vector.Fold f -> unknown.set(f.result().id());
                case Control c -> note(c);
                case Vector.Product p -> {
                    note(p.loop());
                    note(p.epilogue().rowBody());
                    note(p.rest());
                }
                default -> {}
            }
        }
    }

    private void note(LoopNode.Compute c) {
        int result = c.result().id();
        Uses.of(
                c,
                v -> {
                    if (unknown.get(v.id())) {
                        unknown.set(result);
                    }
                    if (moving.get(v.id())) {
                        moving.set(result);
                    }
                });
    }

    private void note(Control control) {
        switch (control) {
            case Control.For f -> {
                moving.set(f.iv().id());
                f.carried().forEach(c -> handOn(c.init(), c.parameter()));
                f.carried().forEach(c -> moving.set(c.parameter().id()));
                note(f.body());
                f.carried().forEach(c -> unknown.set(c.result().id()));
            }
            case Control.If i -> {
                note(i.thenBlock());
                note(i.elseBlock());
                i.merges().forEach(m -> unknown.set(m.result().id()));
            }
            case Control.While w -> {
                w.carried().forEach(c -> handOn(c.init(), c.parameter()));
                note(w.before());
                w.handed().forEach(h -> handOn(h.value(), h.parameter()));
                note(w.after());
                w.handed().forEach(h -> unknown.set(h.result().id()));
            }
        }
    }

    private void handOn(Value from, Value to) {
        moving.set(to.id(), moving.get(from.id()));
        unknown.set(to.id(), unknown.get(from.id()));
    }

    /// Writes a pipeline, whose strips read ahead.
    void pipeline(Runnable writer) {
        isPipeline = true;
        writer.run();
        isPipeline = false;
    }

    /// Writes a strip.
    void strip(Vector.Strip strip, Runnable writer) {
        boolean onlyReads = strip.body().nodes().stream().noneMatch(Prefetching::writes);
        isReading = strip.isWhole() && (isPipeline || onlyReads);
        latest.clear();
        for (LoopNode node : strip.body().nodes()) {
            if (node instanceof Vector.Load l) {
                latest.put(parameter(l), l.place().base().id());
            }
        }
        around.addLast(strip.index());
        writer.run();
        around.removeLast();
        isReading = false;
    }

    private boolean isLatest(Vector.Load load) {
        return !isPipeline || Objects.equals(latest.get(parameter(load)), load.place().base().id());
    }

    private int parameter(Vector.Load load) {
        return kernel.sites().get(load.access().site()).parameter();
    }

    private static boolean writes(LoopNode node) {
        return node instanceof Vector.Store
                || node instanceof Memory.Store
                || node instanceof Memory.Atomic
                || node instanceof Vector.Where;
    }

    /// Fetches what follows a load of neighbours.
    void after(Vector.Load load, Mem from) {
        boolean isAsked = isReading || streaming.isOn();
        if (isAsked
                && load.mask() == null
                && load.displacement() % LINE == 0
                && isLatest(load)
                && goesOn(load)) {
            code.add(ScalarOp.PREFETCHT0, 64, from.plus(isPipeline ? FURTHER : AHEAD));
        }
    }

    /// Whether a loop's iterations read one place after another, and not all the same.
    private static boolean moves(Place place, Value index) {
        return place.terms().stream().anyMatch(t -> t.index().equals(index));
    }

    private boolean goesOn(Vector.Load load) {
        Place place = load.place();
        int base = place.base().id();
        return moving.get(base)
                && around.stream().allMatch(index -> moves(place, index))
                && !unknown.get(base)
                && load.result().type().element().bytes() * load.result().type().size()
                        == Math.min(LINE, code.width.bytes())
                && (place.terms().size() == 1
                        || place.terms().stream()
                                .allMatch(t -> t.stride() instanceof Amount.Constant));
    }
}
