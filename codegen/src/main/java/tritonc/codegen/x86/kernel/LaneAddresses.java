package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Place;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

/// Where each lane of an access is, in 64-bit lanes.
final class LaneAddresses {
    private final Code code;
    private final Values values;
    private final Addresses addresses;

    LaneAddresses(Code code, Values values, Addresses addresses) {
        this.code = code;
        this.values = values;
        this.addresses = addresses;
    }

    /// @param displacement of the first lane from the place
    /// @param type of a vector of as many lanes
    Reg[] of(Place place, long displacement, Amount step, Type type) {
        return place.base().type().isBlock()
                ? values.parts(place.base())
                : strided(addresses.of(place, displacement), step, type);
    }

    /// Lanes that are `step` bytes apart.
    Reg[] strided(Mem first, Amount step, Type type) {
        Type wide = type.withElement(DType.I64);
        Reg[] to = new Reg[code.width.parts(wide)];
        int bits = code.width.partBits(wide);
        Reg start = code.vector();
        code.add(VectorOp.VPBROADCASTQ_G, bits, start, addresses.address(first));
        int perPart = type.size() / to.length;
        for (int i = 0; i < to.length; i++) {
            to[i] = code.vector();
            code.add(VectorOp.VPADDQ, bits, to[i], start, distances(i * perPart, step, bits));
        }
        return to;
    }

    /// `n · step` for n = first, first + 1, …
    private Reg distances(int first, Amount step, int bits) {
        if (step instanceof Amount.Constant(long bytes)) {
            return multiples(first, bytes, bits);
        }
        Reg distance = code.vector();
        Reg product = code.vector();
        code.add(VectorOp.VPBROADCASTQ_G, bits, distance, addresses.wideRegister(step));
        code.add(VectorOp.VPMULLQ, bits, product, multiples(first, 1, bits), distance);
        return product;
    }

    private Reg multiples(int first, long of, int bits) {
        int count = bits / 64;
        int[] words = new int[2 * count];
        for (int i = 0; i < count; i++) {
            long multiple = (first + i) * of;
            words[2 * i] = (int) multiple;
            words[2 * i + 1] = (int) (multiple >> 32);
        }
        Reg to = code.vector();
        code.add(VectorOp.VMOVUPD, bits, to, code.constants(words));
        return to;
    }

    /// Elements at i32 offsets.
    Reg[] offset(Mem first, Value offsets, int bytes) {
        Type wide = offsets.type().withElement(DType.I64);
        int bits = code.width.partBits(wide);
        Reg start = code.vector();
        code.add(VectorOp.VPBROADCASTQ_G, bits, start, addresses.address(first));
        Reg[] to = new Reg[code.width.parts(wide)];
        Reg[] narrow = code.halves(values.parts(offsets), to.length);
        for (int i = 0; i < to.length; i++) {
            Reg extended = code.vector();
            to[i] = code.vector();
            code.add(VectorOp.VPMOVSXDQ, bits, extended, narrow[i]);
            int by = Integer.numberOfTrailingZeros(bytes);
            code.add(VectorOp.VPSLLQ_I, bits, extended, extended, new Imm(by));
            code.add(VectorOp.VPADDQ, bits, to[i], start, extended);
        }
        return to;
    }
}
