package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;
import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonParser;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The arguments of calls and the bases of classes, in the order that Python asks for.
final class Arguments {
    private final Tree tree;
    private final Expressions expressions;
    private final Atoms atoms;

    Arguments(Tree tree, Expressions expressions, Atoms atoms) {
        this.tree = tree;
        this.expressions = expressions;
        this.atoms = atoms;
    }

    /// @param node of rule `arguments`
    List<Argument> arguments(ParserRuleContext node) {
        tree.checkSeparators(node, 0, PythonLexer.COMMA);
        List<Argument> all = new ArrayList<>(Tree.size(node) / 2 + 1);
        Set<String> names = Set.of();
        boolean keywords = false;
        boolean unpacked = false;
        for (int i = 0; i < Tree.size(node); i++) {
            if (!Tree.isRule(node, i)) {
                continue;
            }
            Argument argument = argument(Tree.rule(node, i), Tree.size(node) == 1);
            all.add(argument);
            if (argument instanceof Argument.Keyword k) {
                names = names.isEmpty() ? new HashSet<>() : names;
                if (!names.add(k.name())) {
                    tree.error(k.nameSpan(), "argument '" + k.name() + "' is given twice");
                }
                keywords = true;
            } else if (argument instanceof Argument.UnpackedKeywords) {
                unpacked = true;
            } else if (argument instanceof Argument.Unpacked) {
                if (unpacked) {
                    tree.error(argument.span(), "'*' cannot follow an argument with '**'");
                }
            } else if (keywords || unpacked) {
                tree.error(
                        argument.span(),
                        "an argument without a name follows one with a name",
                        "put it before the named ones, or give it a name");
            }
        }
        return all;
    }

    private Argument argument(ParserRuleContext node, boolean only) {
        Span span = tree.span(node);
        if (!Tree.isRule(node, 0)) {
            Expr value = expressions.test(Tree.rule(node, 1));
            return Tree.type(node, 0) == PythonLexer.STAR
                    ? new Argument.Unpacked(span, value)
                    : new Argument.UnpackedKeywords(span, value);
        }
        Expr first = expressions.test(Tree.rule(node, 0), true);
        if (Tree.size(node) == 1) {
            return new Argument.Positional(span, first);
        }
        if (Tree.ruleIndex(node, 1) == PythonParser.RULE_comprehension) {
            if (!only) {
                tree.error(
                        span,
                        "a generator beside other arguments needs parentheses",
                        "write '(... for ...)'");
            }
            return new Argument.Positional(
                    span,
                    new Expr.Comprehension(
                            span,
                            Expr.ComprehensionKind.GENERATOR,
                            first,
                            null,
                            atoms.clauses(Tree.rule(node, 1))));
        }
        Expr value = expressions.test(Tree.rule(node, 2));
        if (first instanceof Expr.Name name && Tree.isOneToken(Tree.rule(node, 0))) {
            return new Argument.Keyword(span, name.id(), name.span(), value);
        }
        tree.error(
                tree.span(Tree.rule(node, 0)),
                "only a name can stand before '=' in a call",
                "compare with '=='");
        return new Argument.Positional(span, value);
    }
}
