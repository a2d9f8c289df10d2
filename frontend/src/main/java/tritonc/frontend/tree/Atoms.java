package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonParser;
import tritonc.grammar.PythonToken;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.List;

/// Names, literals, everything in brackets, and what follows an operand: calls, indices, dots.
final class Atoms {
    private final Tree tree;
    private final Expressions expressions;
    private final Strings strings;
    private final Literals literals;
    private final Targets targets;
    private final Arguments arguments;

    Atoms(Tree tree, Expressions expressions, Strings strings) {
        this.tree = tree;
        this.expressions = expressions;
        this.strings = strings;
        this.literals = new Literals(tree);
        this.targets = new Targets(tree);
        this.arguments = new Arguments(tree, expressions, this);
    }

    Strings strings() {
        return strings;
    }

    Literals literals() {
        return literals;
    }

    Targets targets() {
        return targets;
    }

    Arguments arguments() {
        return arguments;
    }

    /// @param node of rule `atom`
    Expr atom(ParserRuleContext node) {
        if (Tree.isRule(node, 0)) {
            return strings.strings(Tree.rule(node, 0));
        }
        PythonToken first = Tree.token(node, 0);
        return switch (first.getType()) {
            case PythonLexer.NAME -> new Expr.Name(first.span(), first.getText());
            case PythonLexer.NUMBER -> literals.number(first.span(), first.getText());
            case PythonLexer.NONE -> new Expr.NoneLiteral(first.span());
            case PythonLexer.TRUE -> new Expr.BoolLiteral(first.span(), true);
            case PythonLexer.FALSE -> new Expr.BoolLiteral(first.span(), false);
            case PythonLexer.ELLIPSIS -> new Expr.EllipsisLiteral(first.span());
            case PythonLexer.LPAREN -> parenthesised(node);
            case PythonLexer.LBRACKET -> listDisplay(node);
            default -> braces(node);
        };
    }

    private Expr parenthesised(ParserRuleContext node) {
        Span span = tree.span(node);
        if (Tree.size(node) == 2) {
            return new Expr.Tuple(span, List.of());
        }
        ParserRuleContext inner = Tree.rule(node, 1);
        if (inner.getRuleIndex() == PythonParser.RULE_yielding) {
            return expressions.yielding(inner);
        }
        if (Tree.ruleIndex(inner, 1) == PythonParser.RULE_comprehension) {
            return comprehension(span, Expr.ComprehensionKind.GENERATOR, inner);
        }
        List<Expr> elements = elements(inner);
        return Tree.size(inner) == 1
                ? expressions.unstarred(elements.getFirst())
                : new Expr.Tuple(span, elements);
    }

    private Expr listDisplay(ParserRuleContext node) {
        Span span = tree.span(node);
        if (Tree.size(node) == 2) {
            return new Expr.ListDisplay(span, List.of());
        }
        ParserRuleContext inner = Tree.rule(node, 1);
        return Tree.ruleIndex(inner, 1) == PythonParser.RULE_comprehension
                ? comprehension(span, Expr.ComprehensionKind.LIST, inner)
                : new Expr.ListDisplay(span, elements(inner));
    }

    /// @param node of rule `elements`
    private List<Expr> elements(ParserRuleContext node) {
        tree.checkSeparators(node, 0, PythonLexer.COMMA);
        List<Expr> elements = new ArrayList<>(Tree.size(node) / 2 + 1);
        for (int i = 0; i < Tree.size(node); i++) {
            if (Tree.isRule(node, i)) {
                elements.add(element(Tree.rule(node, i)));
            }
        }
        return elements;
    }

    /// @param node of rule `element`, where only `with` may have an `as`
    private Expr element(ParserRuleContext node) {
        if (Tree.size(node) > 1) {
            tree.error(Tree.token(node, 1).span(), "'as' cannot stand in an expression");
        }
        return expressions.item(Tree.rule(node, 0), true);
    }

