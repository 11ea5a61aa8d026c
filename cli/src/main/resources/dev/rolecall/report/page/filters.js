// Search and filters: what the form and the chips say, and how many incidents are left.

const selects = ['cause', 'standing', 'from', 'to'];

/** What there is to choose from, the most frequent first. */
function fillSelects() {
  const choices = {
    cause: row => [...row.causes].map(cause => [cause.code, cause.label]),
    standing: row => [[row.standing.code, row.standing.label]],
    from: row => [[row.caller.home.key, row.caller.home.title]],
    to: row => [[row.role.home.key, row.role.home.title]],
  };
  for (const name of selects) {
    const found = new Map();
    for (const row of rows) {
      for (const [value, label] of choices[name](row)) {
        const choice = found.get(value) ?? {label, number: 0};
        choice.number++;
        found.set(value, choice);
      }
    }
    const options = [...found].sort(([, one], [, other]) => other.number - one.number);
    byId(name).replaceChildren(
      element('option', {value: ''}, 'all'),
      ...options.map(([value, {label, number}]) => element('option', {value}, `${short(label, 60)} (${count(number)})`)),
    );
  }
}

function drawFilters(all) {
  if (byId('q') !== document.activeElement) byId('q').value = state.q;
  for (const name of selects) byId(name).value = state[name];
  const words = all.length === rows.length ? counted(rows.length, 'incident') : `${count(all.length)} of ${counted(rows.length, 'incident')}`;
  byId('count').textContent = `${words}, ${counted(all.reduce((sum, row) => sum + row.denials, 0), 'denial')}`;
  const chips = chosen();
  replace(
    byId('chips'),
    ...chips.map(([name, label]) => element('button', {type: 'button', click: () => filterBy({[name]: ''}), 'aria-label': `Remove filter ${label}`}, label, element('span', {class: 'cross', 'aria-hidden': 'true'}, ' ✕'))),
    ...(chips.length > 1 ? [element('button', {type: 'button', click: () => filterBy({...untouched, sort: state.sort})}, 'Clear all')] : []),
  );
}

/** What is chosen, in words. */
function chosen() {
  const labels = {
    q: text => `“${text}”`,
    cause: code => index.causes.find(cause => cause.code === code).label,
    group: code => index.groups.find(group => group.code === code).label,
    standing: code => index.standings.find(standing => standing.code === code).label,
    from: key => `caller’s account: ${home(key)}`,
    to: key => `role’s account: ${home(key)}`,
    caller: id => `caller: ${index.callers.find(party => party.id === id)?.name ?? id}`,
    role: id => `role: ${index.roles.find(party => party.id === id)?.name ?? id}`,
  };
  return Object.entries(labels).flatMap(([name, label]) => (state[name] ? [[name, label(state[name])]] : []));
}

const home = key => index.homes.find(each => each.key === key)?.title ?? key;

function filterBy(change) {
  go({...state, ...change, page: 1});
}
