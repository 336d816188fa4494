'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const severities = ['Low', 'Medium', 'High', 'Critical'];
  const byId = (id) => document.getElementById(id);
  const element = (name, text, type) => {
    const made = document.createElement(name);
    if (text !== undefined && text !== null) made.textContent = text;
    if (type) made.className = type;
    return made;
  };

  // Only the rows that can be seen are in the page, and some around them. On paper there are more, whole, and a line says how many there are not.
  // One row takes the focus, which arrow keys move: Tab leaves the table behind it.
  const virtual = (box, body, columns, row) => {
    const around = 12, printed = 2000;
    let rows = [], all = false, active = 0, height = 40;
    const made = new Map();
    const space = () => {
      const line = element('tr', null, 'space');
      line.setAttribute('aria-hidden', 'true');
      line.append(element('td'));
      line.firstChild.colSpan = columns;
      return line;
    };
    const above = space(), below = space();
    const fill = (line, count) => {
      line.hidden = count === 0;
      line.firstChild.style.height = count * height + 'px';
    };
    const more = (count) => {
      const line = element('tr');
      line.append(element('td', count.toLocaleString('en') + ' more rows are not printed. The page has them, and so have its other formats.', 'note'));
      line.firstChild.colSpan = columns;
      return line;
    };
    const make = (index) => {
      const line = row(rows[index], all, index);
      line.dataset.index = index;
      line.setAttribute('aria-rowindex', index + 2);
      return line;
    };
    const buttons = (index) => [...(made.get(index)?.querySelectorAll('button') ?? [])];
    const held = () => {
      const line = body.contains(document.activeElement) ? document.activeElement.closest('tr') : null;
      return line ? { index: Number(line.dataset.index), place: buttons(Number(line.dataset.index)).indexOf(document.activeElement) } : null;
    };
    const print = () => {
      const to = Math.min(rows.length, printed);
      body.replaceChildren(...rows.slice(0, to).map((_, index) => make(index)), ...(to < rows.length ? [more(rows.length - to)] : []));
    };
    const clear = () => {
      made.clear();
      body.replaceChildren(above, below);
    };
    // What stays is left where it is, and keeps its focus. The rest of the table is never shorter meanwhile, or it would scroll by itself.
    const draw = () => {
      const first = Math.floor(box.scrollTop / height), visible = Math.ceil(box.clientHeight / height);
      const from = Math.max(0, Math.min(first, rows.length - visible) - around);
      const to = Math.min(rows.length, from + visible + 2 * around);
      const focus = held();
      fill(above, from);
      fill(below, rows.length - to);
      for (const [index, line] of made) {
        if (index >= from && index < to) continue;
        made.delete(index);
        line.remove();
      }
      if (active < from || active >= to) active = Math.min(first, Math.max(rows.length - 1, 0));
      for (let index = to - 1, next = below; index >= from; index--) {
        if (!made.has(index)) made.set(index, make(index));
        const line = made.get(index);
        if (line.nextSibling !== next) body.insertBefore(line, next);
        for (const button of line.querySelectorAll('button')) button.tabIndex = index === active ? 0 : -1;
        next = line;
      }
      if (focus && !made.has(focus.index)) box.focus({ preventScroll: true });
      // A row is as high as letters are large.
      const real = made.get(from)?.getBoundingClientRect().height;
      if (real && Math.abs(real - height) > .1) {
        height = real;
        draw();
      }
    };
    const move = (index, place) => {
      active = Math.min(Math.max(index, 0), rows.length - 1);
      const top = active * height, head = box.querySelector('thead').offsetHeight;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top + height + head > box.scrollTop + box.clientHeight) box.scrollTop = top + height + head - box.clientHeight;
      draw();
      buttons(active)[Math.max(place, 0)]?.focus({ preventScroll: true });
    };
    box.addEventListener('keydown', (event) => {
      const focus = held();
      if (!rows.length || !body.querySelector('button') || (!focus && event.target !== box) || event.ctrlKey || event.altKey || event.metaKey) return;
      const page = Math.max(1, Math.floor(box.clientHeight / height) - 2), place = focus?.place ?? 0;
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length };
      if (event.key in steps) move(focus ? focus.index + steps[event.key] : active, place);
      else if (focus && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) buttons(focus.index)[event.key === 'ArrowRight' ? buttons(focus.index).length - 1 : 0].focus();
      else return;
      event.preventDefault();
    });
    let waiting = false;
    box.addEventListener('scroll', () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; if (!all) draw(); });
    }, { passive: true });
    addEventListener('beforeprint', () => { all = true; made.clear(); print(); });
    addEventListener('afterprint', () => { all = false; clear(); draw(); });
    return {
      show: (next) => {
        rows = next;
        active = 0;
        clear();
        body.parentElement.setAttribute('aria-rowcount', rows.length + 1);
        box.scrollTop = 0;
        draw();
      },
      focus: (index) => move(index, 0),
    };
  };

  byId('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });

  // Accounts and controls.
  const controls = data.controls;
  const heat = byId('heat');
  const head = heat.querySelector('thead tr');
  for (const control of controls) {
    const cell = element('th', null, 'control');
    cell.scope = 'col';
    cell.title = control.name + ': ' + control.title;
    cell.append(element('span', control.name.replace(/^(BACKUP|XACNT)_/, '').replaceAll('_', ' ').toLowerCase()));
    head.append(cell);
  }
  const accounts = data.reports;
  const drawHeat = virtual(heat, heat.querySelector('tbody'), controls.length + 1, (report) => {
    const made = element('tr');
    const name = element('th', report.account + ' ' + report.set + ' (' + report.region + ')', 'account');
    name.scope = 'row';
    name.title = report.message;
    made.append(name);
    controls.forEach((control, index) => {
      const cell = report.cells[index];
      const [good, open, exempt, unknown] = cell ?? [0, 0, 0, 0];
      const kind = open === 0 ? (good === 0 ? 'empty' : 'full') : good === 0 ? 'none' : 'some';
      const said = good + open > 0 ? String(Math.floor(100 * good / (good + open))) : exempt > 0 ? 'ex' : unknown > 0 ? '?' : '–';
      const made2 = element('td', said, kind);
      made2.title = control.name + ': ' + (!cell ? 'not judged' : good + ' compliant, ' + open + ' open, ' + exempt + ' exempt, ' + unknown + ' with too little to judge by');
      made.append(made2);
    });
    return made;
  });
  drawHeat.show([...accounts].sort((one, other) => (one.score ?? 101) - (other.score ?? 101) || other.open - one.open));

  // Findings.
  const findings = [];
  for (const report of accounts) {
    for (const [control, severity, status, region, resource, arn, evidence, remedy, isNew] of report.findings) {
      findings.push({ account: report.account, set: report.set, control: controls[control].name, severity, status, region, resource, arn, evidence, remedy, isNew, text: [report.account, report.set, region, status, severities[severity], controls[control].name, resource, arn, evidence].join('\n').toLowerCase() });
    }
  }
  const controlCell = (name) => {
    const cell = element('td', name.replace(/^BACKUP_/, ''), 'control');
    cell.title = name;
    return cell;
  };
  const box = byId('findings');
  const dialog = byId('detail');
  let opened = 0;
  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.body.appendChild(element('textarea', text));
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  };
  const show = (finding, index) => {
    opened = index;
    byId('detail-title').textContent = finding.control;
    const list = byId('detail-list');
    list.replaceChildren();
    for (const [name, value] of [['Account', finding.account], ['Backup set', finding.set], ['Resource', finding.resource], ['ARN', finding.arn], ['Region', finding.region], ['Status', finding.status], ['Severity', severities[finding.severity]], ['Since the baseline', finding.isNew ? 'new' : ''], ['Evidence', finding.evidence]]) {
      if (value) list.append(element('dt', name), element('dd', value));
    }
    byId('detail-remedy').textContent = finding.remedy || 'Nothing is known.';
    byId('detail-copy').onclick = (event) => copy(finding.remedy || '', event.currentTarget);
    dialog.showModal();
  };
  byId('detail-close').addEventListener('click', () => dialog.close());
  // The browser gives the focus back, unless what had it has been made anew.
  dialog.addEventListener('close', () => { if (document.activeElement === document.body) drawFindings.focus(opened); });
  const drawFindings = virtual(box, box.querySelector('tbody'), 7, (finding, printed, index) => {
    const made = element('tr');
    const severity = element('td', severities[finding.severity], severities[finding.severity]);
    if (finding.status === 'ERROR') severity.append(' ', element('small', 'unread', 'tag'));
    if (finding.isNew) severity.append(' ', element('small', 'new', 'tag'));
    made.append(severity, element('td', finding.account), controlCell(finding.control), element('td', finding.resource), element('td', finding.region));
    if (printed) {
      made.append(element('td', finding.evidence), element('td', finding.remedy || ''));
      return made;
    }
    const evidence = element('td');
    const open = element('button', finding.evidence);
    open.type = 'button';
    open.className = 'open';
    open.title = 'Show all';
    open.addEventListener('click', () => show(finding, index));
    evidence.append(open);
    const action = element('td');
    const button = element('button', 'Copy');
    button.type = 'button';
    button.setAttribute('aria-label', 'Copy the remedy of ' + finding.control + ' for ' + finding.resource);
    button.addEventListener('click', () => copy(finding.remedy || '', button));
    action.append(button);
    made.append(evidence, action);
    return made;
  });
  const search = byId('search'), severity = byId('severity'), control = byId('control'), kind = byId('kind');
  for (const name of [...new Set(findings.map((finding) => finding.control))].sort()) control.append(new Option(name, name));
  if (!findings.some((finding) => finding.isNew)) kind.querySelector('[value=new]').remove();
  let sorted = { key: 'severity', down: true };
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const least = Number(severity.value);
    const shown = findings.filter((finding) => finding.severity >= least && (!control.value || finding.control === control.value) && (!kind.value || (kind.value === 'new' ? finding.isNew : finding.status === kind.value)) && words.every((word) => finding.text.includes(word)));
    const sign = sorted.down ? -1 : 1;
    shown.sort((one, other) => {
      const [first, second] = [one[sorted.key], other[sorted.key]];
      return sign * (typeof first === 'number' ? first - second : first < second ? -1 : first > second ? 1 : 0);
    });
    drawFindings.show(shown);
    byId('count').textContent = shown.length.toLocaleString('en') + ' of ' + findings.length.toLocaleString('en') + ' open findings';
    for (const cell of box.querySelectorAll('th[data-key]')) cell.setAttribute('aria-sort', cell.dataset.key === sorted.key ? (sorted.down ? 'descending' : 'ascending') : 'none');
  };
  for (const cell of box.querySelectorAll('th[data-key]')) {
    cell.querySelector('button').addEventListener('click', () => {
      sorted = { key: cell.dataset.key, down: sorted.key === cell.dataset.key ? !sorted.down : cell.dataset.key === 'severity' };
      apply();
    });
  }
  search.addEventListener('input', apply);
  severity.addEventListener('change', apply);
  control.addEventListener('change', apply);
  kind.addEventListener('change', apply);
  apply();
})();
