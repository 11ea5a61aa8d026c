// Charts: the library, once it is unpacked, and what all of them have in common.

let library;
let inPrint = false;
const charts = new Map();
const resized = new ResizeObserver(entries => entries.forEach(({target}) => target.clientWidth && charts.get(target)?.resize()));

/** Loads the library. Only the text that is packed in the page may become a script, and only the empty text markup. */
async function loadLibrary() {
  const text = await unpacked('echarts');
  window.trustedTypes?.createPolicy('default', {
    createScript: script => (script === text ? script : null),
    createHTML: markup => (markup === '' ? markup : null),
  });
  document.head.append(element('script', {}, text));
  library = window.echarts;
}

const look = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const causeColor = place => look('c' + place);
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const contrast = matchMedia('(prefers-contrast: more)');

/** Draws a chart into an element, in place of what was there. */
function chart(holder, description, option, click) {
  if (!library || !holder.clientWidth) return;
  let drawn = charts.get(holder);
  if (!drawn) {
    drawn = library.init(holder, null, {renderer: 'canvas', devicePixelRatio: Math.max(2, devicePixelRatio)});
    charts.set(holder, drawn);
    resized.observe(holder);
  }
  drawn.off('click');
  if (click) drawn.on('click', click);
  drawn.resize();
  drawn.setOption(
    {
      animation: !calm.matches && !inPrint,
      animationDuration: 250,
      textStyle: {fontFamily: getComputedStyle(document.body).fontFamily, color: look('ink')},
      aria: {enabled: true, label: {description}, decal: {show: contrast.matches}},
      ...option,
    },
    {notMerge: true},
  );
}

function forget(holder) {
  resized.unobserve(holder);
  charts.get(holder)?.dispose();
  charts.delete(holder);
}

const tip = () => ({
  renderMode: 'richText',
  confine: true,
  backgroundColor: look('card'),
  borderColor: look('line'),
  textStyle: {color: look('ink'), fontSize: 12},
});

/** A long name, for a label. */
const short = (text, most) => (text.length > most ? text.slice(0, most - 1) + '…' : text);

/** Days as days, weeks (by their Monday) or months, so that there are not too many bars. */
function periods(first, last) {
  const start = new Map();
  const length = last - first + 1;
  const begin = day => {
    if (length <= 120) return day;
    const date = new Date(day * 86400000);
    return length <= 1100 ? day - ((date.getUTCDay() + 6) % 7) : Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86400000;
  };
  for (let day = first; day <= last; day++) if (!start.has(begin(day))) start.set(begin(day), start.size);
  return {unit: length <= 120 ? 'day' : length <= 1100 ? 'week' : 'month', place: day => start.get(begin(day)), names: [...start.keys()].map(dayName)};
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day below an axis: "Nov 3"; of a month "Nov 2026". */
function axisDay(day, unit) {
  const [year, month, date] = day.split('-');
  return `${months[month - 1]} ${unit === 'month' ? year : Number(date)}`;
}

/** What was denied when: for each cause or group of `causes` (the last also stands for all others) a number for each period. */
function byPeriod(all, causes) {
  let first = Infinity;
  let last = -Infinity;
  for (const {days} of all) {
    for (let at = 0; at < days.length; at += 3) {
      first = Math.min(first, days[at]);
      last = Math.max(last, days[at]);
    }
  }
  if (first > last) return undefined;
  const {unit, place, names} = periods(first, last);
  const numbers = causes.map(() => new Array(names.length).fill(0));
  const kind = new Map(causes.flatMap((cause, i) => (cause.places ?? [cause.place]).map(place => [place, i])));
  for (const {days} of all) {
    for (let at = 0; at < days.length; at += 3) numbers[kind.get(days[at + 1]) ?? causes.length - 1][place(days[at])] += days[at + 2];
  }
  return {unit, names, numbers};
}

/** Stacked bars of a history. */
function bars({unit, names, numbers}, causes, bare) {
  return {
    grid: {left: 4, right: 28, top: bare ? 8 : 16, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel'},
    tooltip: {...tip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: points => tipOf(points)},
    xAxis: {type: 'category', data: names, axisLabel: {color: look('soft'), hideOverlap: true, formatter: day => axisDay(day, unit)}, axisLine: {lineStyle: {color: look('line')}}, axisTick: {show: false}},
    yAxis: {type: 'value', minInterval: 1, splitNumber: bare ? 2 : 5, axisLabel: {color: look('soft')}, splitLine: {lineStyle: {color: look('line')}}},
    series: causes.map((cause, i) => ({
      type: 'bar',
      stack: 'all',
      name: cause.label,
      data: numbers[i].map(number => number || null),
      barMaxWidth: 36,
      barCategoryGap: '25%',
      itemStyle: {color: causeColor(cause.color), borderColor: look('card'), borderWidth: bare ? 0 : 0.5},
      emphasis: {focus: 'series'},
    })),
  };
}

function tipOf(points) {
  const there = points.filter(point => point.value);
  return [points[0].name, ...there.map(point => `${point.seriesName}: ${count(point.value)}`)].join('\n');
}
