/// A report as one HTML page that needs no network.
///
/// The page is [written][dev.rolecall.report.page.ReportPage] in one go: what there is to see at
/// first as markup, everything else as packed JSON that the script of the page unpacks when it is
/// asked for. Whatever other people wrote is escaped in the markup, and text for the script.
@NullMarked
package dev.rolecall.report.page;

import org.jspecify.annotations.NullMarked;
