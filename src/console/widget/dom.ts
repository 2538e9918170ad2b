type Attributes = Record<string, string | number | boolean | null | undefined>;
export type Child = Node | string | null;

/** An element with attributes (true: empty, false and null: none) and children. Uses only what pages rarely replace. */
export function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAll(element, attributes);
  fill(element, children);
  return element;
}

export function setAll(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Puts exactly these children into the element. */
export function fill(element: Node, children: Child[]): void {
  while (element.firstChild) element.removeChild(element.firstChild);
  for (const child of children) {
    if (child !== null) element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  }
}

/** Sets the text, only when it is another: what stays the same is not read out again. */
export function say(element: Node, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element: Element, visible: boolean): void {
  setAll(element, { hidden: !visible });
}

export function button(label: string, className: string, onPress: () => void, ...children: Child[]): HTMLButtonElement {
  const made = make('button', { type: 'button', class: className, ...(children.length > 0 ? { 'aria-label': label, title: label } : {}) }, ...(children.length > 0 ? children : [label]));
  made.addEventListener('click', onPress);
  return made;
}

const drawings = {
  bubble: 'M4 5h16v11H10l-5 4v-4H4z',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12l16-8-6 16-3-6z',
  clip: 'M19 11l-7.5 7.5a4 4 0 0 1-6-6L13 5a2.7 2.7 0 0 1 4 4l-7.5 7.5a1.3 1.3 0 0 1-2-2L14 8',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
};

export function icon(name: keyof typeof drawings): SVGSVGElement {
  const svg = 'http://www.w3.org/2000/svg';
  const drawing = document.createElementNS(svg, 'svg');
  setAll(drawing, { viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false', class: 'icon' });
  const path = document.createElementNS(svg, 'path');
  setAll(path, { d: drawings[name] });
  drawing.appendChild(path);
  return drawing;
}

let fields = 0;
/** A number for an id that is unique in the chat. */
export function nextId(): string {
  fields += 1;
  return `v${fields}`;
}
