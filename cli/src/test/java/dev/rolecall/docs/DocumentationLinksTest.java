package dev.rolecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Links inside the repository lead to a file, and to a heading of it. Others are not followed.
class DocumentationLinksTest {

  static List<DocumentationPage> pages() {
    return DocumentationPage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(DocumentationPage page) {
    Path file = DocumentationPage.ROOT.resolve(page.path());
    for (String link : page.links()) {
      if (link.matches("[a-z]+:.*")) {
        assertThat(link).as(page.toString()).startsWith("https://");
        continue;
      }
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
      assertThat(target).as("%s: %s", page, link).exists().startsWith(DocumentationPage.ROOT);
      if (parts.length == 2 && Files.isRegularFile(target)) {
        assertThat(DocumentationPage.read(target).anchors())
            .as("%s: %s", page, link)
            .contains(parts[1]);
      }
    }
  }
}
