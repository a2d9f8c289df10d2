package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

/// Writes stores and atomics.
final class MemoryStatements {
    private final Choices choices;
    private final SourceGenerator make;
    private final Expressions expressions;
    private final ShapedExpressions shaped;

    MemoryStatements(Choices choices, SourceGenerator make, Expressions expressions) {
        this.choices = choices;
        this.make = make;
        this.expressions = expressions;
        this.shaped = new ShapedExpressions(choices, make, expressions);
    }

    void write(Scope scope, Lines out) {
        if (!make.portable && choices.chance(35)) {
            new EffectStatements(choices, make, expressions).write(scope, out);
            return;
        }
        Shape shape = make.shape();
        int at = choices.below(make.storages());
        DType stored = make.stored(at);
        String pointer = "p" + at + " + " + shaped.index(at, shape, scope, 1);
        String mask = choices.chance(40) ? ", mask=" + expressions.of(DType.I1, shape, scope) : "";
        boolean can = stored == DType.I32 || stored == DType.I64 || stored == DType.FP32;
        if (can && choices.chance(40)) {
            make.traits.add("atomic");
            String name = choices.of(new String[] {"add", "max", "xchg", "min"});
            String old = make.name();
            String value = expressions.of(stored, shape, scope);
            out.add(old + " = tl.atomic_" + name + "(" + pointer + ", " + value + mask + ")");
            if (mask.isEmpty()) {
                scope.add(new Variable(old, stored, shape, true));
            }
            return;
        }
        if (can && !make.portable && choices.chance(70)) {
            make.traits.add("compare and swap");
            String expected = expressions.of(stored, shape, scope);
            String name = make.name();
            out.add(name + " = " + expected);
            String value = expressions.of(stored, shape, scope);
            // which bits a NaN has is nobody's promise
            String number = "tl.where(%s == %s, %s, 0)".formatted(name, name, name);
            String compare = stored.isFloat() ? number : name;
            out.add("tl.atomic_cas(" + pointer + ", " + compare + ", " + value + ")");
            return;
        }
        make.traits.add("store");
        out.add("tl.store(" + pointer + ", " + expressions.of(stored, shape, scope) + mask + ")");
    }

    /// Stores a variable, each program to its own place as far as the array allows.
    void keep(Variable v, int at, Scope scope, Lines out) {
        String value = expressions.cast(v.name(), v.dtype(), make.stored(at));
        int size = v.shape().size();
        String base = "tl.program_id(0) * " + size;
        String lanes =
                switch (v.shape().rank()) {
                    case 0 -> "";
                    case 1 -> " + tl.arange(0, " + size + ")";
                    default ->
                            " + tl.arange(0, %d)[:, None] * %d + tl.arange(0, %d)[None, :]"
                                    .formatted(
                                            v.shape().dim(0), v.shape().dim(1), v.shape().dim(1));
                };
        out.add(
                "tl.store(p"
                        + at
                        + " + (("
                        + base
                        + lanes
                        + ") & "
                        + (make.length(at) - 1)
                        + "), "
                        + value
                        + ")");
    }
}
