package tritonc.codegen.jvm;

import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.Effect;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.ScanNest;
import tritonc.codegen.loop.Vector;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.ProgramOp;

import java.util.List;

/// Writes the nodes of one method, one after the other; what has a method of its own is called.
final class Nodes {
    private final Scope scope;
    private final Code code;
    private final Accesses accesses;
    private final Guards guards;
    private final EffectCalls effects;
    private final Loops loops;
    private final Controls controls;
    private final Dots dots;

    Nodes(Scope scope) {
        this.scope = scope;
        this.code = scope.code();
        this.accesses = new Accesses(scope);
        this.guards = new Guards(scope);
        this.effects = new EffectCalls(scope);
        this.loops = new Loops(scope, this, accesses);
        this.controls = new Controls(scope, this);
        this.dots = new Dots(scope);
    }

    void block(LoopBlock block) {
        List<Outline.Method> runs = scope.outline().runsOf(block);
        if (runs == null) {
            nodes(block.nodes());
        } else {
            for (Outline.Method run : runs) {
                call(run);
            }
        }
    }

    void nodes(List<LoopNode> nodes) {
        for (LoopNode node : nodes) {
            Outline.Method own = scope.outline().methodOf(node);
            if (own != null) {
                code.line(node.at().line());
                call(own);
            } else {
                node(node);
            }
        }
    }

    private void call(Outline.Method method) {
        code.loadReference(0);
        code.self(scope.type(), method.name(), "()V");
    }

    /// Writes the node here, whether or not it has a method of its own.
    void node(LoopNode node) {
        boolean silent =
                node instanceof LoopNode.Compute c && c.op() instanceof Arithmetic.Constant;
        if (silent) {
            return;
        }
        code.line(node.at().line());
        switch (node) {
            case LoopNode.Compute c -> {
                Scalars.emit(code, c.op(), scope);
                scope.define(c.result());
            }
            case LoopNode.Position p -> {
                code.loadReference(0);
                code.field(Opcodes.GETFIELD, scope.type(), field(p.op()), "I");
                scope.define(p.result());
            }
            case Memory m -> accesses.emit(m);
            case Guard g -> guards.emit(g);
            case Loop l -> loops.emit(l);
            case Control c -> controls.emit(c);
            case DotNest d -> dots.emit(d);
            case ScanNest s -> block(s.steps());
            case Effect e -> effects.emit(e);
            case Vector v -> throw new CompilerBug("jvm", "no bytecode of lanes: " + v);
        }
    }

    private static String field(ProgramOp op) {
        String axis =
                switch (op.axis()) {
                    case 0 -> "X";
                    case 1 -> "Y";
                    default -> "Z";
                };
        return switch (op) {
            case ProgramOp.ProgramId _ -> "program" + axis;
            case ProgramOp.NumPrograms _ -> "grid" + axis;
        };
    }
}
