package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.Site;
import tritonc.codegen.loop.Vector;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Stores past the caches. A line that is written whole need not be read first, which spares a
/// third of the traffic of an addition, and pushes out nothing that is still wanted; but who reads
/// it next reads memory. So a strip gets a second version for arrays that no cache holds
/// ([NativeFrame#STREAMS]) and that begin on a line, where the kernel never reads what it writes.
final class Streaming {
    private static final int LINE = 64;

    /// Bytes that the second level of the caches holds. Measured on Zen 5: an epilogue in registers
    /// makes a product of 512 by 512 a little faster, and one of 1024 by 1024, whose sums are four
    /// times as much, slower by a tenth.
    private static final int NEAR = 1 << 20;

    private final Code code;
    private final Addresses addresses;
    private final LoopKernel kernel;

    /// Parameters whose storage the kernel may read, other parameters' apart.
    private final BitSet read = new BitSet();

    private boolean readsAnything;
    private boolean isOn;
    private boolean isUsed;

    Streaming(Code code, Addresses addresses, LoopKernel kernel) {
        this.code = code;
        this.addresses = addresses;
        this.kernel = kernel;
        for (Site site : kernel.sites()) {
            if (site.kind() != Site.Kind.STORE) {
                if (site.parameter() == Site.UNKNOWN) {
                    readsAnything = true;
                } else {
                    read.set(site.parameter());
                }
            }
        }
    }

    /// Whether any store of the kernel may go past the caches: then a fence ends it.
    boolean isUsed() {
        return isUsed;
    }

    /// Whether the version for large arrays is written.
    boolean isOn() {
        return isOn;
    }

    /// Whether this store is to go past the caches now.
    boolean isOn(Vector.Store store) {
        return isOn && mayStream(store);
    }

    /// Whether a strip is worth two versions.
    boolean mayStream(Vector.Strip strip) {
        return strip.isWhole() && !stores(strip).isEmpty();
    }

    /// Makes a condition 0 unless the second level of the caches may hold all that a block stores
    /// to: elsewhere lines are waited for, and a strip that does nothing else waits for less.
    void near(LoopBlock block, Reg condition) {
        BitSet parameters = new BitSet();
        for (LoopNode node : block.nodes()) {
            if (node instanceof Vector.Store s) {
                int parameter = kernel.sites().get(s.access().site()).parameter();
                if (parameter != Site.UNKNOWN) {
                    parameters.set(parameter);
                }
            }
        }
        parameters.stream().forEach(p -> near(p, condition));
    }

    private void near(int parameter, Reg condition) {
        Code.Block near = code.block();
        Reg bytes = code.general();
        code.add(ScalarOp.MOV_, 64, bytes, Mem.of(X86Machine.FRAME, NativeFrame.end(parameter)));
        code.add(ScalarOp.SUB, 64, bytes, Mem.of(X86Machine.FRAME, NativeFrame.start(parameter)));
        code.add(ScalarOp.CMP, 64, bytes, new Imm(NEAR));
        code.jump(Condition.BE, near);
        code.add(ScalarOp.XOR, 32, condition, condition);
        code.place(near);
    }

    private List<Vector.Store> stores(Vector.Strip strip) {
        List<Vector.Store> stores = new ArrayList<>();
        for (LoopNode node : strip.body().nodes()) {
            if (node instanceof Vector.Store s && mayStream(s)) {
                stores.add(s);
            }
        }
        return stores;
    }

    private boolean mayStream(Vector.Store s) {
        Type type = s.value().type();
        ElementType element = type.element();
        int parameter = kernel.sites().get(s.access().site()).parameter();
        return s.mask() == null
                && !readsAnything
                && parameter >= 0
                && parameter < Long.SIZE
                && !read.get(parameter)
                && !s.place().base().type().isBlock()
                && s.step().is(element.bytes())
                && element instanceof DType d
                && (d.bits() == 32 || d.bits() == 64)
                && code.width.partBits(type) == code.width.bits()
                && s.displacement() % code.width.bytes() == 0;
    }

    /// Where in its line a store begins.
    private record Start(Place place, long inLine) {}

    /// Goes to `no` unless all lines that the strip writes, from its present index on, are to go
    /// past the caches.
    void test(Vector.Strip strip, Code.Block no) {
        List<Vector.Store> stores = stores(strip);
        long wanted = 0;
        for (Vector.Store s : stores) {
            wanted |= 1L << kernel.sites().get(s.access().site()).parameter();
        }
        Reg bits = code.number(wanted);
        Reg streams = code.general();
        code.add(ScalarOp.MOV_, 64, streams, Mem.of(X86Machine.FRAME, NativeFrame.STREAMS));
        code.add(ScalarOp.AND, 64, streams, bits);
        code.add(ScalarOp.CMP, 64, streams, bits);
        code.jump(Condition.NE, no);
        Set<Start> tested = new HashSet<>();
        for (Vector.Store s : stores) {
            if (tested.add(new Start(s.place(), s.displacement() % LINE))) {
                Reg address = addresses.address(addresses.of(s.place(), s.displacement()));
                code.add(ScalarOp.TEST, 32, address, new Imm(LINE - 1));
                code.jump(Condition.NE, no);
            }
        }
    }

    /// Lets `body` write its stores past the caches.
    void on(Runnable body) {
        isUsed = true;
        isOn = true;
        body.run();
        isOn = false;
    }
}
