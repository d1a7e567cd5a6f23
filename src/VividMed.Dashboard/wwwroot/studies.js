// Images of studies: slices, windows, zoom, light between phrases and regions, keys. Everything is listened for on the document, so that it
// holds for whatever a page shows, and whenever it shows it.

const keysOff = () => document.querySelector('[data-keys]')?.checked === false;
const typing = element => element.closest('input:not([type=checkbox]):not([type=radio]):not([type=range]), select, textarea, [contenteditable]') !== null;
const study = element => element.closest('[data-study]');
const drawing = element => element.closest('.drawing') !== null;
const numbers = element => (element.dataset.regions ?? element.dataset.region ?? '').split(' ').filter(word => word !== '');

// Light

function light(root, regions) {
    root.classList.toggle('lighting', regions.length > 0);
    for (const element of root.querySelectorAll('[data-region], [data-regions]')) {
        element.classList.toggle('lit', numbers(element).some(number => regions.includes(number)));
    }
    for (const plane of root.querySelectorAll('[data-picture]')) bring(plane, regions);
}

// A volume goes to the middle of what is lit, unless its slice shows some of it already.
function bring(plane, regions) {
    const wanted = [...plane.querySelectorAll('g[data-region]')].filter(region => regions.includes(region.dataset.region));
    if (wanted.length === 0 || wanted.some(region => !region.classList.contains('elsewhere'))) return;
    const { first, last } = wanted[0].dataset;
    show(plane, Math.floor((Number(first) + Number(last)) / 2));
}

const pinned = root => (root.dataset.pinned ?? '').split(' ').filter(word => word !== '');

function point(event) {
    const element = event.target.closest?.('[data-region], [data-regions]');
    const root = element && study(element);
    if (root) light(root, numbers(element));
}

function leave(event) {
    const element = event.target.closest?.('[data-region], [data-regions]');
    const root = element && study(element);
    if (root && !element.contains(event.relatedTarget)) light(root, pinned(root));
}

function pin(element) {
    const root = study(element);
    const same = pinned(root).join(' ') === numbers(element).join(' ');
    root.dataset.pinned = same ? '' : numbers(element).join(' ');
    for (const other of root.querySelectorAll('[aria-pressed][data-region], [aria-pressed][data-regions]')) {
        other.setAttribute('aria-pressed', String(!same && other === element));
    }
    light(root, same ? [] : numbers(element));
}

document.addEventListener('pointerover', point);
document.addEventListener('pointerout', leave);
document.addEventListener('focusin', point);
document.addEventListener('focusout', leave);

// Slices

const pending = new WeakMap();

function windowOf(plane) {
    return plane.closest('.study-image').querySelector('[data-window]:checked')?.value ?? 'lung';
}

// One picture at a time: while it comes, only the last wish counts.
async function show(plane, slice) {
    const slider = plane.querySelector('[data-slider]');
    slice = Math.max(0, Math.min(Number(slider.max), slice));
    slider.value = slice;
    plane.dataset.slice = slice;
    plane.querySelector('output').textContent = slice + 1;
    if (pending.has(plane)) {
        pending.set(plane, true);
        return;
    }
    pending.set(plane, false);
    try {
        await paint(plane);
    } finally {
        const again = pending.get(plane);
        pending.delete(plane);
        if (again) show(plane, Number(plane.dataset.slice));
    }
}

async function paint(plane) {
    const slice = plane.dataset.slice;
    const image = new Image();
    image.src = plane.dataset.picture.replace('{slice}', slice).replace('{window}', windowOf(plane));
    const regions = [...plane.querySelectorAll('g[data-region]')];
    const masks = plane.dataset.paths === undefined ? {} : fetch(plane.dataset.paths.replace('{slice}', slice)).then(answer => answer.ok ? answer.json() : {});
    const [paths] = await Promise.all([masks, image.decode().catch(() => undefined)]);
    plane.querySelector('img').src = image.src;
    for (const region of regions) {
        region.querySelector('path').setAttribute('d', paths[region.dataset.region] ?? '');
        region.classList.toggle('elsewhere', slice < Number(region.dataset.first) || slice >= Number(region.dataset.last));
    }
}

document.addEventListener('input', event => {
    if (event.target.matches('[data-slider]')) show(event.target.closest('[data-plane]'), Number(event.target.value));
});

document.addEventListener('change', event => {
    if (!event.target.matches('[data-window]')) return;
    for (const plane of event.target.closest('.study-image').querySelectorAll('[data-picture]')) show(plane, Number(plane.dataset.slice));
});

// Zoom and pan

function move(root, change) {
    const was = { zoom: Number(root.dataset.zoom ?? 1), x: Number(root.dataset.x ?? 0), y: Number(root.dataset.y ?? 0) };
    const is = { ...was, ...change(was) };
    is.zoom = Math.max(1, Math.min(12, is.zoom));
    const reach = (is.zoom - 1) * 50;
    is.x = Math.max(-reach, Math.min(reach, is.x));
    is.y = Math.max(-reach, Math.min(reach, is.y));
    Object.assign(root.dataset, is);
    // Shares of the frame, so that planes of any size move alike.
    for (const layers of root.querySelectorAll('.layers')) layers.style.transform = is.zoom === 1 ? '' : `translate(${is.x}%, ${is.y}%) scale(${is.zoom})`;
}

