// The goals for 10,000 incidents: something to see within a second, a filter within 100 ms. The best of several tries
// counts, so that a busy machine does not fail them.
import {statSync} from 'node:fs';
import {test, expect, visit, at, file} from './fixtures.js';

const TRIES = 5;

function judge(times) {
  for (const [what, tries] of Object.entries(times)) {
    console.log(`${what}: ${tries.map(Math.round)} ms`);
    expect(Math.min(...tries), what).toBeLessThan(100);
  }
}

test('10,000 incidents are less than 5 MB', () => {
  const {size} = statSync(file('large'));
  console.log(`large.html: ${size} bytes`);
  expect(size).toBeLessThan(5_000_000);
});

test('the first paint comes within a second', async ({page}) => {
  const paints = [];
  for (let i = 0; i < TRIES; i++) {
    await page.goto('about:blank');
    await visit(page, 'large');
    paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime));
  }
  console.log(`first contentful paint: ${paints.map(Math.round)} ms`);
  expect(Math.min(...paints)).toBeLessThan(1000);
});

test('a keystroke filters within 100 ms', async ({page}) => {
  await visit(page, 'large');
  const times = await page.evaluate(async tries => {
    const search = document.getElementById('q');
    const times = {};
    for (let i = 0; i < tries; i++) {
      for (const text of ['d', 'de', 'deploy', 'deploy mfa', '']) {
        const start = performance.now();
        search.value = text;
        search.dispatchEvent(new Event('input', {bubbles: true}));
        document.body.getBoundingClientRect();
        (times[`“${text}”`] ??= []).push(performance.now() - start);
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    }
    return times;
  }, TRIES);
  judge(times);
});

test('sorting and filtering by choice take less than 100 ms', async ({page}) => {
  await visit(page, 'large');
  const times = await page.evaluate(tries => {
    const time = what => {
      const start = performance.now();
      what();
      document.body.getBoundingClientRect();
      return performance.now() - start;
    };
    const cause = document.getElementById('cause');
    const choose = value => () => {
      cause.value = value;
      cause.dispatchEvent(new Event('change'));
    };
    const sort = column => () => document.querySelector(`[data-sort=${column}]`).click();
    const acts = {filter: choose('MFA_REQUIRED'), all: choose(''), caller: sort('caller'), role: sort('role'), denials: sort('denials')};
    const times = {};
    for (let i = 0; i < tries; i++) for (const [name, act] of Object.entries(acts)) (times[name] ??= []).push(time(act));
    return times;
  }, TRIES);
  judge(times);
});
