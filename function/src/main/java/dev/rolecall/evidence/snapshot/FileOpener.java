package dev.rolecall.evidence.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Opens files for reading.
@FunctionalInterface
interface FileOpener {

  InputStream open(Path path) throws IOException;
}
