package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.Effect;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Invariants;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Overlap;
import tritonc.codegen.loop.Pipeline;
import tritonc.codegen.loop.ScanNest;
import tritonc.codegen.loop.Uses;
import tritonc.codegen.loop.Vector;
import tritonc.codegen.vector.ProductLoop;
import tritonc.codegen.vector.ProductLoops;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Label;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.Map;

/// Selects the instructions of a kernel.
final class KernelWriter {
    private final LoopKernel kernel;
    private final Buffers buffers;
    private final Code code;
    private final Values values;
    private final Integers integers;
    private final Computing computing;
    private final Addresses addresses;
    private final Flow flow;
    private final Streaming streaming;
    private final Prefetching prefetching;
    private final ScalarMemory scalars;
    private final AtomicMemory atomics;
    private final VectorMemory vectors;
    private final CheckedLanes checks;
    private final Guarding guards;
    private final GuardJumps jumps;
    private final Folds folds;
    private final Quotients quotients;
    private final PowersOfTwo powers;
    private final Seldom seldom;
    private final Prefixes prefixes;
    private final Packing packing;
    private final Dots dots;
    private final ProductLoops loops;
    private final ProductLoopCode products;
    private final Reg[] program = new Reg[3];
    private final Reg scratch;

    /// @param places where each buffer begins in scratch memory
    /// @param free where in scratch memory the buffers end
    /// @param end where the code goes when the program is done, its answer in rax
    KernelWriter(LoopKernel kernel, Map<Buffer, Integer> places, long free, Code code, Label end) {
        this.kernel = kernel;
        this.code = code;
        values = new Values(code);
        integers = new Integers(code, values);
        scratch = code.general();
        buffers = new Buffers(code, places, scratch);
        LaneByLane single = new LaneByLane(code, scratch);
        int[] reads = Uses.counts(kernel);
        computing = new Computing(code, values, integers, single, new KeptMasks(kernel, reads));
        addresses = new Addresses(code, values, integers);
        streaming = new Streaming(code, addresses, kernel);
        prefetching = new Prefetching(kernel, code, streaming);
        program[0] = code.general();
        guards = new Guarding(code, values, addresses);
        jumps = new GuardJumps(reads, code, values, guards);
        flow = new Flow(code, values, end, program[0], streaming, jumps, this::node);
        scalars = new ScalarMemory(code, values, addresses, flow, kernel);
        atomics = new AtomicMemory(code, values, scalars, computing);
        LaneAddresses lanesAt = new LaneAddresses(code, values, addresses);
        vectors =
                new VectorMemory(code, values, addresses, lanesAt, single, streaming, prefetching);
        checks = new CheckedLanes(code, values, lanesAt, single, flow, kernel);
        folds = new Folds(code, values, computing);
        quotients = new Quotients(code, values);
        powers = new PowersOfTwo(reads, code.width);
        seldom = new Seldom(code, values, computing, this::block);
        prefixes = new Prefixes(code, values, computing);
        packing = new Packing(code, scratch, free);
        dots = new Dots(code, buffers, packing);
        loops = new ProductLoops(kernel);
        products =
                new ProductLoopCode(
                        code, values, buffers, addresses, streaming, flow, packing, this::node);
    }

    /// Bytes of scratch memory that are used behind the buffers, once all is written.
    long packed() {
        return packing.bytes();
    }

    /// Whether programs share panels, once all is written.
    boolean sharesPanels() {
        return products.isSharing();
    }

    void write() {
        Reg[] given = {Reg.RSI, Reg.RDX, Reg.RCX};
        program[1] = code.general();
        program[2] = code.general();
        for (int i = 0; i < given.length; i++) {
            code.add(ScalarOp.MOV_, 32, program[i], given[i]);
        }
        Reg end = code.general();
        code.add(ScalarOp.MOV_, 32, end, Reg.general(8));
        code.add(ScalarOp.ADD, 32, end, program[0]);
        code.add(ScalarOp.MOV_, 64, scratch, Mem.of(X86Machine.FRAME, NativeFrame.SCRATCH));
        Invariants invariants = new Invariants(kernel);
        for (int i = 0; i < kernel.parameters().size(); i++) {
            parameter(i, kernel.parameters().get(i));
        }
        invariants.first().forEach(this::node);
        Code.Block done = code.block();
        Pipeline pipeline = kernel.pipeline();
        if (pipeline != null) {
            pipeline(pipeline, end, done);
        }
        programs(end, invariants.rest());
        code.place(done);
        flow.leave(NativeFrame.DONE);
        scalars.finish();
        checks.finish();
        quotients.finish();
        seldom.finish();
    }

