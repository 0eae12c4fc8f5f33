package io.consentgate.operations.command;

import com.sun.management.UnixOperatingSystemMXBean;
import io.consentgate.configuration.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Disk and limits of the machine that it runs on. */
final class MachineChecks {
    private static final long ENOUGH_BYTES = 1L << 30;
    private static final long ENOUGH_HEAP_MB = 128;
    private static final long ENOUGH_FILES = 1024;

    private MachineChecks() {}

    static List<Finding> of(Settings settings) {
        return List.of(disk(settings.dataDir()), heap(), files());
    }

    private static Finding disk(Path folder) {
        Path there = folder.toAbsolutePath();
        while (Files.notExists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isWritable(there)) {
            return Finding.fix("disk", there + " cannot be written by this user", "give it the folder, or another one");
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String says = (free >> 20) + " MB free for " + folder;
            return free >= ENOUGH_BYTES
                    ? Finding.ok("disk", says)
                    : Finding.fix("disk", says, "make room: below 1 GB intake is at risk");
        } catch (IOException unknown) {
            return Finding.note("disk", "nobody can tell how much is free for " + folder, null);
        }
    }

    private static Finding heap() {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        return heap >= ENOUGH_HEAP_MB
                ? Finding.ok("heap", heap + " MB")
                : Finding.fix("heap", heap + " MB", "give at least 128 MB: JAVA_OPTS=-Xmx256m");
    }

    private static Finding files() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            long most = unix.getMaxFileDescriptorCount();
            return most >= ENOUGH_FILES
                    ? Finding.ok("open files", most + " at most")
                    : Finding.fix("open files", most + " at most", "allow at least 1024: ulimit -n 1024");
        }
        return Finding.ok("open files", "this system sets no limit");
    }
}
