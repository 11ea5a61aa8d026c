package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.form.BoundedInput;
import dev.rolecall.cloudtrail.form.DockerInput;
import dev.rolecall.cloudtrail.form.Expansion;
import dev.rolecall.cloudtrail.form.GzipInput;
import dev.rolecall.cloudtrail.form.HeadInput;
import dev.rolecall.cloudtrail.form.InputForm;
import dev.rolecall.cloudtrail.form.TableHead;
import dev.rolecall.cloudtrail.form.TarInput;
import dev.rolecall.cloudtrail.form.Utf8Input;
import dev.rolecall.cloudtrail.record.ByteWindow;
import dev.rolecall.problem.FormWords;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Reads one source in the form that its content shows, and what is packed in it in the same way.
final class FormReader {

  /// How often something packed may hold something packed.
  private static final int MAX_DEPTH = 3;

  private final Expansion expansion = new Expansion();

  void read(InputStream in, RecordSink recordSink) throws IOException {
    read(expansion.packed(in), recordSink, 0);
  }

  private void read(InputStream in, RecordSink recordSink, int depth) throws IOException {
    HeadInput source = new HeadInput(in, InputForm.HEAD);
    byte[] head = source.head();
    InputForm form = InputForm.of(head);
    switch (form) {
      case GZIP, ZIP, TAR -> {
        if (depth == MAX_DEPTH) {
          recordSink.unreadable(FormWords.tooDeep());
        } else {
          unpack(form, source, recordSink, depth + 1);
        }
      }
      case UTF_16_LE, UTF_16_BE -> {
        boolean little = form == InputForm.UTF_16_LE;
        read(
            new Utf8Input(source, little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE),
            recordSink,
            depth);
      }
      case DOCKER -> new LogScanner(window(new DockerInput(source)), recordSink, depth > 0).run();
      case JSON -> new RecordScanner(window(source), recordSink).run();
      case TABLE -> {
        String text = new String(head, StandardCharsets.UTF_8).replace("\ufeff", "");
        new TableScanner(TableHead.of(text).orElseThrow(), recordSink)
            .run(expansion.unpacked(source));
      }
      case TEXT -> {
        Optional<String> unsupported = InputForm.unsupported(head);
        if (unsupported.isEmpty()) {
          new LogScanner(window(source), recordSink, depth > 0).run();
        } else if (depth > 0) {
          recordSink.unrecognized(unsupported.get());
        } else {
          recordSink.unreadable(unsupported.get());
        }
      }
    }
  }

  private ByteWindow window(InputStream in) {
    return new ByteWindow(expansion.unpacked(in));
  }

  private void unpack(InputForm form, InputStream in, RecordSink recordSink, int depth)
      throws IOException {
    try {
      switch (form) {
        case GZIP -> {
          try (GzipInput gzip = new GzipInput(in)) {
            read(gzip, recordSink, depth);
          }
        }
        case ZIP -> zip(new ZipInputStream(in), recordSink, depth);
        case TAR -> tar(new TarInput(in), recordSink, depth);
        default -> throw new IllegalArgumentException(form.name());
      }
    } catch (BoundedInput.TooLarge tooLarge) {
      throw tooLarge;
    } catch (ZipException | EOFException e) {
      String kind = form.name().toLowerCase(Locale.ROOT);
      long read = recordSink.counts().records();
      recordSink.unreadable(
          e instanceof ZipException
              ? FormWords.corrupt(kind, read)
              : FormWords.endsTooEarly(kind, read));
    }
  }

  private void zip(ZipInputStream zip, RecordSink recordSink, int depth) throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.isDirectory()) {
        member(entry.getName(), zip, recordSink, depth);
      }
    }
  }

  private void tar(TarInput tar, RecordSink recordSink, int depth) throws IOException {
    for (Optional<String> name = tar.next(); name.isPresent(); name = tar.next()) {
      member(name.get(), tar, recordSink, depth);
    }
  }

  /// A file in an archive; those that systems put there for themselves are passed over.
  private void member(String name, InputStream in, RecordSink recordSink, int depth)
      throws IOException {
    boolean hidden =
        (name.startsWith(".") && !name.startsWith("./"))
            || name.contains("/.")
            || name.startsWith("__MACOSX/");
    if (!hidden) {
      RecordSink part = recordSink.part(name);
      read(in, part, depth);
      recordSink.add(part);
    }
  }
}
