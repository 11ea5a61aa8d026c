// An explanation: from its packed form to elements.

const marks = {PASS: '✓', FAIL: '✕', UNKNOWN: '?'};
const spoken = {PASS: 'passes', FAIL: 'fails', UNKNOWN: 'unknown'};

/** Puts the names of a denial back into the blanks, in a block as deep as it goes. */
function filled(block, names) {
  if (Array.isArray(block)) return block.map(part => filled(part, names));
  return typeof block === 'string' ? block.replace(/[\ue000-\uf8ff]/g, blank => names[blank.charCodeAt(0) - 0xe000] ?? '') : block;
}

/** The letter of the incident with this number: its headline, the rest of the lead, and sections of blocks. */
async function letter(number) {
  const [names, numbers] = await piece('letters', index.letterStarts, number);
  const headline = filled(await piece('blocks', index.blockStarts, numbers[0]), names);
  const lead = [];
  const sections = [];
  for (const number of numbers.slice(1)) {
    if (number < 0) sections.push({topic: index.topics[-1 - number], blocks: []});
    else (sections.at(-1)?.blocks ?? lead).push(filled(await piece('blocks', index.blockStarts, number), names));
  }
  return {headline: headline[1], lead, sections};
}

/** Words and values by turns. */
function prose(spans) {
  const shown = document.createDocumentFragment();
  spans.forEach((text, i) => {
    if (text === null) return;
    shown.append(i % 2 ? element('code', {}, text || '(empty)') : text);
  });
  return shown;
}

/** Each two of a list. */
const pairs = all => all.flatMap((_, i) => (i % 2 ? [] : [all.slice(i, i + 2)]));

/** A block of a letter, which is an array that begins with its kind. */
function drawn([kind, ...parts]) {
  switch (kind) {
    case 'p':
      return element('p', {}, prose(parts[0]));
    case 'ul':
      return element('ul', {}, ...parts.map(item => element('li', {}, prose(item))));
    case 'dl':
      return facts(pairs(parts).map(([label, text]) => [label, prose(text)]));
    case 'pre':
      return paste({bash: 'commands', json: 'JSON', hcl: 'Terraform'}[parts[0]] ?? 'text', element('pre', {tabindex: 0}, parts[1]));
    case 'diff':
      return paste('difference', element('pre', {tabindex: 0}, ...parts.map(changed)));
    case 'cmp':
      return comparison(parts);
    case 'check':
      return element('ul', {class: 'checks'}, ...Array.from({length: parts.length / 3}, (_, i) => checked(...parts.slice(3 * i, 3 * i + 3))));
    case 'msg':
      return paste('message', element('div', {class: 'message'}, ...parts.map(drawn)), parts.map(plain).join('\n\n'));
    case 'a':
      return element('ul', {}, ...pairs(parts).map(([label, address]) => element('li', {}, link(label, address))));
    default:
      return '';
  }
}

/** A block as plain lines, to be sent to somebody. */
function plain([kind, ...parts]) {
  if (kind === 'pre') return parts[1];
  const lines = parts.map(spans => spans.map((text, i) => (i % 2 && text !== null ? `\`${text}\`` : text ?? '')).join(''));
  return lines.map(line => (kind === 'ul' ? `- ${line}` : line)).join('\n');
}

function facts(all) {
  return element('dl', {class: 'facts'}, ...all.flatMap(([label, value]) => [element('dt', {}, label), element('dd', {}, value)]));
}

function changed(line) {
  const kind = {'+': 'added', '-': 'removed'}[line[0]];
  const text = line[0] === '…' ? '  …' : `${line[0]} ${line.slice(1)}`;
  return element('span', {class: kind ? `line ${kind}` : 'line'}, text + '\n');
}

function comparison([oneLabel, one, otherLabel, other, differ]) {
  const wide = Math.max(oneLabel.length, otherLabel.length) + 2;
  return element(
    'pre',
    {class: 'compare', tabindex: 0},
    `${oneLabel.padEnd(wide)}${one}\n${otherLabel.padEnd(wide)}${other}\n${' '.repeat(wide)}`,
    element('span', {class: 'marks', 'aria-hidden': 'true'}, differ.trimEnd()),
  );
}

function checked(status, name, detail) {
  const mark = element('span', {class: `mark ${status}`, 'aria-hidden': 'true'}, marks[status]);
  return element('li', {}, mark, element('span', {}, element('b', {}, name), element('span', {class: 'hidden'}, ` (${spoken[status]})`), ': ', prose(detail)));
}

function link(label, address) {
  const safe = address.startsWith('https://');
  return safe ? element('a', {href: address, target: '_blank', rel: 'noopener noreferrer'}, label) : `${label}: ${address}`;
}

/** Something to paste elsewhere, with the button that copies it. */
function paste(what, shown, text = shown.textContent) {
  const button = element('button', {type: 'button', class: 'push', 'aria-label': `Copy the ${what}`, click: () => copy(text, button, shown)}, 'Copy');
  return element('div', {class: 'paste'}, shown, button);
}

/** Copies a text; where the browser does not let a page do so, what is shown of it is selected. */
async function copy(text, button, shown) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection().selectAllChildren(shown);
    if (!document.execCommand('copy')) {
      say('Selected. Copy it with the keyboard.');
      return;
    }
    getSelection().removeAllRanges();
  }
  say('Copied');
  const words = button.textContent;
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = words), 1500);
}
