// Tests of the report's page in Debian's Chromium: nothing is downloaded.
// `mvn verify -Pslow` writes the pages (SamplePagesTest); ROLECALL_PAGES names another folder of them.
import {defineConfig} from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../../target/page-tests',
  workers: 1,
  reporter: 'list',
  forbidOnly: true,
  timeout: 120_000,
  expect: {timeout: 20_000},
  use: {
    viewport: {width: 1280, height: 900},
    launchOptions: {executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']},
  },
});
