package dev.rolecall.explanation.notification;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.render.slack.SlackDocument;
import dev.rolecall.explanation.render.slack.SlackHeader;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.wording.notification.DigestText;
import dev.rolecall.incident.notification.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A summary of some days.
record DigestWords(Digest digest) implements NotificationWords {

  private static final String SIGN = "📋";
  private static final int MESSAGE = 9_000;

  @Override
  public NotificationText text() {
    DigestText text = new DigestText(digest);
    return new NotificationText(
        SIGN, text.line(), Optional.empty(), text.document(), Optional.empty());
  }

  @Override
  public SlackMessage slack() {
    DigestText text = new DigestText(digest);
    Document document = text.document();
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(SIGN, text.line()));
    blocks.addAll(SlackDocument.blocks(document, MESSAGE));
    String line = SlackText.line(SIGN, text.line());
    return new SlackMessage(
        line, SlackText.whole(line, Optional.empty(), document), blocks, Optional.empty());
  }
}
