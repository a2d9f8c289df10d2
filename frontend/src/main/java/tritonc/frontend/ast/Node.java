package tritonc.frontend.ast;

import tritonc.ir.diagnostic.Span;

/// Anything of the syntax tree that stands at a place of the source.
public sealed interface Node
        permits Argument,
                Expr,
                Expr.DictItem,
                Expr.ForClause,
                FStringPart,
                ParsedModule,
                Parameter,
                Pattern,
                Pattern.KeywordPattern,
                Pattern.MappingItem,
                Stmt,
                Stmt.Alias,
                Stmt.Handler,
                Stmt.MatchCase,
                Stmt.WithItem,
                TypeParameter {
    /// The characters that the node was written with, without surrounding space and comments. The
    /// parentheses around an expression belong to no node, save those of a tuple.
    Span span();
}
