// One incident in full, in the row below its own.

/** The row; its letter is filled in when it is unpacked. */
function detail(row) {
  const heading = element('h3', {tabindex: -1}, `${row.caller.name} → ${row.role.name}`);
  const share = element('button', {type: 'button', class: 'push', click: () => copyLink(row, share)}, 'Copy link');
  const close = element('button', {type: 'button', class: 'push', click: () => open(row)}, 'Close');
  const spark = element('div', {class: 'spark', role: 'img', 'aria-label': 'Denials by day'});
  const inside = element('div', {class: 'columns'}, element('p', {}, 'Loading the explanation …'));
  const shown = element(
    'section',
    {class: 'detail', 'aria-label': `${row.caller.name}, ${row.role.name}`},
    element('header', {}, heading, element('div', {class: 'tools'}, share, close)),
    element('div', {class: 'glance'}, glance(row), spark),
    inside,
  );
  const ready = letter(row.number).then(
    written => fill(heading, inside, written),
    problem => inside.replaceChildren(element('p', {class: 'note'}, `This browser cannot open the explanation: ${problem.message}`)),
  );
  return {line: element('tr', {role: 'row', class: 'incident'}, element('td', {role: 'cell', colspan: 7}, shown)), spark, heading, ready};
}

function glance(row) {
  const all = [
    ['Denials', count(row.denials)],
    ['First seen', row.first < 0 ? 'not recorded' : minute(row.first) + ' UTC'],
    ['Last seen', row.last < 0 ? 'not recorded' : minute(row.last) + ' UTC'],
    ['Action', element('code', {}, row.action)],
    ['Status', row.standing.label],
  ];
  if (row.sessions.length) all.push(['Sessions', values(row.sessions)]);
  if (row.sources.length) all.push(['Source IPs', values(row.sources)]);
  if (row.spells.length > 1) all.push(['Causes', element('ul', {}, ...row.spells.map(spell => element('li', {}, spelled(spell))))]);
  all.push(['Incident', element('code', {}, row.id)]);
  return facts(all);
}

function values(all) {
  const shown = element('span', {});
  all.forEach((value, i) => shown.append(i ? ', ' : '', value === null ? 'others' : element('code', {}, value)));
  return shown;
}

const spelled = spell => `${spell.cause.label}: ${count(spell.denials)}, ${minute(spell.first)} to ${minute(spell.last)} UTC`;

const MAIN = new Set(['WHY', 'TODO', 'TRY', 'REQUEST', 'ADVICE']);

function fill(heading, inside, {headline, lead, sections}) {
  heading.replaceChildren(prose(headline));
  const side = wanted => element('div', {}, ...sections.filter(({topic}) => MAIN.has(topic[0]) === wanted).flatMap(section));
  inside.replaceChildren(element('div', {class: 'lead'}, ...lead.map(drawn)), side(true), side(false));
}

const section = ({topic, blocks}) => [element('h4', {}, topic[1]), ...blocks.map(drawn)];

/** Denials of one incident by day. */
function sparkline(row, holder) {
  const causes = [...row.causes];
  const past = byPeriod([row], [...causes, {label: 'other causes', color: MOST_CAUSES}]);
  holder.hidden = !past;
  if (past) chart(holder, `Denials by ${past.unit}, from ${past.names[0]} to ${past.names.at(-1)}: ${counted(row.denials, 'denial')}.`, bars(past, [...causes, {label: '', color: MOST_CAUSES}], true));
}

function copyLink(row, button) {
  const link = element('span', {class: 'link'}, location.href.split('#')[0] + address({...untouched, incident: row.id}));
  button.after(link);
  copy(link.textContent, button, link).then(() => link.remove());
}