    /// Runs programs from the present one on, and goes to `done` where none is left.
    private void pipeline(Pipeline p, Reg end, Code.Block done) {
        Code.Block usual = code.block();
        for (Overlap o : p.apart()) {
            Code.Block apart = code.block();
            PanelTable.jumpIfApart(code, o, apart);
            code.jump(usual);
            code.place(apart);
        }
        Reg first = code.general();
        code.move(first, program[0]);
        values.alias(p.first(), new Reg[] {first});
        values.alias(p.end(), new Reg[] {end});
        values.pin(p.program(), program[0]);
        prefetching.pipeline(() -> block(p.block()));
        code.move(program[0], values.of(p.next()));
        code.add(ScalarOp.CMP, 32, program[0], end);
        code.jump(Condition.GE, done);
        code.place(usual);
    }

    /// Runs the programs from the present one up to one before `end`.
    private void programs(Reg end, List<LoopNode> nodes) {
        Code.Block top = code.block();
        Code.Block after = code.block();
        code.enterLoop();
        code.place(top);
        flow.poll();
        jumps.write(nodes, this::node);
        code.add(ScalarOp.ADD, 32, program[0], new Imm(1));
        code.add(ScalarOp.CMP, 32, program[0], end);
        code.jump(Condition.L, top);
        code.leaveLoop();
        code.place(after);
    }

    /// Whether stores may have gone past the caches.
    boolean isStreaming() {
        return streaming.isUsed();
    }

    private void parameter(int index, Parameter parameter) {
        Value value = parameter.value();
        ElementType type = value.type().element();
        Mem from = Mem.of(X86Machine.FRAME, NativeFrame.value(index));
        Reg to = values.one(value);
        if (Kinds.isHalf(type)) {
            Reg bits = code.general();
            code.add(ScalarOp.MOVZX_W, 32, bits, from);
            if (type == DType.BF16) {
                code.add(ScalarOp.SHL, 32, bits, new Imm(16));
            }
            code.add(VectorOp.VMOVD, 128, to, bits);
            if (type == DType.FP16) {
                code.add(VectorOp.VCVTPH2PS, 128, to, to);
            }
        } else if (Kinds.isFloat(type)) {
            code.add(type == DType.FP64 ? VectorOp.VMOVSD : VectorOp.VMOVSS, 128, to, from);
        } else {
            code.add(ScalarOp.MOV_, type.bits() == 64 ? 64 : 32, to, from);
        }
    }

    private void block(LoopBlock block) {
        jumps.write(block.nodes(), this::node);
    }

    private void node(LoopNode node) {
        code.line(node.at().line());
        switch (node) {
            case LoopNode.Compute c -> compute(c);
            case LoopNode.Position p -> position(p);
            case Memory m -> memory(m);
            case Vector v -> vector(v);
            case Control.For f -> loop(f);
            case Control.If i -> flow.branch(i);
            case Control.While w -> flow.loop(w);
            case Guard g -> guards.write(g);
            case Effect _ -> throw new Unsupported("prints and assertions");
            case DotNest d -> code.nest(d, () -> dots.write(d));
            case ScanNest _ -> throw new CompilerBug("x86", "a scan that is no strip");
            case Loop _ -> throw new CompilerBug("x86", "a loop that is no strip");
        }
    }

    private void compute(LoopNode.Compute c) {
        PowersOfTwo.Scaled scaled = powers.of(c.result());
        if (scaled != null) {
            computing.scale(c.result(), scaled.p(), scaled.n());
        } else if (!powers.isLeftOut(c.result())) {
            powers.note(c);
            computing.write(c.result(), c.op());
        }
    }

    private void loop(Control.For f) {
        ProductLoop product = known(f);
        if (product != null) {
            code.nest(product.dot(), () -> products.write(product, null));
        } else {
            flow.loop(f);
        }
    }

