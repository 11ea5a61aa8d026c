// As much of Chromium's protocol as it takes to draw a page: no library, no browser to download.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export class Browser {
  static async start() {
    const browser = new Browser();
    const {targetId} = await browser.#call('Target.createTarget', {url: 'about:blank'});
    const {sessionId} = await browser.#call('Target.attachToTarget', {targetId, flatten: true});
    browser.#session = sessionId;
    return browser;
  }

  #profile = mkdtempSync(join(tmpdir(), 'screenshots-'));
  #waiting = new Map();
  #session;
  #last = 0;
  #process = spawn(
    process.env.CHROMIUM ?? 'chromium',
    ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--remote-debugging-pipe', `--user-data-dir=${this.#profile}`],
    {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']},
  );

  constructor() {
    let rest = '';
    this.#process.stdio[4].setEncoding('utf8').on('data', text => {
      const messages = (rest + text).split('\0');
      rest = messages.pop();
      messages.map(JSON.parse).forEach(answer => this.#answered(answer));
    });
    this.#process.on('error', problem => this.#waiting.forEach(call => call.reject(problem)));
    this.#process.on('exit', () => this.#waiting.forEach(call => call.reject(new Error('chromium has ended'))));
  }

  #answered({id, result, error}) {
    const call = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  }

  #call(method, params) {
    const id = ++this.#last;
    this.#process.stdio[3].write(JSON.stringify({id, method, params, sessionId: this.#session}) + '\0');
    return new Promise((resolve, reject) => this.#waiting.set(id, {resolve, reject}));
  }

  /** A page of this width, whole, twice as sharp, as PNG. */
  async picture(html, width) {
    const metrics = {width, height: 100, deviceScaleFactor: 2, mobile: false};
    await this.#call('Emulation.setDeviceMetricsOverride', metrics);
    const {frameTree} = await this.#call('Page.getFrameTree');
    await this.#call('Page.setDocumentContent', {frameId: frameTree.frame.id, html});
    const {cssContentSize} = await this.#call('Page.getLayoutMetrics');
    const height = Math.ceil(cssContentSize.height);
    await this.#call('Emulation.setDeviceMetricsOverride', {...metrics, height});
    const {data} = await this.#call('Page.captureScreenshot', {format: 'png', captureBeyondViewport: true});
    return Buffer.from(data, 'base64');
  }

  stop() {
    this.#process.removeAllListeners('exit');
    this.#process.on('exit', () => rmSync(this.#profile, {recursive: true, force: true}));
    this.#process.kill();
  }
}
