package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.diagnostic.TritonException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// A kernel ready to be launched on one target: either with a compiler behind it, so that every
/// launch gets the code for its kind of arguments as in Triton, or out of an artifact, with exactly
/// one signature. Thread-safe.
public final class Kernel {
    private final KernelDeclaration declaration;
    private final Target target;
    private final ArgRules rules;
    private final ArgNames names;
    private final @Nullable KernelCompiler compiler;
    private final ConcurrentHashMap<KernelSignature, Object> locks = new ConcurrentHashMap<>();
    private final Idle<BoundLaunch> idle = new Idle<>();
    private final @Nullable Specialisation fixed;
    private volatile Specialisation[] known = {};

    private Kernel(
            KernelDeclaration declaration,
            Target target,
            ArgRules rules,
            ArgCompletion completion,
            @Nullable KernelCompiler compiler,
            @Nullable Specialisation fixed) {
        this.declaration = declaration;
        this.target = target;
        this.rules = rules;
        this.names = new ArgNames(declaration, completion);
        this.compiler = compiler;
        this.fixed = fixed;
    }

    /// A kernel whose code is made as launches need it.
    public static Kernel of(KernelDeclaration declaration, KernelCompiler compiler, Target target) {
        return of(declaration, ArgCompletion.NOTHING, compiler, target);
    }

    /// A kernel whose code is made as launches need it, and whose decorators set arguments.
    public static Kernel of(
            KernelDeclaration declaration,
            ArgCompletion completion,
            KernelCompiler compiler,
            Target target) {
        return new Kernel(
                declaration,
                target,
                new TritonRules(declaration.parameters()),
                completion,
                compiler,
                null);
    }

    /// A kernel that was compiled ahead of time. What its signature fixes may be left out of the
    /// arguments.
    ///
    /// @throws TritonException if `target` cannot load the artifact
    public static Kernel of(Artifact artifact, Target target) {
        KernelSignature signature = artifact.signature();
        List<KernelParameter> parameters = new ArrayList<>();
        for (SignatureEntry entry : signature.entries()) {
            parameters.add(
                    entry instanceof SignatureEntry.Constexpr
                            ? KernelParameter.constexpr(entry.name())
                            : KernelParameter.of(entry.name()));
        }
        return new Kernel(
                new KernelDeclaration(signature.kernel(), parameters),
                target,
                new FixedRules(signature.entries()),
                ArgCompletion.NOTHING,
                null,
                new Specialisation(target.load(artifact)));
    }

    public String name() {
        return declaration.name();
    }

    public KernelDeclaration declaration() {
        return declaration;
    }

    public Target target() {
        return target;
    }

    /// Runs all programs of the grid and returns when they have ended.
    ///
    /// @throws TritonException if the grid or the arguments do not fit, the source does not compile
    ///   for them, or a program touches what lies outside its tensors
    public void launch(Grid grid, Args args) {
        BoundLaunch launch = idle.take();
        if (launch == null) {
            launch = new BoundLaunch(this);
        }
        try {
            launch.assign(grid, args);
            launch.run();
        } finally {
            launch.clear();
            idle.give(launch);
        }
    }

    /// A launch to be run many times. The code for its arguments is there when this returns.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException as [#launch]
    public BoundLaunch bind(Grid grid, Args args) {
        BoundLaunch launch = new BoundLaunch(this);
        launch.assign(grid, args);
        return launch;
    }

    /// Launches without waiting. The arguments are taken at once, and tensors may be closed as soon
    /// as this returns; launches that are under way together run in no fixed order.
    ///
    /// @return completes when all programs have ended, or with what [#launch] would have thrown
    public CompletableFuture<Void> launchAsync(Grid grid, Args args) {
        Args held = args.aliased();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("tritonc-launch")
                .start(() -> {
                    try {
                        launch(grid, held);
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    } finally {
                        held.closeTensors();
                    }
                });
        return done;
    }

    /// Makes the code for these arguments without launching it.
    ///
    /// @return the signature that they have
    /// @throws tritonc.ir.diagnostic.TritonException as [#launch]
    public KernelSignature prepare(Args args) {
        ArgSlots slots = slots();
        names.assign(args, slots);
        return specialisation(slots).code().signature();
    }

    /// The signature that a launch with these arguments would be compiled for.
    ///
    /// @throws TritonException if the arguments do not fit
    public KernelSignature signature(Args args) {
        if (fixed != null) {
            return fixed.code().signature();
        }
        ArgSlots slots = slots();
        names.assign(args, slots);
        return slots.signature(declaration);
    }

    /// The arguments with what decorators and defaults set beside them, by parameter in the order
    /// of the source.
    ///
    /// @throws TritonException if the arguments do not fit
    public SequencedMap<String, @Nullable Object> complete(Args args) {
        ArgSlots slots = slots();
        names.assign(args, slots);
        SequencedMap<String, @Nullable Object> all = new LinkedHashMap<>();
        for (int i = 0; i < names.count(); i++) {
            if (slots.kinds[i] != ArgKind.UNSET) {
                all.put(declaration.parameters().get(i).name(), slots.value(i));
            }
        }
        return all;
    }

    /// A fault with the source lines that can be found.
    TritonException explain(KernelFault fault) {
        Diagnostic diagnostic = fault.diagnostic();
        for (AccessSite.Place place : fault.places()) {
            Span span = compiler == null ? null : compiler.source(place);
            if (span != null) {
                diagnostic = diagnostic.label(span, diagnostic.labels().isEmpty() ? "" : "called");
            }
        }
        return new TritonException(diagnostic);
    }

    ArgNames names() {
        return names;
    }

    ArgSlots slots() {
        return new ArgSlots(rules, names.count());
    }

    /// The code for these arguments, made if there is none yet.
    Specialisation specialisation(ArgSlots args) {
        if (fixed != null) {
            return fixed;
        }
        int hash = args.hash();
        Specialisation found = find(hash, args);
        return found == null ? compile(hash, args) : found;
    }

    private @Nullable Specialisation find(int hash, ArgSlots args) {
        for (Specialisation specialisation : known) {
            if (specialisation.fits(hash, args)) {
                return specialisation;
            }
        }
        return null;
    }

    private Specialisation compile(int hash, ArgSlots args) {
        KernelCompiler source = Objects.requireNonNull(compiler, "a kernel has code or a compiler");
        KernelSignature signature = args.signature(declaration);
        synchronized (locks.computeIfAbsent(signature, _ -> new Object())) {
            Specialisation found = find(hash, args);
            if (found == null) {
                KernelCompileEvent event = KernelCompileEvent.begun();
                found = new Specialisation(args, target.load(source.compile(signature)));
                if (event != null) {
                    event.done(found.code());
                }
                add(found);
            }
            return found;
        }
    }

    private synchronized void add(Specialisation specialisation) {
        Specialisation[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = specialisation;
        known = more;
    }
}
