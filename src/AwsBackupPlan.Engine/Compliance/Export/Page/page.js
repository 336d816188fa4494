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
  const virtual = (box, body, columns, row) => {
    const height = 40, around = 12, printed = 2000;
    let rows = [], all = false;
    const space = (count) => {
      const made = element('tr', null, 'space');
      made.setAttribute('aria-hidden', 'true');
      const cell = made.appendChild(element('td'));
      cell.colSpan = columns;
      cell.style.height = count * height + 'px';
      return made;
    };
    const more = (count) => {
      const made = element('tr');
      made.append(element('td', count.toLocaleString('en') + ' more rows are not printed. The page has them, and so have its other formats.', 'note'));
      made.firstChild.colSpan = columns;
      return made;
    };
    const draw = () => {
      const from = all ? 0 : Math.max(0, Math.floor(box.scrollTop / height) - around);
      const to = all ? Math.min(rows.length, printed) : Math.min(rows.length, from + Math.ceil(box.clientHeight / height) + 2 * around);
      const shown = document.createDocumentFragment();
      if (from > 0) shown.append(space(from));
      for (let index = from; index < to; index++) {
        const made = row(rows[index], all);
        made.setAttribute('aria-rowindex', index + 2);
        shown.append(made);
      }
      if (!all && to < rows.length) shown.append(space(rows.length - to));
      if (all && to < rows.length) shown.append(more(rows.length - to));
      body.replaceChildren(shown);
    };
    let waiting = false;
    box.addEventListener('scroll', () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; draw(); });
    }, { passive: true });
    addEventListener('beforeprint', () => { all = true; draw(); });
    addEventListener('afterprint', () => { all = false; draw(); });
    return (next) => {
      rows = next;
      body.parentElement.setAttribute('aria-rowcount', rows.length + 1);
      box.scrollTop = 0;
      draw();
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
      const kind = !cell ? 'empty' : cell[1] === 0 ? (cell[0] === 0 ? 'empty' : 'full') : cell[0] === 0 ? 'none' : 'some';
      const said = !cell || cell[0] + cell[1] === 0 ? '–' : String(Math.floor(100 * cell[0] / (cell[0] + cell[1])));
      const made2 = element('td', said, kind);
      made2.title = control.name + ': ' + (!cell ? 'not judged' : cell[0] + ' compliant, ' + cell[1] + ' open');
      made.append(made2);
    });
    return made;
  });
  drawHeat([...accounts].sort((one, other) => (one.score ?? 101) - (other.score ?? 101) || other.open - one.open));

  // Findings.
  const findings = [];
  for (const report of accounts) {
    for (const [control, severity, status, region, resource, arn, evidence, remedy, isNew] of report.findings) {
      findings.push({ account: report.account, set: report.set, control: controls[control].name, severity, status, region, resource, arn, evidence, remedy, isNew, text: [report.account, controls[control].name, resource, arn, evidence].join('\n').toLowerCase() });
    }
  }
  const box = byId('findings');
  const dialog = byId('detail');
  let opener = null;
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
  const show = (finding, from) => {
    opener = from;
    byId('detail-title').textContent = finding.control;
    const list = byId('detail-list');
    list.replaceChildren();
    for (const [name, value] of [['Account', finding.account], ['Resource', finding.resource], ['ARN', finding.arn], ['Region', finding.region], ['Status', finding.status], ['Severity', severities[finding.severity]], ['Evidence', finding.evidence]]) {
      if (value) list.append(element('dt', name), element('dd', value));
    }
    byId('detail-remedy').textContent = finding.remedy || 'Nothing is known.';
    byId('detail-copy').onclick = (event) => copy(finding.remedy || '', event.currentTarget);
    dialog.showModal();
  };
  byId('detail-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => opener?.focus());
  const drawFindings = virtual(box, box.querySelector('tbody'), 7, (finding, printed) => {
    const made = element('tr');
    made.append(element('td', severities[finding.severity], severities[finding.severity]), element('td', finding.account), element('td', finding.control), element('td', finding.resource), element('td', finding.region));
    if (printed) {
      made.append(element('td', finding.evidence), element('td', finding.remedy || ''));
      return made;
    }
    const evidence = element('td');
    const open = element('button', finding.evidence);
    open.type = 'button';
    open.className = 'open';
    open.title = 'Show all';
    open.addEventListener('click', () => show(finding, open));
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
  const search = byId('search'), severity = byId('severity'), control = byId('control');
  for (const name of [...new Set(findings.map((finding) => finding.control))].sort()) control.append(new Option(name, name));
  let sorted = { key: 'severity', down: true };
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const least = Number(severity.value);
    const shown = findings.filter((finding) => finding.severity >= least && (!control.value || finding.control === control.value) && words.every((word) => finding.text.includes(word)));
    const sign = sorted.down ? -1 : 1;
    shown.sort((one, other) => {
      const [first, second] = [one[sorted.key], other[sorted.key]];
      return sign * (typeof first === 'number' ? first - second : first < second ? -1 : first > second ? 1 : 0);
    });
    drawFindings(shown);
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
  apply();
})();
