/// Takes a parse tree and gives a syntax tree of records with spans, and what each name refers to.
/// It also finds the modules a file imports. It must not know types, shapes or any IR.
@NullMarked
package tritonc.frontend;

import org.jspecify.annotations.NullMarked;