    /// The product that a loop sums as a whole, null where it runs step by step.
    private @Nullable ProductLoop known(Control.For f) {
        ProductLoop product = loops.of(f);
        return product != null && products.isKnown(product) ? product : null;
    }

    private void product(Vector.Product p) {
        ProductLoop product = known(p.loop());
        if (product != null) {
            Code.Block done = code.block();
            ProductLoopCode.Finish finish = new ProductLoopCode.Finish(p.epilogue(), done);
            code.nest(p, () -> products.write(product, finish));
            flow.branch(p.rest());
            code.place(done);
        } else {
            flow.loop(p.loop());
            flow.branch(p.rest());
        }
    }

    private void position(LoopNode.Position p) {
        int axis = p.op().axis();
        Reg to = values.one(p.result());
        switch (p.op()) {
            case ProgramOp.ProgramId _ -> code.move(to, program[axis]);
            case ProgramOp.NumPrograms _ ->
                    code.add(
                            ScalarOp.MOV_,
                            32,
                            to,
                            Mem.of(X86Machine.FRAME, NativeFrame.GRID_X + 4 * axis));
        }
    }

    private void memory(Memory m) {
        switch (m) {
            case Memory.Load l -> scalars.load(l);
            case Memory.Store s -> scalars.store(s);
            case Memory.BufferLoad l ->
                    scalars.readBuffer(l.result(), l.result().type().element(), at(l.element()));
            case Memory.BufferStore s ->
                    scalars.writeBuffer(
                            s.value().type().element(),
                            buffers.width(s.element().buffer()),
                            at(s.element()),
                            values.of(s.value()));
            case Memory.Atomic a -> atomics.write(a);
        }
    }

    private Mem at(Memory.Element e) {
        Buffer b = e.buffer();
        return addresses.of(buffers.base(b), buffers.start(b), e, buffers.width(b));
    }

    private void vector(Vector v) {
        switch (v) {
            case Vector.Spread s -> spread(s.result(), s.scalar());
            case Vector.Ramp r -> ramp(r);
            case Vector.Quotient q -> quotients.write(q);
            case Vector.Check c -> checks.write(c);
            case Vector.Load l -> vectors.load(l);
            case Vector.Store s -> vectors.store(s);
            case Vector.BufferLoad l -> vectors.readBuffer(l, at(l.element()));
            case Vector.BufferStore s ->
                    vectors.writeBuffer(s, buffers.width(s.element().buffer()), at(s.element()));
            case Vector.Fold f -> folds.write(f);
            case Vector.Where w -> seldom.write(w);
            case Vector.Prefix p -> prefixes.write(p);
            case Vector.Last l -> prefixes.last(l);
            case Vector.Product p -> product(p);
            case Vector.Strip s -> {
                quotients.prepare(s);
                powers.look(s.body().nodes());
                Runnable strip = () -> code.nest(s, () -> flow.strip(s));
                prefixes.strip(s, () -> prefetching.strip(s, strip));
            }
        }
    }

    private void spread(Value result, Value scalar) {
        Type type = result.type();
        ElementType element = type.element();
        Long known = values.constant(scalar);
        if (known != null) {
            computing.constant(result, known);
            return;
        }
        Reg from = values.of(scalar);
        if (Kinds.isMask(type)) {
            new Masks(code).spread(values.one(result), from);
            return;
        }
        boolean wide = Kinds.laneBits(element) == 64;
        boolean isFloat = Kinds.isFloat(element);
        VectorOp op =
                isFloat
                        ? wide ? VectorOp.VPBROADCASTQ : VectorOp.VPBROADCASTD
                        : wide ? VectorOp.VPBROADCASTQ_G : VectorOp.VPBROADCASTD_G;
        int bits = code.width.partBits(type);
        for (Reg to : values.define(result)) {
            code.add(Insn.of(op, bits, to, from));
        }
    }

    private void ramp(Vector.Ramp r) {
        int lanes = r.result().type().size();
        int[] numbers = new int[Math.max(lanes, 4)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        int bits = code.width.partBits(r.result().type());
        Reg first = code.vector();
        code.add(VectorOp.VPBROADCASTD_G, bits, first, values.of(r.first()));
        Reg to = values.one(r.result());
        code.add(VectorOp.VPADDD, bits, to, first, code.constants(numbers));
    }
}
