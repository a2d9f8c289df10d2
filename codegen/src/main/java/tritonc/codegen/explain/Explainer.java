package tritonc.codegen.explain;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Pipeline;
import tritonc.codegen.loop.Site;
import tritonc.codegen.loop.Vector;
import tritonc.codegen.vector.LaneReasons;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.codegen.x86.cost.Core;
import tritonc.codegen.x86.cost.LoopCost;
import tritonc.codegen.x86.kernel.InstructionSet;
import tritonc.codegen.x86.kernel.NestCode;
import tritonc.codegen.x86.kernel.X86Codegen;
import tritonc.codegen.x86.kernel.X86Codegen.NativeCode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Makes a kernel's code and looks at it.
public final class Explainer {
    private final IdentityHashMap<LoopNode, NestCode> codes = new IdentityHashMap<>();
    private final Map<Integer, Loop> loops = new HashMap<>();
    private final List<NestExplanation> nests = new ArrayList<>();
    private final IdentityHashMap<LoopNode, NestExplanation> explained = new IdentityHashMap<>();
    private final InstructionSet set;
    private final Core core;
    private final List<Site> sites;
    private int checked;
    private boolean isEpilogue;

    private Explainer(InstructionSet set, Core core, List<Site> sites) {
        this.set = set;
        this.core = core;
        this.sites = sites;
    }

    /// What the machine code of a kernel is like.
    ///
    /// @param core the processor whose cycles are counted
    public static KernelExplanation explain(LoopKernel kernel, InstructionSet set, Core core) {
        return switch (X86Codegen.generate(kernel, set)) {
            case X86Codegen.Refusal(String why) ->
                    KernelExplanation.refused(kernel.name(), why, core);
            case NativeCode code -> new Explainer(set, core, kernel.sites()).explain(kernel, code);
        };
    }

    private KernelExplanation explain(LoopKernel kernel, NativeCode code) {
        // of several versions the first is the one without checks
        code.written().nests().forEach(n -> codes.putIfAbsent(n.node(), n));
        remember(kernel.body());
        block(code.written().strips().body(), true);
        return new KernelExplanation(
                kernel.name(),
                null,
                code.code().length,
                code.scratch(),
                code.spills(),
                nests,
                overlap(code.written().strips().pipeline()),
                checked,
                core,
                new ProgramCost(kernel.body(), explained).of(code.written().strips().body()));
    }

    /// The loops that strips were made of, by their index.
    private void remember(LoopBlock block) {
        for (LoopNode node : block.nodes()) {
            if (node instanceof Loop l) {
                loops.put(l.index().id(), l);
            }
            inside(node).forEach(this::remember);
        }
    }

    static List<LoopBlock> inside(LoopNode node) {
        return switch (node) {
            case Loop l -> List.of(l.body());
            case Vector.Strip s -> List.of(s.body());
            case Vector.Product p -> List.of(new LoopBlock(List.of(p.loop(), p.rest())));
            case Control.For f -> List.of(f.body());
            case Control.If i -> List.of(i.thenBlock(), i.elseBlock());
            case Control.While w -> List.of(w.before(), w.after());
            default -> List.of();
        };
    }

    private static boolean hasLoop(LoopBlock block) {
        return block.nodes().stream()
                .anyMatch(n ->
                        n instanceof Vector.Strip
                                || n instanceof DotNest
                                || inside(n).stream().anyMatch(Explainer::hasLoop));
    }

    /// @param proved whether its accesses need no check
    private void block(LoopBlock block, boolean proved) {
        Vector.Strip before = null;
        for (int i = 0; i < block.nodes().size(); i++) {
            switch (block.nodes().get(i)) {
                case Vector.Strip s when !hasLoop(s.body()) -> {
                    boolean isTail = before != null && isTail(s, before);
                    if (!proved) {
                        checked++;
                    } else if (!isTail) {
                        NestExplanation nest = strip(s, s.isWhole() && hasTail(s, block, i));
                        if (nest != null) {
                            add(s, nest);
                        }
                    }
                    before = s.isWhole() ? s : null;
                }
                case DotNest d -> product(d);
                case Control.If c -> {
                    block(c.thenBlock(), proved);
                    block(c.elseBlock(), proved && !c.isGuard());
                }
                case Vector.Product p -> product(p, proved);
                case LoopNode n -> inside(n).forEach(b -> block(b, proved));
            }
        }
    }

    private void product(Vector.Product p, boolean proved) {
        block(p.loop().body(), proved);
        isEpilogue = codes.containsKey(p);
        block(p.rest().thenBlock(), proved);
        isEpilogue = false;
        block(p.rest().elseBlock(), false);
    }

