package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Vector;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Joins lanes with those before them: for d = 1, 2, 4, … each lane whose number has the bit d with
/// the last lane before its run of d lanes, which is brought to all of the run.
final class Prefixes {
    /// Lanes of 32 bits in which lanes change places freely.
    private static final int GROUP = 4;

    private final Code code;
    private final Values values;
    private final Computing computing;
    private final Masks masks;

    /// What the turns of the strip that is being written share.
    private Shared shared = new Shared(Map.of(), Map.of());

    /// Registers that hold the numbers of lanes, and masks by their bits.
    private record Shared(Map<List<Integer>, Reg> numbers, Map<Integer, Reg> masks) {}

    Prefixes(Code code, Values values, Computing computing) {
        this.code = code;
        this.values = values;
        this.computing = computing;
        this.masks = new Masks(code);
    }

    /// Lets `writer` write a strip, behind what all turns of it share.
    void strip(Vector.Strip strip, Runnable writer) {
        Shared outer = shared;
        Shared own = new Shared(new HashMap<>(), new HashMap<>());
        shared = own;
        for (LoopNode node : strip.body().nodes()) {
            if (node instanceof Vector.Prefix p) {
                prepare(p, own);
            } else if (node instanceof Vector.Last l) {
                prepare(all(l.vector().type().size(), l.reverse()), l.vector().type(), own);
            }
        }
        writer.run();
        shared = outer;
    }

    private void prepare(Vector.Prefix p, Shared own) {
        Type type = p.vectors().getFirst().type();
        for (int d = 1; d < type.size(); d *= 2) {
            prepare(sources(type.size(), d, p.reverse()), type, own);
            int bits = runs(type.size(), d, p.reverse());
            own.masks().put(bits, mask(bits));
        }
        if (p.vectors().size() > 1) {
            prepare(all(type.size(), p.reverse()), type, own);
        }
    }

    private void prepare(int[] places, Type type, Shared own) {
        int[] words = words(places, type);
        if (!isLocal(words)) {
            own.numbers().put(Arrays.stream(words).boxed().toList(), numbers(words));
        }
    }

    void write(Vector.Prefix p) {
        List<Value> vectors = p.vectors();
        Type type = vectors.getFirst().type();
        Reg[] now = new Reg[vectors.size()];
        for (int i = 0; i < now.length; i++) {
            now[i] = values.of(vectors.get(i));
            for (int d = 1; d < type.size(); d *= 2) {
                now[i] = step(p, type, now[i], d);
            }
        }
        for (int d = 1; d < now.length; d *= 2) {
            for (int i = 0; i < now.length; i++) {
                if ((i & d) != 0) {
                    Reg before = moved(now[i / d * d - 1], type, all(type.size(), p.reverse()));
                    now[i] = joined(p.kind(), type, before, now[i]);
                }
            }
        }
        for (int i = 0; i < now.length; i++) {
            values.alias(p.results().get(i), new Reg[] {now[i]});
        }
    }

    private Reg step(Vector.Prefix p, Type type, Reg lanes, int d) {
        Reg before = moved(lanes, type, sources(type.size(), d, p.reverse()));
        boolean wide = Kinds.laneBits(type.element()) == 64;
        VectorOp sum = code.width.set().hasMasks() ? sum(p.kind(), type.element(), wide) : null;
        if (sum != null) {
            Reg mask = mask(runs(type.size(), d, p.reverse()));
            int bits = code.width.partBits(type);
            // what is read first may be read again, what steps make is theirs alone
            Reg sums = d == 1 ? code.vector() : lanes;
            if (d == 1) {
                code.add(VectorOp.VMOVAPS, bits, sums, lanes);
            }
            code.add(Insn.of(sum, bits, sums, before, lanes).masked(mask, false));
            return sums;
        }
        Reg joined = joined(p.kind(), type, before, lanes);
        Reg to = code.vector();
        VectorOp blend = wide ? VectorOp.VPBLENDMQ : VectorOp.VPBLENDMD;
        Insn insn = Insn.of(blend, code.width.partBits(type), to, lanes, joined);
        code.add(insn.masked(mask(runs(type.size(), d, p.reverse())), false));
        return to;
    }

