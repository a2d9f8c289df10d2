package tritonc.codegen.jvm;

import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Site;
import tritonc.codegen.loop.Sweep;
import tritonc.ir.type.DType;

import java.util.List;

/// Writes guards, over the two regions that every kernel of the runtime owns.
final class Guards {
    private static final String REGION = Code.RUNTIME + "Region";
    private static final String OF_REGION = "L" + REGION + ";";

    private final Scope scope;
    private final Code code;

    Guards(Scope scope) {
        this.scope = scope;
        this.code = scope.code();
    }

    void emit(Guard guard) {
        switch (guard) {
            case Guard.Inside i -> inside(i);
            case Guard.Disjoint d -> {
                region("first", d.a());
                region("second", d.b());
                code.push(d.a().bytes());
                code.push(d.b().bytes());
                code.support("Region", "disjoint", "(" + OF_REGION + OF_REGION + "II)Z");
            }
            case Guard.Fits f -> {
                start("first");
                scope.pushLong(f.base());
                code.self(REGION, "startNumber", "(J)" + OF_REGION);
                sweeps(f.sweeps());
                code.push(least(f.type()));
                code.push(greatest(f.type()));
                code.self(REGION, "fits", "(JJ)Z");
            }
        }
        scope.define(guard.result());
    }

    private void inside(Guard.Inside guard) {
        if (guard.parameter() == Site.UNKNOWN) {
            code.loadReference(0);
            region("first", guard.region());
            code.push(guard.region().bytes());
            code.self(scope.type(), "isInsideOne", "(" + OF_REGION + "I)Z");
        } else {
            region("first", guard.region());
            scope.pushBounds(guard.parameter());
            code.push(guard.region().bytes());
            code.self(REGION, "isInside", "(JJI)Z");
        }
    }

    private void start(String field) {
        code.loadReference(0);
        code.field(Opcodes.GETFIELD, scope.type(), field, OF_REGION);
    }

    private void region(String field, Guard.Region region) {
        start(field);
        scope.push(region.base());
        code.self(REGION, "start", "(J)" + OF_REGION);
        sweeps(region.sweeps());
    }

    private void sweeps(List<Sweep> sweeps) {
        for (Sweep sweep : sweeps) {
            scope.pushLong(sweep.stride());
            scope.pushLong(sweep.from());
            scope.pushLong(sweep.to());
            code.self(REGION, "sweep", "(JJJ)" + OF_REGION);
        }
    }

    private static long least(DType type) {
        return type.isSigned() ? -1L << type.bits() - 1 : 0;
    }

    /// The greatest number of a type; of `u64` only what a `long` holds, so that the test may say
    /// no where it need not.
    private static long greatest(DType type) {
        int bits = Math.min(type.isSigned() ? type.bits() - 1 : type.bits(), 63);
        return bits == 63 ? Long.MAX_VALUE : (1L << bits) - 1;
    }
}