function useTool(button) {
    const root = study(button);
    switch (button.dataset.tool) {
        case 'in': return move(root, was => ({ zoom: was.zoom * 1.5 }));
        case 'out': return move(root, was => ({ zoom: was.zoom / 1.5 }));
        case 'reset': return move(root, () => ({ zoom: 1, x: 0, y: 0 }));
        case 'overlays': return button.setAttribute('aria-pressed', String(root.classList.toggle('without-regions')));
    }
}

document.addEventListener('wheel', event => {
    const frame = event.target.closest?.('[data-study] .frame');
    if (!frame || !event.ctrlKey) return;
    event.preventDefault();
    move(study(frame), was => ({ zoom: was.zoom * (event.deltaY < 0 ? 1.2 : 1 / 1.2) }));
}, { passive: false });

let held = null;

document.addEventListener('pointerdown', event => {
    const frame = event.target.closest?.('[data-study] .frame');
    if (!frame || event.button !== 0 || !drawing(frame) && Number(study(frame).dataset.zoom ?? 1) === 1) return;
    event.preventDefault();
    held = { frame, x: event.clientX, y: event.clientY, draw: drawing(frame) ? start(frame, event) : null };
});

document.addEventListener('pointermove', event => {
    if (!held) return;
    if (held.draw) return stretch(held.draw, event);
    const { width, height } = held.frame.getBoundingClientRect();
    const [x, y] = [(event.clientX - held.x) / width * 100, (event.clientY - held.y) / height * 100];
    [held.x, held.y] = [event.clientX, event.clientY];
    move(study(held.frame), was => ({ x: was.x + x, y: was.y + y }));
});

document.addEventListener('pointerup', () => {
    if (held?.draw) finish(held.draw);
    held = null;
});

// A box drawn by hand: plane, slice and corners in its pixels go into the page's field, as if they had been typed.

function place(svg, event) {
    const inverse = svg.getScreenCTM().inverse();
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(inverse);
    const { width, height } = svg.viewBox.baseVal;
    return [Math.max(0, Math.min(width, x)), Math.max(0, Math.min(height, y))];
}

function start(frame, event) {
    const svg = frame.querySelector('[data-draw]');
    return { svg, rect: svg.querySelector('.drawn'), from: place(svg, event), to: place(svg, event) };
}

function stretch(draw, event) {
    draw.to = place(draw.svg, event);
    const [left, top] = [0, 1].map(axis => Math.min(draw.from[axis], draw.to[axis]));
    const [right, bottom] = [0, 1].map(axis => Math.max(draw.from[axis], draw.to[axis]));
    for (const [name, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top })) draw.rect.setAttribute(name, value);
    draw.box = [left, top, right, bottom];
}

function finish(draw) {
    const field = study(draw.svg).querySelector('[data-box]');
    if (!draw.box || !field) return;
    const slice = draw.svg.closest('[data-plane]').dataset.slice;
    field.value = [draw.svg.dataset.draw, slice, ...draw.box.map(number => number.toFixed(1))].join(' ');
    field.dispatchEvent(new Event('change', { bubbles: true }));
}

// Keys: each is that of a button or link that is there to be seen.

document.addEventListener('click', event => {
    const tool = event.target.closest?.('[data-tool]');
    if (tool) return useTool(tool);
    const pinnable = event.target.closest?.('[aria-pressed][data-region], [aria-pressed][data-regions]');
    if (pinnable) pin(pinnable);
});

document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const pinnable = event.target.closest?.('[role=button][data-regions]');
    if (pinnable && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault();
        return pin(pinnable);
    }
    if (keysOff() || typing(event.target)) return;
    if (event.key === 'h') return hide(true);
    // Arrows belong to the slider or the choice that has the focus.
    if (event.key.startsWith('Arrow') && event.target.matches('input')) return;
    const wanted = [...document.querySelectorAll('[data-key]')].find(element => element.dataset.key.split(' ').includes(event.key) && !element.disabled);
    if (!wanted || event.repeat && wanted.dataset.tool === undefined) return;
    event.preventDefault();
    wanted.click();
});

document.addEventListener('keyup', event => { if (event.key === 'h') hide(false); });
window.addEventListener('blur', () => hide(false));

function hide(hidden) {
    for (const root of document.querySelectorAll('[data-study]')) root.classList.toggle('held-without-regions', hidden);
}

document.addEventListener('change', event => {
    if (event.target.matches('[data-keys]')) localStorage.setItem('single-keys', event.target.checked ? 'on' : 'off');
});

function remember() {
    const box = document.querySelector('[data-keys]');
    if (box && localStorage.getItem('single-keys') === 'off') box.checked = false;
}

remember();
new MutationObserver(remember).observe(document.body, { childList: true, subtree: true });
