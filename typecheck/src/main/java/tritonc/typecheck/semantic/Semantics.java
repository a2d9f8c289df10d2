package tritonc.typecheck.semantic;

import java.util.function.Consumer;

/// The rules of one lowering, all on one emitter.
///
/// @param printer takes the text that the kernel prints while it is compiled
public record Semantics(
        Emitter emitter,
        Conversion conversion,
        Shapes shapes,
        Unification unification,
        Operators operators,
        Consumer<String> printer) {
    public static Semantics on(Emitter emitter, Consumer<String> printer) {
        Conversion conversion = new Conversion(emitter);
        Shapes shapes = new Shapes(emitter);
        Unification unification = new Unification(emitter, shapes);
        Operators operators = new Operators(emitter, conversion, unification);
        return new Semantics(emitter, conversion, shapes, unification, operators, printer);
    }
}
