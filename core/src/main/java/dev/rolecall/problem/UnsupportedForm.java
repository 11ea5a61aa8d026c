package dev.rolecall.problem;

import java.util.Arrays;
import java.util.Optional;

/// A form of files that is recognized and cannot be read.
public enum UnsupportedForm {
  PDF("%PDF", "a PDF document", Remedy.TEXT),
  LFS(
      "version https://git-lfs",
      "a Git LFS pointer",
      "run `git lfs pull` to get the file that it stands for"),
  PARQUET("PAR1", "Parquet", Remedy.ATHENA),
  ORC("ORC", "ORC", Remedy.ATHENA),
  AVRO("Obj\u0001", "Avro", "convert it to JSON first"),
  BZIP2("BZh", "a bzip2 file", "unpack it with `bunzip2` first"),
  XZ("\u00fd7zXZ", "an xz file", "unpack it with `unxz` first"),
  ZSTD("(\u00b5/\u00fd", "a zstd file", "unpack it with `unzstd` first"),
  SEVEN_ZIP("7z\u00bc\u00af", "a 7-Zip archive", Remedy.UNPACK),
  RAR("Rar!", "a RAR archive", Remedy.UNPACK),
  PNG("\u0089PNG", "a picture", Remedy.TEXT),
  JPEG("\u00ff\u00d8\u00ff", "a picture", Remedy.TEXT),
  GIF("GIF8", "a picture", Remedy.TEXT),
  SQLITE("SQLite format", "a SQLite database", "export its rows as JSON or CSV"),
  OFFICE("\u00d0\u00cf\u0011\u00e0", "an Office document", Remedy.TEXT),
  ELF("\u007fELF", "a program", Remedy.TEXT),
  BINARY("", "binary data", Remedy.TEXT);

  private final String magic;
  private final String form;
  private final String remedy;

  UnsupportedForm(String magic, String form, String remedy) {
    this.magic = magic;
    this.form = form;
    this.remedy = remedy;
  }

  /// The form of a file.
  ///
  /// @param beginning each byte as a character
  public static Optional<UnsupportedForm> of(String beginning) {
    return Arrays.stream(values())
        .filter(form -> !form.magic.isEmpty() && beginning.startsWith(form.magic))
        .findFirst();
  }

  /// What the file is: "a PDF document".
  public String form() {
    return form;
  }

  /// What is wrong with the file, and what works in its place.
  public String problem() {
    return FormWords.unsupported(form, remedy);
  }

  private static final class Remedy {
    static final String TEXT = "give the CloudTrail record or the error message as text";
    static final String ATHENA = "query it with Athena, and give the result";
    static final String UNPACK = "unpack it first";
  }
}