    private Expr comprehension(Span span, Expr.ComprehensionKind kind, ParserRuleContext elements) {
        Expr element = element(Tree.rule(elements, 0));
        refuseUnpacking(element);
        return new Expr.Comprehension(span, kind, element, null, clauses(Tree.rule(elements, 1)));
    }

    private void refuseUnpacking(Expr element) {
        if (element instanceof Expr.Starred) {
            tree.error(element.span(), "a comprehension cannot unpack its elements");
        }
    }

    /// @param node of rule `comprehension`
    List<Expr.ForClause> clauses(ParserRuleContext node) {
        List<Expr.ForClause> clauses = new ArrayList<>(1);
        for (int i = 0; i < Tree.size(node); i++) {
            clauses.add(clause(Tree.rule(node, i)));
        }
        return clauses;
    }

    private Expr.ForClause clause(ParserRuleContext node) {
        boolean async = Tree.type(node, 0) == PythonLexer.ASYNC;
        int at = async ? 2 : 1;
        Expr target = targetList(Tree.rule(node, at));
        Expr iterable = expressions.expr(Tree.rule(node, at + 2));
        List<Expr> conditions = new ArrayList<>(1);
        for (int i = at + 4; i < Tree.size(node); i += 2) {
            conditions.add(expressions.expr(Tree.rule(node, i)));
        }
        return new Expr.ForClause(tree.span(node), async, target, iterable, conditions);
    }

    /// @param node of rule `targets`
    Expr targetList(ParserRuleContext node) {
        tree.checkSeparators(node, 0, PythonLexer.COMMA);
        Expr target;
        if (Tree.size(node) == 1) {
            target = expressions.unstarred(target(Tree.rule(node, 0)));
        } else {
            List<Expr> elements = new ArrayList<>();
            for (int i = 0; i < Tree.size(node); i++) {
                if (Tree.isRule(node, i)) {
                    elements.add(target(Tree.rule(node, i)));
                }
            }
            target = new Expr.Tuple(tree.span(node), elements);
        }
        targets.check(target);
        return target;
    }

    /// @param node of rule `target`; whether it can be assigned to is not checked
    Expr target(ParserRuleContext node) {
        int first = Tree.isRule(node, 0) ? 0 : 1;
        Span whole = tree.span(Tree.rule(node, first));
        Expr value = atom(Tree.rule(node, first));
        for (int i = first + 1; i < Tree.size(node); i++) {
            ParserRuleContext trailer = Tree.rule(node, i);
            whole = whole.to(tree.span(trailer));
            value = trailer(whole, value, trailer);
        }
        return first == 0 ? value : new Expr.Starred(tree.span(node), value);
    }

    private Expr braces(ParserRuleContext node) {
        Span span = tree.span(node);
        if (Tree.size(node) == 2) {
            return new Expr.DictDisplay(span, List.of());
        }
        tree.checkSeparators(node, 1, PythonLexer.COMMA);
        ParserRuleContext first = Tree.rule(node, 1);
        boolean dict = isDictEntry(first);
        if (Tree.ruleIndex(node, 2) == PythonParser.RULE_comprehension) {
            return bracesComprehension(span, node, dict);
        }
        List<Expr> elements = new ArrayList<>();
        List<Expr.DictItem> items = new ArrayList<>();
        for (int i = 1; i < Tree.size(node) - 1; i++) {
            if (!Tree.isRule(node, i)) {
                continue;
            }
            ParserRuleContext entry = Tree.rule(node, i);
            if (isDictEntry(entry) != dict) {
                tree.error(
                        tree.span(entry),
                        dict
                                ? "an entry of a dict needs a key and a value"
                                : "a set cannot hold a key with a value");
            } else if (dict) {
                items.add(dictItem(entry));
            } else {
                elements.add(expressions.item(Tree.rule(entry, 0), true));
            }
        }
        return dict ? new Expr.DictDisplay(span, items) : new Expr.SetDisplay(span, elements);
    }

