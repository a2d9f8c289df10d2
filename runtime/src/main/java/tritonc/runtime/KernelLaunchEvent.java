package tritonc.runtime;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

import org.jspecify.annotations.Nullable;

/// A launch, from its first program to its last, as Java's Flight Recorder keeps it.
@Name("tritonc.KernelLaunch")
@Label("Kernel Launch")
@Description("All programs of a grid were run")
@Category("tritonc")
@StackTrace(false)
final class KernelLaunchEvent extends Event {
    @Label("Kernel")
    String kernel = "";

    @Label("Tier")
    String tier = "";

    @Label("Grid X")
    int gridX;

    @Label("Grid Y")
    int gridY;

    @Label("Grid Z")
    int gridZ;

    /// Begins to count, or gives null where nothing is recorded in this process.
    static @Nullable KernelLaunchEvent begun() {
        if (!FlightRecorder.isInitialized()) {
            return null;
        }
        KernelLaunchEvent event = new KernelLaunchEvent();
        event.begin();
        return event;
    }

    /// All programs have ended, or one failed.
    void done(Executable code, int x, int y, int z) {
        end();
        if (shouldCommit()) {
            kernel = code.signature().kernel();
            tier = Target.Fact.value(code.facts(), "tier");
            gridX = x;
            gridY = y;
            gridZ = z;
            commit();
        }
    }
}
