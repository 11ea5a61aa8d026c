// The two pictures above the table, of the incidents that match.

const MOST_CAUSES = 8;
const MOST_ENDS = 12;
const MOST_LINES = 50;
let shownCauses = [];
let view;

/** Colours: the causes seen most often have one each, the others share one. */
function giveColors() {
  const totals = new Map();
  for (const row of rows) for (const spell of row.spells) totals.set(spell.cause, (totals.get(spell.cause) ?? 0) + spell.denials);
  for (const row of rows) if (!totals.has(row.cause)) totals.set(row.cause, 0);
  const often = [...totals.keys()].sort((one, other) => totals.get(other) - totals.get(one));
  index.causes.forEach(cause => (cause.color = MOST_CAUSES));
  const apart = often.length <= MOST_CAUSES + 1 ? often : often.slice(0, MOST_CAUSES);
  apart.forEach((cause, i) => (cause.color = i));
  shownCauses = apart.length === often.length ? apart : [...apart, {label: `${often.length - apart.length} other causes`, color: MOST_CAUSES}];
}

function drawTime(all) {
  const past = byPeriod(all, shownCauses);
  const totals = past?.numbers.map(numbers => numbers.reduce((sum, number) => sum + number, 0)) ?? [];
  replace(byId('legend'), ...shownCauses.flatMap((cause, i) => (totals[i] ? [key(cause, totals[i])] : [])));
  byId('time').hidden = !past;
  const undated = all.reduce((sum, row) => sum + row.denials, 0) - totals.reduce((sum, total) => sum + total, 0);
  byId('undated').hidden = !undated;
  byId('undated').textContent = `Without ${counted(undated, 'denial')} whose records tell no time.`;
  byId('time-table').replaceChildren(past ? timeTable(past, totals) : 'No denial that matches tells its time.');
  if (!past) return;
  const description = `Denials by ${past.unit} and cause, from ${past.names[0]} to ${past.names.at(-1)}. The numbers are in the table below.`;
  chart(byId('time'), description, bars(past, shownCauses), point => filterBy({cause: shownCauses[point.seriesIndex].code}));
}

function key(cause, total) {
  const words = [element('span', {class: `swatch k${cause.color}`}), cause.label, element('small', {}, count(total))];
  if (!cause.code) return element('li', {class: 'plain'}, ...words);
  const on = state.cause === cause.code;
  return element('li', {}, element('button', {type: 'button', 'data-key': cause.code, 'aria-pressed': String(on), click: () => filterBy({cause: on ? '' : cause.code})}, ...words));
}

function timeTable({unit, names, numbers}, totals) {
  const there = shownCauses.map((cause, i) => [cause, numbers[i]]).filter((_, i) => totals[i]);
  const lines = names.map((name, i) => [name, ...there.map(([, each]) => count(each[i]))]).filter((_, i) => numbers.some(each => each[i]));
  return table('Denials over time', [`${unit[0].toUpperCase()}${unit.slice(1)}`, ...there.map(([cause]) => cause.label)], lines);
}

function table(caption, heads, lines) {
  return element(
    'table',
    {},
    element('caption', {class: 'hidden'}, caption),
    element('thead', {}, element('tr', {}, ...heads.map(head => element('th', {scope: 'col'}, head)))),
    element('tbody', {}, ...lines.map(line => element('tr', {}, ...line.map(cell => element('td', {}, cell))))),
  );
}

const views = {
  names: {label: 'Callers and roles', from: row => row.caller, to: row => row.role, name: party => party.name, below: party => party.home.name, filter: ['caller', 'role'], id: party => party.id},
  homes: {label: 'Accounts', from: row => row.caller.home, to: row => row.role.home, name: home => home.title, below: () => '', filter: ['from', 'to'], id: home => home.key},
};

/** Callers and roles one by one while they are few, else their accounts. */
function firstView() {
  view = index.callers.length <= MOST_ENDS && index.roles.length <= MOST_ENDS ? views.names : views.homes;
}

function drawFlows(all) {
  replace(
    byId('views'),
    ...Object.values(views).map(each => element('button', {type: 'button', 'aria-pressed': String(each === view), click: () => see(each)}, each.label)),
  );
  const flows = flowsOf(all);
  byId('flows').hidden = !flows.length;
  replace(byId('flows-table'), flows.length ? flowsTable(flows) : 'No incident matches.');
  if (!flows.length) return;
  const description = `Who is refused where: ${counted(flows.length, 'connection')}, ${view.label.toLowerCase()}. The numbers are in the table below.`;
  chart(byId('flows'), description, sankey(flows), chosen => choose(chosen.data));
}

