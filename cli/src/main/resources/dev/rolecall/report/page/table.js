// The table: a page of the rows that match, and the incident that is open.

const ROWS = 50;
const PRINTED = 300;
const links = new Map();
let opened;

/** The same markup as that of the first rows, which are there before the script runs. */
function line(row) {
  const isOpen = row.id === state.incident;
  const title = element('a', {class: 'open', href: address({...state, incident: isOpen ? '' : row.id}), 'aria-expanded': String(isOpen)}, row.caller.name);
  links.set(row, title);
  const cell = (kind, ...inside) => element('td', {role: 'cell', class: kind}, ...inside);
  const small = (text, kind) => element('small', {class: kind}, text);
  const before = [...row.causes].filter(cause => cause !== row.cause).map(cause => small(cause.label, 'earlier'));
  const made = element(
    'tr',
    {role: 'row', class: isOpen ? 'row is-open' : 'row'},
    cell('caller', title, small(row.caller.home.title)),
    cell('role', row.role.name, small(row.role.home.title)),
    cell('cause', row.cause.label, small(row.sure.label), ...before),
    cell(`standing ${row.standing.code.toLowerCase().replace('_', '-')}`, element('span', {}, row.standing.label)),
    cell('number', count(row.denials)),
    cell('first', minute(row.first)),
    cell('last', minute(row.last)),
  );
  made.addEventListener('click', event => clicked(event, row));
  return made;
}

/** A click anywhere in a row opens it, unless it selects text or opens a tab. */
function clicked(event, row) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || String(getSelection())) return;
  event.preventDefault();
  open(row);
}

/** Opens an incident, or closes it when it is open. */
function open(row) {
  const closes = state.incident === row.id;
  go({...state, incident: closes ? '' : row.id});
  links.get(row)?.focus({preventScroll: closes});
}

/** A line across all columns. */
const only = words => element('tr', {role: 'row'}, element('td', {role: 'cell', colspan: 7}, words));

function drawTable(all) {
  const pages = Math.max(1, Math.ceil(all.length / ROWS));
  state.page = Math.min(state.page, pages);
  const from = (state.page - 1) * ROWS;
  const shown = inPrint ? all.slice(0, PRINTED) : all.slice(from, from + ROWS);
  links.clear();
  const lines = shown.map(line);
  const at = shown.findIndex(row => row.id === state.incident);
  const before = opened;
  if (at < 0) opened = undefined;
  else {
    if (before?.row !== shown[at]) opened = {row: shown[at], ...detail(shown[at])};
    lines.splice(at + 1, 0, opened.line);
  }
  if (before && before !== opened) forget(before.spark);
  if (!all.length) lines.push(only(rows.length ? 'No matching incidents.' : 'No call was denied in this period.'));
  if (inPrint && all.length > shown.length) lines.push(only(`${count(all.length - shown.length)} more incidents are not printed`));
  replace(byId('rows'), ...lines);
  if (opened && before !== opened) sparkline(opened.row, opened.spark);
  drawPager(pages);
  drawHeads();
}

function drawPager(pages) {
  const step = (label, page, on) => element('button', {type: 'button', class: 'push', disabled: !on, click: () => turn(page)}, label);
  byId('pager').hidden = pages === 1;
  replace(
    byId('pager'),
    step('Previous', state.page - 1, state.page > 1),
    element('span', {}, `Page ${count(state.page)} of ${count(pages)}`),
    step('Next', state.page + 1, state.page < pages),
  );
}

function turn(page) {
  go({...state, page, incident: ''});
  byId('incidents').scrollIntoView();
  byId('incidents').focus({preventScroll: true});
}

function drawHeads() {
  for (const button of document.querySelectorAll('[data-sort]')) {
    const column = button.getAttribute('data-sort');
    const head = button.closest('th');
    if (state.sort === column) head.setAttribute('aria-sort', 'ascending');
    else if (state.sort === '-' + column) head.setAttribute('aria-sort', 'descending');
    else head.removeAttribute('aria-sort');
  }
}

/** Numbers and times begin with the greatest, names with A. */
function sortBy(column) {
  const first = ['denials', 'first', 'last'].includes(column) ? '-' + column : column;
  const other = first === column ? '-' + column : column;
  go({...state, sort: state.sort === first ? other : first, page: 1});
}