    private Expr bracesComprehension(Span span, ParserRuleContext node, boolean dict) {
        ParserRuleContext entry = Tree.rule(node, 1);
        List<Expr.ForClause> clauses = clauses(Tree.rule(node, 2));
        if (!dict) {
            Expr element = expressions.item(Tree.rule(entry, 0), true);
            refuseUnpacking(element);
            return new Expr.Comprehension(span, Expr.ComprehensionKind.SET, element, null, clauses);
        }
        Expr.DictItem item = dictItem(entry);
        Expr key = item.key();
        if (key == null) {
            tree.error(item.span(), "a comprehension cannot unpack its elements");
            key = item.value();
        }
        return new Expr.Comprehension(
                span, Expr.ComprehensionKind.DICT, key, item.value(), clauses);
    }

    private static boolean isDictEntry(ParserRuleContext entry) {
        return Tree.size(entry) > 1;
    }

    private Expr.DictItem dictItem(ParserRuleContext entry) {
        Span span = tree.span(entry);
        if (Tree.size(entry) == 2) {
            return new Expr.DictItem(span, null, expressions.expr(Tree.rule(entry, 1)));
        }
        Expr key = expressions.item(Tree.rule(entry, 0), false);
        if (key instanceof Expr.Starred) {
            tree.error(key.span(), "a key cannot be unpacked");
        }
        return new Expr.DictItem(span, key, expressions.test(Tree.rule(entry, 2)));
    }

    /// What follows an operand.
    ///
    /// @param span of operand and trailer together
    /// @param node of rule `trailer`
    Expr trailer(Span span, Expr operand, ParserRuleContext node) {
        return switch (Tree.type(node, 0)) {
            case PythonLexer.DOT -> {
                PythonToken name = Tree.token(node, 1);
                yield new Expr.Attribute(span, operand, name.getText(), name.span());
            }
            case PythonLexer.LPAREN ->
                    new Expr.Call(
                            span,
                            operand,
                            Tree.size(node) == 2
                                    ? List.of()
                                    : arguments.arguments(Tree.rule(node, 1)));
            default -> new Expr.Subscript(span, operand, index(node));
        };
    }

    private Expr index(ParserRuleContext node) {
        tree.checkSeparators(node, 1, PythonLexer.COMMA);
        if (Tree.size(node) == 3) {
            Expr only = subscript(Tree.rule(node, 1));
            return only instanceof Expr.Starred ? new Expr.Tuple(only.span(), List.of(only)) : only;
        }
        List<Expr> elements = new ArrayList<>();
        for (int i = 1; i < Tree.size(node) - 1; i++) {
            if (Tree.isRule(node, i)) {
                elements.add(subscript(Tree.rule(node, i)));
            }
        }
        Span span = tree.span(Tree.rule(node, 1));
        int last = Tree.size(node) - 2;
        Span end =
                Tree.isRule(node, last)
                        ? tree.span(Tree.rule(node, last))
                        : Tree.token(node, last).span();
        return new Expr.Tuple(span.to(end), elements);
    }

    private Expr subscript(ParserRuleContext node) {
        if (Tree.type(node, 0) == PythonLexer.STAR) {
            return new Expr.Starred(tree.span(node), expressions.expr(Tree.rule(node, 1)));
        }
        if (Tree.size(node) == 1 && Tree.isRule(node, 0)) {
            return expressions.test(Tree.rule(node, 0), true);
        }
        @Nullable Expr[] bounds = new @Nullable Expr[3];
        int colons = 0;
        for (int i = 0; i < Tree.size(node); i++) {
            if (Tree.isRule(node, i)) {
                bounds[colons] = expressions.test(Tree.rule(node, i));
            } else {
                colons++;
            }
        }
        return new Expr.Slice(tree.span(node), bounds[0], bounds[1], bounds[2]);
    }
}
