package tritonc.codegen.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Effect;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;

import java.util.List;

/// Writes what is seen outside memory: calls of the kernel's own methods for printing and for
/// assertions that are false.
final class EffectCalls {
    private static final String TEXT = "Ljava/lang/String;";
    private static final String FAULT = "L" + Code.RUNTIME + "AssertionFault;";

    private final Scope scope;
    private final Code code;

    EffectCalls(Scope scope) {
        this.scope = scope;
        this.code = scope.code();
    }

    void emit(Effect effect) {
        switch (effect) {
            case Effect.Print p -> print(p);
            case Effect.Assert a -> check(a);
        }
    }

    private void print(Effect.Print p) {
        code.loadReference(0);
        code.push(p.prefix());
        if (p.value().isEmpty()) {
            code.self(scope.type(), "print", "(" + TEXT + ")V");
            return;
        }
        Value value = p.value().getFirst();
        ElementType type = value.type().element();
        code.push(extents(p.shape()));
        code.push(p.isHex() ? 1 : 0);
        code.push(p.operand());
        code.push(p.operands());
        code.push(type.toString());
        lane(p.lane());
        scope.push(value);
        String carrier = Carrier.of(type).descriptor();
        code.self(scope.type(), "print", "(" + TEXT + TEXT + "III" + TEXT + "J" + carrier + ")V");
    }

    /// Such as `4,128`; empty for a scalar.
    private static String extents(Shape shape) {
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < shape.rank(); axis++) {
            text.append(axis == 0 ? "" : ",").append(shape.dim(axis));
        }
        return text.toString();
    }

    private void check(Effect.Assert a) {
        Label holds = new Label();
        scope.push(a.condition());
        code.jump(Opcodes.IFNE, holds);
        code.loadReference(0);
        code.push(a.message());
        Location at = a.at();
        code.push(at.file());
        code.push(at.line());
        code.push(at.column());
        lane(a.lane());
        code.self(scope.type(), "assertion", "(" + TEXT + TEXT + "IIJ)" + FAULT);
        code.op(Opcodes.ATHROW);
        code.place(holds);
    }

    private void lane(List<Access.Coordinate> lane) {
        code.push(0L);
        for (Access.Coordinate coordinate : lane) {
            scope.push(coordinate.value());
            code.op(Opcodes.I2L);
            code.push((long) coordinate.weight());
            code.op(Opcodes.LMUL);
            code.op(Opcodes.LADD);
        }
    }
}
