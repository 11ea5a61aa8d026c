package dev.rolecall.evidence.capture;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.capture.CaptureReport.Written;
import java.util.List;
import java.util.Optional;

/// What came of reading one account.
///
/// @param changes lines of `changes.ndjson`; empty when they could not be read
record AccountResult(
    List<Written> written, List<Gap> unread, List<String> notes, Optional<List<String>> changes) {}