    /// Whether a strip is of what another left over: without whole vectors, or where masks that
    /// held so far hold no longer.
    private static boolean isTail(Vector.Strip s, Vector.Strip before) {
        return s.at().equals(before.at())
                && (!s.isWhole() || s.from().equals(Amount.of(before.last())));
    }

    /// Whether a strip of what is left over follows.
    private static boolean hasTail(Vector.Strip strip, LoopBlock block, int at) {
        for (LoopNode n : block.nodes().subList(at + 1, block.nodes().size())) {
            if (n instanceof Vector.Strip s) {
                return isTail(s, strip);
            }
        }
        return false;
    }

    /// The loop of two programs.
    private @Nullable NestExplanation overlap(@Nullable Pipeline pipeline) {
        if (pipeline == null) {
            return null;
        }
        return all(pipeline.block(), Control.While.class)
                .flatMap(w -> all(w.after(), Vector.Strip.class).filter(s -> s.at().equals(w.at())))
                .map(s -> strip(s, true))
                .findFirst()
                .orElse(null);
    }

    /// The nodes of a kind, first those of the version without checks.
    private static <N extends LoopNode> Stream<N> all(LoopBlock block, Class<N> kind) {
        return block.nodes().stream()
                .flatMap(n ->
                        kind.isInstance(n)
                                ? Stream.of(kind.cast(n))
                                : inside(n).stream().flatMap(b -> all(b, kind)));
    }

    private @Nullable NestExplanation strip(Vector.Strip s, boolean tail) {
        Body body = new Body(s.body());
        TreeSet<Integer> lines = body.lines;
        if (s.at().line() > 0) {
            lines.add(s.at().line());
        }
        int lanes = Math.min(body.lanes, s.step());
        Loop loop = loops.get(s.index().id());
        @Nullable String why = loop == null ? null : LaneReasons.of(loop, set.vectors(), sites);
        NestExplanation.Vectors vectors =
                new NestExplanation.Vectors(lanes, body.laneBits, s.step() / lanes, tail, why);
        NestCode code = codes.get(s);
        return code == null
                ? null
                : new NestExplanation(
                        s.at().line(),
                        List.copyOf(lines),
                        false,
                        isEpilogue,
                        vectors,
                        registers(code),
                        body.traffic(s.step(), code.streams()),
                        body.operations / s.step(),
                        LoopCost.of(code.body(), core),
                        s.step());
    }

    private void add(LoopNode node, NestExplanation explanation) {
        nests.add(explanation);
        explained.put(node, explanation);
    }

    private void product(DotNest d) {
        NestCode code = codes.get(d);
        if (code == null) {
            return;
        }
        double products = 0;
        int lanes = 1;
        int multiplications = 0;
        int bits = d.acc().type().bits() == 64 ? 64 : 32;
        for (Insn insn : code.body()) {
            if (multiplies(insn)) {
                bits = factorBits(insn, bits);
                lanes = Math.max(lanes, insn.bits() / bits);
                products += (double) insn.bits() / bits;
                multiplications++;
            }
        }
        add(
                d,
                new NestExplanation(
                        d.at().line(),
                        List.of(d.at().line()),
                        true,
                        false,
                        new NestExplanation.Vectors(lanes, bits, multiplications, false, null),
                        registers(code),
                        new NestExplanation.Traffic(0, 0, 0, 0, false),
                        2,
                        LoopCost.of(code.body(), core),
                        Math.max(1, products)));
    }

    private static boolean multiplies(Insn insn) {
        String name = insn.op().mnemonic();
        return name.startsWith("vfmadd")
                || name.startsWith("vpmull")
                || name.startsWith("vpmaddwd")
                || name.startsWith("vpdp")
                || name.startsWith("vdpbf16");
    }

    /// Bits of what is multiplied, of several products that become one sum.
    private static int factorBits(Insn insn, int sum) {
        return switch (insn.op()) {
            case VectorOp.VPDPBUSD, VectorOp.VPDPBUSD_V -> 8;
            case VectorOp.VPDPWSSD, VectorOp.VPDPWSSD_V, VectorOp.VPMADDWD, VectorOp.VDPBF16PS ->
                    16;
            default -> sum;
        };
    }

    private static NestExplanation.Registers registers(NestCode code) {
        return new NestExplanation.Registers(
                code.registers(Reg.File.GENERAL),
                code.registers(Reg.File.VECTOR),
                code.registers(Reg.File.MASK),
                code.spills());
    }
}
