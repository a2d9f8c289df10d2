package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.Vector;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Looks whether all lanes of an access stay inside the storage of their parameter, and tells of
/// the first that does not.
final class CheckedLanes {
    /// Unsigned a ≥ b.
    private static final int NOT_LESS = 5;

    private static final int ADDRESSES = 0;
    private static final int NUMBERS = 1;

    private final Code code;
    private final Values values;
    private final LaneAddresses lanesAt;
    private final LaneByLane single;
    private final Masks masks;
    private final Flow flow;
    private final LoopKernel kernel;
    private final List<Runnable> behind = new ArrayList<>();

    CheckedLanes(
            Code code,
            Values values,
            LaneAddresses lanesAt,
            LaneByLane single,
            Flow flow,
            LoopKernel kernel) {
        this.code = code;
        this.values = values;
        this.lanesAt = lanesAt;
        this.single = single;
        this.masks = new Masks(code);
        this.flow = flow;
        this.kernel = kernel;
    }

    /// Writes what stands behind the code.
    void finish() {
        behind.forEach(Runnable::run);
    }

    void write(Vector.Check c) {
        Type wide = c.number().type().withElement(DType.I64);
        int bits = code.width.partBits(wide);
        Reg[] addresses = lanesAt.of(c.place(), c.displacement(), c.step(), c.number().type());
        int parameter = kernel.sites().get(c.access().site()).parameter();
        Mem start = Mem.of(X86Machine.FRAME, NativeFrame.start(parameter));
        Mem end = Mem.of(X86Machine.FRAME, NativeFrame.end(parameter));
        Reg first = code.vector();
        Reg places = code.vector();
        Reg begin = code.general();
        code.add(ScalarOp.MOV_, 64, begin, start);
        code.add(VectorOp.VPBROADCASTQ_G, bits, first, begin);
        code.add(VectorOp.VPBROADCASTQ_G, bits, places, places(begin, end, c.bytes()));
        Reg[] astray = new Reg[addresses.length];
        for (int i = 0; i < astray.length; i++) {
            Reg offset = code.vector();
            astray[i] = code.mask();
            code.add(VectorOp.VPSUBQ, bits, offset, addresses[i], first);
            code.add(VectorOp.VPCMPUQ, bits, astray[i], offset, places, new Imm(NOT_LESS));
        }
        Reg some = code.mask();
        masks.joined(some, astray);
        if (c.mask() != null) {
            Reg all = some;
            some = code.mask();
            masks.binary(BinaryKind.AND, some, all, values.of(c.mask()));
        }
        Code.Block fault = code.block();
        // what stands behind the last lane does not count
        Reg which = masks.bits(some, c.number().type().size());
        code.add(ScalarOp.TEST, 32, which, which);
        code.jump(Condition.NE, fault);
        Reg[] numbers = values.parts(c.number());
        behind.add(() -> fault(fault, c, which, addresses, numbers));
    }

    /// How many places an element may begin at.
    private Reg places(Reg begin, Mem end, int bytes) {
        Reg places = code.general();
        Reg none = code.number(0);
        code.add(ScalarOp.MOV_, 64, places, end);
        code.add(ScalarOp.SUB, 64, places, begin);
        code.add(ScalarOp.SUB, 64, places, new Imm(bytes - 1));
        code.add(ScalarOp.CMP, 64, places, none);
        code.add(ScalarOp.move(Condition.L), 64, places, none);
        return places;
    }

    /// @param astray the lanes that go astray, a bit each
    private void fault(
            Code.Block fault, Vector.Check c, Reg astray, Reg[] addresses, Reg[] numbers) {
        Type narrow = c.number().type();
        code.place(fault);
        Reg lane = code.general();
        code.add(ScalarOp.TZCNT, 32, lane, astray);
        single.put(ADDRESSES, addresses, code.width.partBits(narrow.withElement(DType.I64)));
        single.put(NUMBERS, numbers, code.width.partBits(narrow));
        Reg number = code.general();
        Reg address = code.general();
        code.add(ScalarOp.MOV_, 32, number, single.lane(NUMBERS, lane, Integer.BYTES));
        code.add(ScalarOp.MOV_, 64, address, single.lane(ADDRESSES, lane, Long.BYTES));
        flow.fault(c.access().site(), number, address);
    }
}
