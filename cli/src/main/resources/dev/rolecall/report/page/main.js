// What is shown follows one state, and the address follows it too.

let state = {...untouched};

const drawPictures = later(120, () => {
  const all = matching(state);
  drawTime(all);
  drawFlows(all);
});
const keepSearch = later(300, () => history.replaceState(null, '', address(state)));

function draw() {
  const all = matching(state);
  drawFilters(all);
  drawTable(all);
  drawPictures();
}

/** Shows another state, as a new entry of the browser's history. */
function go(next) {
  state = next;
  if (state.incident && !matching(state).some(row => row.id === state.incident)) state.incident = '';
  draw();
  if (address(state) !== (location.hash || '#')) history.pushState(null, '', address(state));
}

/** Shows what the address says: at first, and when somebody goes back or follows a link. */
function follow() {
  if (address(state) === (location.hash || '#') || document.getElementById(location.hash.slice(1))) return;
  state = parsed(location.hash);
  reveal();
  draw();
  if (opened) opened.ready.then(() => opened?.line.previousElementSibling?.scrollIntoView());
}

/** Turns to the page of the incident that the address names. */
function reveal() {
  byId('problem').hidden = !state.incident || byIncident.has(state.incident);
  byId('problem').textContent = `Incident ${state.incident} is not in this report.`;
  if (!byIncident.has(state.incident)) return;
  const place = all => all.findIndex(row => row.id === state.incident);
  if (place(matching(state)) < 0) state = {...untouched, incident: state.incident};
  state.page = 1 + Math.floor(place(matching(state)) / ROWS);
}

function typed() {
  state = {...state, q: byId('q').value, page: 1, incident: ''};
  draw();
  keepSearch();
}

function print(on) {
  if (inPrint === on) return;
  inPrint = on;
  document.documentElement.classList.toggle('in-print', on);
  drawTable(matching(state));
  redraw();
}

/** Draws the charts again: the colours are others now. */
function redraw() {
  const all = matching(state);
  drawTime(all);
  drawFlows(all);
  if (opened) sparkline(opened.row, opened.spark);
}

function listen() {
  byId('filters').addEventListener('submit', event => event.preventDefault());
  byId('q').addEventListener('input', typed);
  for (const name of selects) byId(name).addEventListener('change', event => filterBy({[name]: event.target.value}));
  for (const button of document.querySelectorAll('[data-sort]')) button.addEventListener('click', () => sortBy(button.getAttribute('data-sort')));
  addEventListener('hashchange', follow);
  addEventListener('beforeprint', () => print(true));
  addEventListener('afterprint', () => print(false));
  matchMedia('print').addEventListener('change', event => print(event.matches));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && opened && opened.line.contains(document.activeElement)) open(opened.row);
  });
}

async function start() {
  readIndex(JSON.parse(await unpacked('index')));
  giveColors();
  firstView();
  fillSelects();
  listen();
  byId('filters').hidden = false;
  follow();
  drawFilters(matching(state));
  drawTable(matching(state));
  await loadLibrary();
  byId('pictures').hidden = rows.length === 0;
  redraw();
  setTimeout(() => rows.forEach(haystack));
}

// The first look does not wait for anything.
requestAnimationFrame(() => setTimeout(() => start().catch(problem => {
  byId('problem').hidden = false;
  byId('problem').textContent = `This browser cannot open the report: ${problem.message}`;
})));
