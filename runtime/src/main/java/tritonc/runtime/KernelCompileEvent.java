package tritonc.runtime;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

import org.jspecify.annotations.Nullable;

/// A kernel was compiled for a signature and loaded, as Java's Flight Recorder keeps it.
@Name("tritonc.KernelCompile")
@Label("Kernel Compile")
@Description("A kernel was compiled for a signature and loaded")
@Category("tritonc")
@StackTrace(false)
final class KernelCompileEvent extends Event {
    @Label("Kernel")
    String kernel = "";

    @Label("Signature")
    String signature = "";

    @Label("Tier")
    String tier = "";

    @Label("Code Size")
    @Description("Bytes of machine code, or 0")
    long codeBytes;

    /// Begins to count, or gives null where nothing is recorded in this process.
    static @Nullable KernelCompileEvent begun() {
        if (!FlightRecorder.isInitialized()) {
            return null;
        }
        KernelCompileEvent event = new KernelCompileEvent();
        event.begin();
        return event;
    }

    /// The code is there.
    void done(Executable code) {
        end();
        if (shouldCommit()) {
            kernel = code.signature().kernel();
            signature = code.signature().text();
            tier = Target.Fact.value(code.facts(), "tier");
            codeBytes = code.codeBytes();
            commit();
        }
    }
}
