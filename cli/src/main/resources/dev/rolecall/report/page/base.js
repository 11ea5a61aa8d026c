// What the other parts need: elements, numbers, times, and data that is packed in the page.

const byId = id => document.getElementById(id);

/** An element. Text becomes text, whatever it holds: nothing here reads markup. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'click') made.addEventListener('click', value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== undefined));
  return made;
}

const count = number => number.toLocaleString('en-US');
const counted = (number, unit) => `${count(number)} ${unit}${number === 1 ? '' : 's'}`;
const minute = seconds => (seconds < 0 ? '–' : new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' '));
const dayName = day => new Date(day * 86400000).toISOString().slice(0, 10);

/** Puts others in place of what is in `holder`; the keyboard focus stays there. */
function replace(holder, ...children) {
  const stops = () => [...holder.querySelectorAll('a, button')];
  const had = document.activeElement;
  const at = stops().indexOf(had);
  holder.replaceChildren(...children);
  if (at < 0 || had === document.activeElement) return;
  const same = stops().find(stop => had.hasAttribute('data-key') && stop.getAttribute('data-key') === had.getAttribute('data-key'));
  const stop = had.isConnected ? had : same ?? stops()[Math.min(at, stops().length - 1)];
  (stop ?? byId('incidents')).focus({preventScroll: true});
}

/** Says something to screen readers. */
function say(words) {
  byId('said').textContent = words;
}

/** The text that is packed in the element of this name. */
async function unpacked(name) {
  const holder = byId(name);
  const binary = atob(holder.textContent);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

const kept = new Map();

/** The list that is packed in the element of this name; the last few are kept. */
function list(name) {
  const known = kept.get(name);
  kept.delete(name);
  kept.set(name, known ?? unpacked(name).then(JSON.parse));
  if (kept.size > 12) kept.delete(kept.keys().next().value);
  return kept.get(name);
}

/** One value of a long list that is packed in pieces. */
async function piece(name, starts, place) {
  let number = starts.length - 1;
  while (starts[number] > place) number--;
  return (await list(name + number))[place - starts[number]];
}

/** Calls `what` when nobody has called for it again for a while. */
function later(milliseconds, what) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(what, milliseconds);
  };
}
