// Draws the small page as .github/images/report-light.png and report-dark.png, for the README. Needs Debian's pngquant.
import {execFileSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {chromium} from '@playwright/test';
import {at, drawn} from './fixtures.js';

const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
for (const colorScheme of ['light', 'dark']) {
  const page = await browser.newPage({colorScheme, viewport: {width: 1280, height: 1500}, reducedMotion: 'reduce'});
  await page.goto(at('small'));
  await drawn(page);
  const path = fileURLToPath(new URL(`../../../../.github/images/report-${colorScheme}.png`, import.meta.url));
  await page.screenshot({path});
  execFileSync('pngquant', ['--force', '--ext', '.png', '--strip', '--speed', '1', '128', path]);
}
await browser.close();
