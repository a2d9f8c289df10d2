package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

/// Writes prints, assertions, and accesses through block pointers and tensor descriptors, which
/// look after their bounds themselves.
final class EffectStatements {
    private static final int LEAST_ROW_BYTES = 16;

    private final Choices choices;
    private final SourceGenerator make;
    private final Expressions expressions;

    EffectStatements(Choices choices, SourceGenerator make, Expressions expressions) {
        this.choices = choices;
        this.make = make;
        this.expressions = expressions;
    }

    void write(Scope scope, Lines out) {
        switch (choices.below(6)) {
            case 0 -> print(scope, out);
            case 1 -> check(scope, out);
            case 2, 3 -> blockPointer(scope, out);
            default -> descriptor(scope, out);
        }
    }

    private void print(Scope scope, Lines out) {
        make.traits.add("print");
        Shape shape = choices.chance(60) ? Shape.SCALAR : make.tile;
        String value = expressions.of(make.dtype(), shape, scope);
        out.add("tl.device_print(\" seen: \", " + value + ")");
    }

    /// Mostly it holds.
    private void check(Scope scope, Lines out) {
        make.traits.add("assertion");
        String value = expressions.of(DType.I32, make.shape(), scope);
        String condition = value + " != " + (77 + choices.below(1000));
        if (choices.chance(50)) {
            out.add("tl.device_assert(" + condition + ", \"it is\")");
        } else {
            out.add("tl.device_assert(" + condition + ", mask=" + truth(scope) + ")");
        }
    }

    private String truth(Scope scope) {
        return expressions.of(DType.I1, Shape.SCALAR, scope);
    }

    /// A number from -3 to 4.
    private String offset(Scope scope) {
        return "((" + expressions.of(DType.I32, Shape.SCALAR, scope) + " & 7) - 3)";
    }

    private int columns(int at) {
        return 1 << choices.below(Integer.numberOfTrailingZeros(make.length(at)) + 1);
    }

    private void blockPointer(Scope scope, Lines out) {
        make.traits.add("block pointer");
        int at = choices.below(make.storages());
        DType stored = make.stored(at);
        int columns = columns(at);
        int rows = make.length(at) / columns;
        Shape tile = make.tile;
        String pointer = make.name();
        out.add(
                ("%s = tl.make_block_ptr(p%d, shape=(%d, %d), strides=(%d, 1), offsets=(%s, %s),"
                                + " block_shape=(%d, %d), order=(1, 0))")
                        .formatted(
                                pointer,
                                at,
                                rows,
                                columns,
                                columns,
                                offset(scope),
                                offset(scope),
                                tile.dim(0),
                                tile.dim(1)));
        if (choices.chance(40)) {
            out.add(
                    "%s = tl.advance(%s, (%d, %d))"
                            .formatted(pointer, pointer, choices.below(5) - 2, choices.below(5)));
        }
        if (choices.chance(50)) {
            String name = make.name();
            out.add(
                    name
                            + " = tl.load("
                            + pointer
                            + ", boundary_check=(0, 1), padding_option=\"zero\")");
            scope.add(new Variable(name, stored, tile, true));
        } else {
            String value = expressions.of(stored, tile, scope);
            out.add("tl.store(" + pointer + ", " + value + ", boundary_check=(0, 1))");
        }
    }

    private void descriptor(Scope scope, Lines out) {
        int at = choices.below(make.storages());
        DType stored = make.stored(at);
        Shape tile = make.tile;
        if (stored.bytes() * tile.dim(1) < LEAST_ROW_BYTES || stored.isBool()) {
            blockPointer(scope, out);
            return;
        }
        make.traits.add("descriptor");
        int columns = columns(at);
        String name = make.name();
        out.add(
                ("%s = tl.make_tensor_descriptor(p%d, shape=[%d, %d], strides=[%d, 1],"
                                + " block_shape=[%d, %d])")
                        .formatted(
                                name,
                                at,
                                make.length(at) / columns,
                                columns,
                                columns,
                                tile.dim(0),
                                tile.dim(1)));
        String place = "[" + offset(scope) + ", " + offset(scope) + "]";
        if (choices.chance(50)) {
            String loaded = make.name();
            out.add(loaded + " = " + name + ".load(" + place + ")");
            scope.add(new Variable(loaded, stored, tile, true));
        } else {
            out.add(name + ".store(" + place + ", " + expressions.of(stored, tile, scope) + ")");
        }
    }
}
