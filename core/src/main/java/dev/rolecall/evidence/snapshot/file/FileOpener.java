package dev.rolecall.evidence.snapshot.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Opens files for reading.
@FunctionalInterface
public interface FileOpener {

  InputStream open(Path path) throws IOException;
}
