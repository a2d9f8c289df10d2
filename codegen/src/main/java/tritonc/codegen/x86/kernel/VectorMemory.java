package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Vector;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

/// Reads and writes vectors of elements of tensors and buffers.
final class VectorMemory {
    private final Code code;
    private final Values values;
    private final Addresses addresses;
    private final LaneAddresses lanesAt;
    private final Masks masks;
    private final IntegerLanes lanes;
    private final NarrowGathers single;
    private final Streaming streaming;
    private final Prefetching prefetching;

    VectorMemory(
            Code code,
            Values values,
            Addresses addresses,
            LaneAddresses lanesAt,
            LaneByLane single,
            Streaming streaming,
            Prefetching prefetching) {
        this.streaming = streaming;
        this.prefetching = prefetching;
        this.single = new NarrowGathers(code, values, single);
        this.code = code;
        this.values = values;
        this.addresses = addresses;
        this.lanesAt = lanesAt;
        this.masks = new Masks(code);
        this.lanes = new IntegerLanes(code);
    }

    void load(Vector.Load l) {
        Type type = l.result().type();
        int bytes = type.element().bytes();
        Reg mask = l.mask() == null ? null : values.of(l.mask());
        Value other = l.other();
        if (l.place().base().type().isBlock()) {
            gather(l.result(), bytes, values.parts(l.place().base()), mask, other);
            return;
        }
        Mem from = addresses.of(l.place(), l.displacement());
        if (l.step().is(bytes)) {
            contiguous(l.result(), from, mask, other);
            prefetching.after(l, from);
        } else if (l.step().is(0)) {
            broadcast(l.result(), from, mask, other);
        } else {
            gather(l.result(), bytes, lanesAt.strided(from, l.step(), type), mask, other);
        }
    }

    /// Registers that begin as what masked lanes are to be.
    private Reg[] begun(Value result, @Nullable Reg mask, @Nullable Value other) {
        Reg[] to = values.define(result);
        if (mask != null && other != null && !Kinds.isMask(result.type())) {
            Reg[] from = values.parts(other);
            for (int i = 0; i < to.length; i++) {
                code.move(to[i], from[i]);
            }
        }
        return to;
    }

    private void contiguous(Value result, Mem from, @Nullable Reg mask, @Nullable Value other) {
        Type type = result.type();
        ElementType element = type.element();
        if (mask != null && element.bytes() < 4 && !code.width.set().hasMasks()) {
            Reg[] lanes = lanesAt.strided(from, Amount.of(element.bytes()), type);
            single.gather(result, lanes, mask, other);
            return;
        }
        if (element == DType.I1) {
            truths(result, from, mask, other);
            return;
        }
        Reg[] to = begun(result, mask, other);
        int bits = code.width.partBits(type);
        int perPart = type.size() / to.length;
        for (int i = 0; i < to.length; i++) {
            Mem at = from.plus(i * perPart * element.bytes());
            Reg part = mask == null ? null : masks.part(mask, i);
            code.add(Insn.of(reading(element), bits, to[i], at).masked(part, other == null));
            if (element == DType.BF16) {
                // other is carried as fp32 already: only what was read moves up
                Insn up = Insn.of(VectorOp.VPSLLD_I, bits, to[i], to[i], new Imm(16));
                code.add(up.masked(other == null ? null : part, false));
            }
        }
    }

    private static VectorOp reading(ElementType type) {
        if (!(type instanceof DType dtype)) {
            return VectorOp.VMOVDQU64;
        }
        return switch (dtype) {
            case FP32, I32, U32 -> VectorOp.VMOVUPS;
            case FP64, I64, U64 -> VectorOp.VMOVUPD;
            case FP16 -> VectorOp.VCVTPH2PS;
            case BF16, U16 -> VectorOp.VPMOVZXWD;
            case I16 -> VectorOp.VPMOVSXWD;
            case I8 -> VectorOp.VPMOVSXBD;
            case U8, I1, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> VectorOp.VPMOVZXBD;
        };
    }

    private void truths(Value result, Mem from, @Nullable Reg mask, @Nullable Value other) {
        int bits = Math.max(128, 32 * result.type().size());
        Reg bytes = code.vector();
        code.add(Insn.of(VectorOp.VPMOVZXBD, bits, bytes, from).masked(mask, true));
        Reg to = values.one(result);
        Reg truths = mask == null || other == null ? to : code.mask();
        lanes.test(DType.I32, bits, truths, bytes);
        if (mask != null && other != null) {
            masks.select(to, mask, truths, values.of(other));
        }
    }

