// What has to happen in the browser itself: the choice of colors, filters that apply as they are changed, and what is copied.
document.addEventListener('change', event => {
  const control = event.target;
  if (control.id === 'colors') {
    document.documentElement.dataset.theme = control.value;
    document.cookie = `vividmed-colors=${control.value}; path=/; max-age=31536000; samesite=lax`;
  } else if (control.form?.dataset.apply === 'at-once') {
    control.form.requestSubmit();
  }
});

// A browser has a clipboard for pages that come safely alone. Elsewhere the text is selected, for whoever looks to copy it.
document.addEventListener('click', async event => {
  const id = event.target.closest?.('[data-copy]')?.dataset.copy;
  if (!id) return;
  const text = document.getElementById(id);
  const copied = await navigator.clipboard?.writeText(text.textContent).then(() => true, () => false);
  if (!copied) getSelection().selectAllChildren(text);
  document.getElementById(`${id}-copied`).textContent = copied ? 'Copied.' : 'Selected: copy it from here.';
});

// A moment in the reader's own time and zone. The text within it is UTC, for where no script runs.
customElements.define('local-time', class extends HTMLElement {
  static observedAttributes = ['at'];
  #text = this.attachShadow({ mode: 'open' }).appendChild(document.createElement('span'));
  static format = new Intl.DateTimeFormat(undefined, {
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
  });
  attributeChangedCallback(name, before, at) {
    const moment = new Date(at);
    this.#text.textContent = Number.isNaN(moment.getTime()) ? at : this.constructor.format.format(moment);
    this.title = at;
  }
});
