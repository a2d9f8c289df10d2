package tritonc.typecheck.semantic;

/// The rules of one lowering, all on one emitter.
public record Semantics(
        Emitter emitter,
        Conversion conversion,
        Shapes shapes,
        Unification unification,
        Operators operators) {
    public static Semantics on(Emitter emitter) {
        Conversion conversion = new Conversion(emitter);
        Shapes shapes = new Shapes(emitter);
        Unification unification = new Unification(emitter, shapes);
        Operators operators = new Operators(emitter, conversion, unification);
        return new Semantics(emitter, conversion, shapes, unification, operators);
    }
}
