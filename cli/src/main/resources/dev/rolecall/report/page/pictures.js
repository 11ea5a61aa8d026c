// The two pictures above the table, of the incidents that match.

const MOST_CAUSES = 8;
const MOST_ENDS = 12;
const NARROW = 480;
const MOST_LINES = 50;
let shownCauses = [];
let view;

/** Colours: each cause has its own while there are few; else those of a group share one. */
function giveColors() {
  const there = new Set(rows.flatMap(row => [row.cause, ...row.spells.map(spell => spell.cause)]));
  const few = there.size <= MOST_CAUSES + 1;
  const totals = new Map([...there].map(cause => [few ? cause : cause.group, 0]));
  for (const row of rows) for (const {cause, denials} of row.spells) totals.set(few ? cause : cause.group, totals.get(few ? cause : cause.group) + denials);
  const often = [...totals.keys()].sort((one, other) => totals.get(other) - totals.get(one));
  shownCauses = often.map((each, color) => {
    const causes = index.causes.filter(cause => cause === each || cause.group === each);
    causes.forEach(cause => (cause.color = color));
    return {...each, color, filter: few ? 'cause' : 'group', places: causes.map(cause => cause.place)};
  });
}

function drawTime(all) {
  const past = byPeriod(all, shownCauses);
  const totals = past?.numbers.map(numbers => numbers.reduce((sum, number) => sum + number, 0)) ?? [];
  replace(byId('legend'), ...shownCauses.flatMap((cause, i) => (totals[i] ? [key(cause, totals[i])] : [])));
  byId('time').hidden = !past;
  const undated = all.reduce((sum, row) => sum + row.denials, 0) - totals.reduce((sum, total) => sum + total, 0);
  byId('undated').hidden = !undated;
  byId('undated').textContent = `${counted(undated, 'denial')} without a timestamp ${undated === 1 ? 'is' : 'are'} not shown.`;
  byId('time-table').replaceChildren(past ? timeTable(past, totals) : 'No matching denial has a timestamp.');
  if (!past) return;
  const description = `Denials by ${past.unit} and cause, from ${past.names[0]} to ${past.names.at(-1)}. The numbers are in the table below.`;
  chart(byId('time'), description, bars(past, shownCauses), point => filterBy({[shownCauses[point.seriesIndex].filter]: shownCauses[point.seriesIndex].code}));
}

function key(cause, total) {
  const words = [element('span', {class: `swatch k${cause.color}`}), cause.label, element('small', {}, count(total))];
  const on = state[cause.filter] === cause.code;
  return element('li', {}, element('button', {type: 'button', 'data-key': cause.code, 'aria-pressed': String(on), click: () => filterBy({[cause.filter]: on ? '' : cause.code})}, ...words));
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
  replace(byId('flows-table'), flows.length ? flowsTable(flows) : 'No matching incidents.');
  byId('unshown').hidden = true;
  if (!flows.length) return;
  const description = `Denied callers and roles: ${counted(flows.length, 'connection')}, ${view.label.toLowerCase()}. The numbers are in the table below.`;
  const {option, unshown} = sankey(flows);
  byId('unshown').hidden = !unshown;
  byId('unshown').textContent = `${counted(unshown, 'denial')} between smaller callers and roles ${unshown === 1 ? 'is' : 'are'} not shown; see the table.`;
  chart(byId('flows'), description, option, chosen => choose(chosen.data));
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
function ends(flows, side, number) {
  const totals = new Map();
  for (const flow of flows) totals.set(flow[side], (totals.get(flow[side]) ?? 0) + flow.denials);
  const most = [...totals.keys()].sort((one, other) => totals.get(other) - totals.get(one));
  const shown = most.length <= number + 1 ? most : most.slice(0, number);
  const home = end => shown.findIndex(each => each.home === end.home);
  const cluster = new Map(shown.map(end => [end, end.home ? home(end) : 0]));
  shown.sort((one, other) => cluster.get(one) - cluster.get(other) || totals.get(other) - totals.get(one));
  return {shown, more: most.length - shown.length};
}

/** What goes between two ends that are not shown by name is not drawn: it would hide the rest. */
function sankey(flows) {
  const narrow = byId('flows').clientWidth < NARROW;
  const number = narrow ? MOST_ENDS / 2 : MOST_ENDS;
  const sides = {from: ends(flows, 'from', number), to: ends(flows, 'to', number)};
  const name = (side, end) => `${side} ${sides[side].shown.includes(end) ? end.place : 'more'}`;
  const nodes = ['from', 'to'].flatMap(side => [
    ...sides[side].shown.map(end => node(side, name(side, end), view.name(end), view.below(end), {[view.filter[side === 'from' ? 0 : 1]]: view.id(end)})),
    ...(sides[side].more ? [node(side, `${side} more`, `${count(sides[side].more)} others`, '', {})] : []),
  ]);
  const links = new Map();
  let unshown = 0;
  for (const flow of flows) {
    const [source, target] = [name('from', flow.from), name('to', flow.to)];
    if (source === 'from more' && target === 'to more') {
      unshown += flow.denials;
      continue;
    }
    const known = links.get(source + target);
    const filter = {[view.filter[0]]: view.id(flow.from), [view.filter[1]]: view.id(flow.to)};
    links.set(source + target, {source, target, value: (known?.value ?? 0) + flow.denials, filter: source.endsWith('more') || target.endsWith('more') ? {} : filter});
  }
  const drawn = nodes.filter(each => [...links.values()].some(({source, target}) => source === each.name || target === each.name));
  const title = new Map(nodes.map(each => [each.name, each.title]));
  const option = {
    tooltip: {
      ...tip(),
      formatter: ({dataType, data, value}) => `${dataType === 'edge' ? `${title.get(data.source)} → ${title.get(data.target)}` : title.get(data.name)}\n${counted(value, 'denial')}`,
    },
    series: [
      {
        type: 'sankey',
        data: drawn,
        links: [...links.values()],
        left: 4,
        right: 4,
        top: 10,
        bottom: 10,
        nodeWidth: 10,
        nodeGap: narrow ? 34 : 14,
        layoutIterations: 0,
        draggable: false,
        lineStyle: {color: 'source', opacity: 0.28, curveness: 0.5},
        emphasis: {focus: 'adjacency', lineStyle: {opacity: 0.5}},
        labelLayout: {hideOverlap: true},
        label: {color: look('ink'), fontSize: 12, lineHeight: 15, textBorderColor: look('card'), textBorderWidth: 3},
      },
    ],
  };
  return {option, unshown};
}

/** A label in one line where there is room, else in two. */
function folded(text, room) {
  if (text.length <= room) return text;
  const [first, second] = text.split(' · ');
  return second ? `${short(first, room)}\n${short(second, room)}` : `${text.slice(0, room)}\n${short(text.slice(room), room)}`;
}

function node(side, name, title, below, filter) {
  const width = byId('flows').clientWidth;
  const room = Math.floor((width - 40) / 2 / 6.7);
  const whole = below ? `${title} · ${below}` : title;
  const words = width < NARROW ? folded(whole, room) : short(whole, room);
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
  return table('Denied callers and roles', ['Caller', 'Role', 'Incidents', 'Denials'], lines);
}

const titled = end => (end.home ? `${end.name} (${end.home.title})` : end.title);
