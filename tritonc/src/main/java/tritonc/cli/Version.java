package tritonc.cli;

import picocli.CommandLine.IVersionProvider;

/// The version, for the help of the commands.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {Main.VERSION};
    }
}