    private void broadcast(Value result, Mem from, @Nullable Reg mask, @Nullable Value other) {
        ElementType element = result.type().element();
        if (element.bits() < 32 || mask != null && !code.width.set().hasMasks()) {
            Reg[] same = lanesAt.strided(from, Amount.zero(), result.type());
            gather(result, element.bytes(), same, mask, other);
            return;
        }
        Reg[] to = begun(result, mask, other);
        int bits = code.width.partBits(result.type());
        VectorOp op = element.bits() == 64 ? VectorOp.VPBROADCASTQ : VectorOp.VPBROADCASTD;
        for (int i = 0; i < to.length; i++) {
            Reg part = mask == null ? null : masks.part(mask, i);
            code.add(Insn.of(op, bits, to[i], from).masked(part, other == null));
        }
    }

    /// Reads each lane at an address of its own.
    ///
    /// @param bytes of an element in memory
    private void gather(
            Value result, int bytes, Reg[] pointers, @Nullable Reg mask, @Nullable Value other) {
        Type type = result.type();
        ElementType element = type.element();
        if (bytes < 4) {
            single.gather(result, pointers, mask, other);
            return;
        }
        Reg[] to = begun(result, mask, other);
        int addressBits = code.width.partBits(type.withElement(DType.I64));
        boolean wide = element.bits() == 64;
        Reg[] halves = new Reg[pointers.length];
        Reg[] before =
                wide ? to : other == null || mask == null ? null : code.halves(to, pointers.length);
        for (int i = 0; i < pointers.length; i++) {
            Reg lanesLeft = code.mask();
            if (mask == null) {
                masks.constant(lanesLeft, true);
            } else {
                code.move(lanesLeft, masks.part(mask, i));
            }
            Reg into = before == null ? code.vector() : before[i];
            if (before == null || wide && (other == null || mask == null)) {
                code.add(VectorOp.VPBROADCASTD, code.width.bits(), into, code.constant(0, 4));
            }
            VectorOp op = wide ? VectorOp.VPGATHERQQ : VectorOp.VPGATHERQD;
            Mem at = new Mem(null, pointers[i], 1, 0, null);
            code.add(Insn.of(op, addressBits, into, at).masked(lanesLeft, false));
            halves[i] = into;
        }
        if (!wide) {
            joined(to[0], halves);
        }
    }

    private void joined(Reg to, Reg[] halves) {
        if (halves.length == 1) {
            code.move(to, halves[0]);
        } else {
            code.joinHalves(to, halves[0], halves[1]);
        }
    }

    void store(Vector.Store s) {
        Type type = s.value().type();
        Reg mask = s.mask() == null ? null : values.of(s.mask());
        code.changes();
        if (s.place().base().type().isBlock()) {
            scatter(s.value(), type.element().bytes(), values.parts(s.place().base()), mask);
            return;
        }
        Mem to = addresses.of(s.place(), s.displacement());
        if (s.step().is(type.element().bytes())) {
            if (streaming.isOn(s)) {
                pastCaches(s.value(), to);
            } else {
                contiguous(s.value(), to, mask);
            }
        } else {
            scatter(s.value(), type.element().bytes(), lanesAt.strided(to, s.step(), type), mask);
        }
    }

    private void contiguous(Value value, Mem to, @Nullable Reg mask) {
        Type type = value.type();
        ElementType element = type.element();
        if (mask != null && element.bytes() < 4 && !code.width.set().hasMasks()) {
            int bytes = element.bytes();
            single.scatter(value, bytes, lanesAt.strided(to, Amount.of(bytes), type), mask);
            return;
        }
        if (element == DType.I1) {
            int bits = Math.max(128, 32 * type.size());
            Reg ones = code.vector();
            lanes.ofMask(DType.I32, bits, ones, values.of(value));
            code.add(Insn.of(VectorOp.VPMOVDB, bits, to, ones).masked(mask, false));
            return;
        }
        Reg[] from = values.parts(value);
        int bits = code.width.partBits(type);
        int perPart = type.size() / from.length;
        for (int i = 0; i < from.length; i++) {
            Mem at = to.plus(i * perPart * element.bytes());
            Reg part = mask == null ? null : masks.part(mask, i);
            code.add(writing(element, bits, at, from[i]).masked(part, false));
        }
    }

    private void pastCaches(Value value, Mem to) {
        Reg[] from = values.parts(value);
        for (int i = 0; i < from.length; i++) {
            code.add(
                    VectorOp.VMOVNTPS, code.width.bits(), to.plus(i * code.width.bytes()), from[i]);
        }
    }