    /// The instruction that is all of a sum, null where it takes more.
    private static @Nullable VectorOp sum(ReduceKind kind, ElementType type, boolean wide) {
        if (kind != ReduceKind.SUM || type.bits() < 32) {
            return null;
        }
        return Kinds.isFloat(type)
                ? wide ? VectorOp.VADDPD : VectorOp.VADDPS
                : wide ? VectorOp.VPADDQ : VectorOp.VPADDD;
    }

    private Reg joined(ReduceKind kind, Type type, Reg a, Reg b) {
        Reg[] to = {code.vector()};
        computing.join(kind.combine(), type, to, new Reg[] {a}, new Reg[] {b}, null, null);
        return to[0];
    }

    void last(Vector.Last l) {
        Type type = l.vector().type();
        Reg from = values.of(l.vector());
        values.alias(l.result(), new Reg[] {moved(from, type, all(type.size(), l.reverse()))});
    }

    /// Where each lane comes from: the last lane before its run; any where there is none.
    private static int[] sources(int lanes, int d, boolean reverse) {
        int[] from = new int[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            int number = reverse ? lanes - 1 - lane : lane;
            int source = Math.max(0, number / (2 * d) * (2 * d) + d - 1);
            from[lane] = reverse ? lanes - 1 - source : source;
        }
        return from;
    }

    /// The lanes that are joined, as bits.
    private static int runs(int lanes, int d, boolean reverse) {
        int bits = 0;
        for (int lane = 0; lane < lanes; lane++) {
            boolean joins = ((reverse ? lanes - 1 - lane : lane) & d) != 0;
            bits |= joins ? 1 << lane : 0;
        }
        return bits;
    }

    private static int[] all(int lanes, boolean reverse) {
        int[] from = new int[lanes];
        Arrays.fill(from, reverse ? 0 : lanes - 1);
        return from;
    }

    /// The same in lanes of 32 bits.
    private static int[] words(int[] lanes, Type type) {
        ElementType element = type.element();
        if (Kinds.laneBits(element) == 32) {
            return lanes;
        }
        int[] words = new int[2 * lanes.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = 2 * lanes[i / 2] + i % 2;
        }
        return words;
    }

    /// The lanes at those places.
    private Reg moved(Reg from, Type type, int[] places) {
        int[] words = words(places, type);
        int bits = code.width.partBits(type);
        Reg to = code.vector();
        if (isLocal(words)) {
            int order = 0;
            for (int i = 0; i < GROUP; i++) {
                order |= words[i] << 2 * i;
            }
            code.add(VectorOp.VPSHUFD, bits, to, from, new Imm(order));
        } else {
            code.add(VectorOp.VPERMD, bits, to, numbers(words), from);
        }
        return to;
    }

    /// Whether lanes stay in their groups, each in the same order.
    private static boolean isLocal(int[] words) {
        for (int i = 0; i < words.length; i++) {
            if (words[i] - i / GROUP * GROUP != words[i % GROUP] || words[i % GROUP] >= GROUP) {
                return false;
            }
        }
        return true;
    }

    /// A register with those numbers.
    private Reg numbers(int[] words) {
        Reg known = shared.numbers().get(Arrays.stream(words).boxed().toList());
        if (known != null) {
            return known;
        }
        Reg to = code.vector();
        code.add(VectorOp.VMOVUPS, 32 * words.length, to, code.constants(words));
        return to;
    }

    private Reg mask(int bits) {
        Reg known = shared.masks().get(bits);
        if (known != null) {
            return known;
        }
        Reg to = code.mask();
        masks.lanes(to, bits);
        return to;
    }
}