function see(other) {
  view = other;
  drawFlows(matching(state));
}

/** From whom to where, how often; the most first. */
function flowsOf(all) {
  const flows = new Map();
  for (const row of all) {
    const [from, to] = [view.from(row), view.to(row)];
    const id = `${from.place} ${to.place}`;
    const flow = flows.get(id) ?? {from, to, denials: 0, incidents: 0};
    flow.denials += row.denials;
    flow.incidents++;
    flows.set(id, flow);
  }
  return [...flows.values()].sort((one, other) => other.denials - one.denials);
}

/** The ends with the most denials, by account; the rest together are one more. */
function ends(flows, side) {
  const totals = new Map();
  for (const flow of flows) totals.set(flow[side], (totals.get(flow[side]) ?? 0) + flow.denials);
  const most = [...totals.keys()].sort((one, other) => totals.get(other) - totals.get(one));
  const shown = most.length <= MOST_ENDS + 1 ? most : most.slice(0, MOST_ENDS);
  const home = end => shown.findIndex(each => each.home === end.home);
  const cluster = new Map(shown.map(end => [end, end.home ? home(end) : 0]));
  shown.sort((one, other) => cluster.get(one) - cluster.get(other) || totals.get(other) - totals.get(one));
  return {shown, more: most.length - shown.length};
}

function sankey(flows) {
  const sides = {from: ends(flows, 'from'), to: ends(flows, 'to')};
  const name = (side, end) => `${side} ${sides[side].shown.includes(end) ? end.place : 'more'}`;
  const nodes = ['from', 'to'].flatMap(side => [
    ...sides[side].shown.map(end => node(side, name(side, end), view.name(end), view.below(end), {[view.filter[side === 'from' ? 0 : 1]]: view.id(end)})),
    ...(sides[side].more ? [node(side, `${side} more`, `${count(sides[side].more)} others`, '', {})] : []),
  ]);
  const links = new Map();
  for (const flow of flows) {
    const [source, target] = [name('from', flow.from), name('to', flow.to)];
    const known = links.get(source + target);
    const filter = {[view.filter[0]]: view.id(flow.from), [view.filter[1]]: view.id(flow.to)};
    links.set(source + target, {source, target, value: (known?.value ?? 0) + flow.denials, filter: source.endsWith('more') || target.endsWith('more') ? {} : filter});
  }
  const title = new Map(nodes.map(each => [each.name, each.title]));
  return {
    tooltip: {
      ...tip(),
      formatter: ({dataType, data, value}) => `${dataType === 'edge' ? `${title.get(data.source)} → ${title.get(data.target)}` : title.get(data.name)}\n${counted(value, 'denial')}`,
    },
    series: [
      {
        type: 'sankey',
        data: nodes,
        links: [...links.values()],
        left: 4,
        right: 4,
        top: 10,
        bottom: 10,
        nodeWidth: 10,
        nodeGap: 14,
        layoutIterations: 0,
        draggable: false,
        lineStyle: {color: 'source', opacity: 0.28, curveness: 0.5},
        emphasis: {focus: 'adjacency', lineStyle: {opacity: 0.5}},
        labelLayout: {hideOverlap: true},
        label: {color: look('ink'), fontSize: 12, textBorderColor: look('card'), textBorderWidth: 3},
      },
    ],
  };
}

function node(side, name, title, below, filter) {
  const room = Math.floor((byId('flows').clientWidth - 30) / 2 / 6.5);
  const words = short(below ? `${title} · ${below}` : title, room);
  return {
    name,
    title,
    filter,
    depth: side === 'from' ? 0 : 1,
    itemStyle: {color: look(`node-${side}`), borderWidth: 0},
    label: {position: side === 'from' ? 'right' : 'left', formatter: () => words},
  };
}

function choose({filter}) {
  if (Object.keys(filter).length) filterBy(filter);
}

function flowsTable(flows) {
  const lines = flows.slice(0, MOST_LINES).map(({from, to, incidents, denials}) => {
    const filter = {[view.filter[0]]: view.id(from), [view.filter[1]]: view.id(to)};
    const show = element('a', {href: address({...state, ...filter, page: 1, incident: ''})}, count(incidents));
    return [titled(from), titled(to), show, count(denials)];
  });
  if (flows.length > MOST_LINES) lines.push([`and ${count(flows.length - MOST_LINES)} more`, '', '', '']);
  return table('Who is refused where', ['Caller', 'Role', 'Incidents', 'Denials'], lines);
}

const titled = end => (end.home ? `${end.name} (${end.home.title})` : end.title);