    private Insn writing(ElementType type, int bits, Mem to, Reg from) {
        if (!(type instanceof DType dtype)) {
            return Insn.of(VectorOp.VMOVDQU64_STORE, bits, to, from);
        }
        return switch (dtype) {
            case FP32, I32, U32 -> Insn.of(VectorOp.VMOVUPS_STORE, bits, to, from);
            case FP64, I64, U64 -> Insn.of(VectorOp.VMOVUPD_STORE, bits, to, from);
            case FP16 -> Insn.of(VectorOp.VCVTPS2PH, bits, to, from, new Imm(0));
            case BF16 -> {
                Reg low = code.vector();
                code.add(VectorOp.VPSRLD_I, bits, low, from, new Imm(16));
                yield Insn.of(VectorOp.VPMOVDW, bits, to, low);
            }
            case I16, U16 -> Insn.of(VectorOp.VPMOVDW, bits, to, from);
            case I8, U8, I1, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 ->
                    Insn.of(VectorOp.VPMOVDB, bits, to, from);
        };
    }

    /// @param bytes of an element in memory
    private void scatter(Value value, int bytes, Reg[] pointers, @Nullable Reg mask) {
        Type type = value.type();
        ElementType element = type.element();
        if (bytes < 4 || !code.width.set().hasMasks()) {
            single.scatter(value, bytes, pointers, mask);
            return;
        }
        int addressBits = code.width.partBits(type.withElement(DType.I64));
        boolean wide = element.bits() == 64;
        Reg[] parts = values.parts(value);
        Reg[] from = wide ? parts : code.halves(parts, pointers.length);
        for (int i = 0; i < pointers.length; i++) {
            Reg lanesLeft = code.mask();
            if (mask == null) {
                masks.constant(lanesLeft, true);
            } else {
                code.move(lanesLeft, masks.part(mask, i));
            }
            VectorOp op = wide ? VectorOp.VPSCATTERQQ : VectorOp.VPSCATTERQD;
            Mem at = new Mem(null, pointers[i], 1, 0, null);
            code.add(Insn.of(op, addressBits, at, from[i]).masked(lanesLeft, false));
        }
    }

    /// Reads a vector out of a buffer, whose elements have the format of lanes.
    ///
    /// @param first the element of lane 0, or of offset 0
    void readBuffer(Vector.BufferLoad l, Mem first) {
        Type type = l.result().type();
        Reg mask = l.mask() == null ? null : values.of(l.mask());
        int bytes = Kinds.bufferBytes(type.element());
        Value offsets = l.offsets();
        if (offsets != null) {
            gather(l.result(), bytes, lanesAt.offset(first, offsets, bytes), mask, null);
        } else if (l.step() != 1) {
            Amount step = Amount.of((long) l.step() * bytes);
            gather(l.result(), bytes, lanesAt.strided(first, step, type), mask, null);
        } else if (type.element() == DType.I1) {
            // buffers are padded: what is left out may be read
            truths(l.result(), first, null, null);
        } else {
            Reg[] to = values.define(l.result());
            int bits = code.width.partBits(type);
            for (int i = 0; i < to.length; i++) {
                code.add(VectorOp.VMOVUPS, bits, to[i], first.plus(i * bits / 8));
            }
        }
    }

    /// @param bytes of an element in the buffer
    void writeBuffer(Vector.BufferStore s, int bytes, Mem first) {
        Type type = s.value().type();
        Reg mask = s.mask() == null ? null : values.of(s.mask());
        Value offsets = s.offsets();
        if (bytes == 1 && offsets == null && s.step() == 1) {
            contiguous(s.value(), first, mask);
        } else if (offsets != null) {
            scatter(s.value(), bytes, lanesAt.offset(first, offsets, bytes), mask);
        } else if (s.step() != 1) {
            Amount step = Amount.of((long) s.step() * bytes);
            scatter(s.value(), bytes, lanesAt.strided(first, step, type), mask);
        } else {
            Reg[] from = values.parts(s.value());
            int bits = code.width.partBits(type);
            boolean wide = bytes == 8;
            VectorOp op = wide ? VectorOp.VMOVUPD_STORE : VectorOp.VMOVUPS_STORE;
            for (int i = 0; i < from.length; i++) {
                Reg part = mask == null ? null : masks.part(mask, i);
                Insn store = Insn.of(op, bits, first.plus(i * bits / 8), from[i]);
                code.add(store.masked(part, false));
            }
        }
    }
}
