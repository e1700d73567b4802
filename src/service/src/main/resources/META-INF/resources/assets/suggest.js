/* Suggests control codes while one is typed. Nothing needs it: the button beside the field leads to the same codes. */
(() => {
  const MOST = 12;
  const modules = new Map();

  function codes(address) {
    if (!modules.has(address)) {
      modules.set(address, import(address).then(module => module.default, () => []));
    }
    return modules.get(address);
  }

  function suggest(field, list, all) {
    // several codes are separated by commas; the last one is being typed
    const before = field.value.match(/^.*[,;\uFF0C\uFF1B\u3001]\s*/)?.[0] ?? '';
    const typed = field.value.slice(before.length).trim().toLowerCase();
    const found = typed.length < 2 ? [] : all
      .filter(([code, name]) => code.toLowerCase().includes(typed) || name.toLowerCase().includes(typed))
      .slice(0, MOST);
    list.replaceChildren(...found.map(([code, name]) => {
      const option = document.createElement('option');
      option.value = before + code;
      option.label = code + ' \u00B7 ' + name;
      return option;
    }));
  }

  document.querySelectorAll('input[data-codes]').forEach((field, number) => {
    const list = document.createElement('datalist');
    list.id = 'codes-' + number;
    field.after(list);
    field.setAttribute('list', list.id);
    field.addEventListener('focus', () => codes(field.dataset.codes));
    field.addEventListener('input', async () => suggest(field, list, await codes(field.dataset.codes)));
  });
})();
